package eu.twintown.node.dataspace.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DescriptionTest {
    private static Description read(String json) {
        return Description.read(JsonMapper.shared().readTree(json));
    }

    @Test
    void namesCountByTheirLastPartInAnyFormOfJsonLd() {
        Description plain = read("""
                {"@id": "urn:d:1", "title": "Car parks", "entityTypes": ["urn:t:Parking"], "attributes": ["urn:a:free"],
                 "area": "POLYGON ((0 0, 1 0, 1 1, 0 0))", "serviceLevel": {"maxAge": "PT10M", "entities": 12},
                 "attribution": "Stadt Münster"}""");
        Description expanded = read("""
                {"@id": "urn:d:1", "http://purl.org/dc/terms/title": [{"@value": "Car parks"}],
                 "https://twintown.eu/ns#entityTypes": [{"@id": "urn:t:Parking"}],
                 "tt:attributes": {"@id": "urn:a:free"},
                 "tt:area": [{"@value": "POLYGON ((0 0, 1 0, 1 1, 0 0))"}],
                 "tt:serviceLevel": {"tt:maxAge": {"@value": "PT10M"}, "tt:entities": {"@value": 12}},
                 "tt:attribution": "Stadt Münster"}""");
        assertThat(plain)
                .isEqualTo(new Description(
                        "Car parks",
                        List.of("urn:t:Parking"),
                        List.of("urn:a:free"),
                        Optional.of("POLYGON ((0 0, 1 0, 1 1, 0 0))"),
                        Optional.of(Duration.ofMinutes(10)),
                        OptionalLong.of(12),
                        Optional.of("Stadt Münster")));
        assertThat(expanded).isEqualTo(plain);
        assertThat(Description.read(plain.json())).isEqualTo(plain);
    }

    @Test
    void whatDoesNotFitIsAsIfItWereNotThere() {
        Description odd = read("""
                {"@id": "urn:d:1", "entityTypes": {"x": 1}, "serviceLevel": {"maxAge": "soon", "entities": "many"}}""");
        assertThat(odd.types()).isEmpty();
        assertThat(odd.maxAge()).isEmpty();
        assertThat(odd.entities()).isEmpty();
        assertThat(read("{}").title()).isEmpty();
        assertThat(read("{\"serviceLevel\": {\"maxAge\": \"-PT1M\", \"entities\": -3}}")
                        .maxAge())
                .isEmpty();
    }

    @Test
    void whatIsExpectedHereCountsWhereNothingIsPromised() {
        Description silent =
                read("{\"entityTypes\": \"urn:t:P\"}").expecting(Optional.of(Duration.ofHours(1)), OptionalLong.of(3));
        assertThat(silent.maxAge()).contains(Duration.ofHours(1));
        assertThat(silent.entities()).hasValue(3);
        assertThat(read("{\"serviceLevel\": {\"maxAge\": \"PT1M\", \"entities\": 9}}")
                        .expecting(Optional.of(Duration.ofHours(1)), OptionalLong.of(3))
                        .entities())
                .hasValue(9);
    }
}
