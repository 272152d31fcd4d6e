package eu.twintown.node.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.acquisition.SourceStatus.State;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Two sources about the same things: values from one, places from the other. */
class MergedSourcesTest {
    private static final String ID = "urn:ngsi-ld:OffStreetParking:muenster:parkplatz-schlossplatz-sud";

    private static final String VALUES = City.CONTEXT + """
            mapping: values
            model: OffStreetParking
            part: true
            columns: {match: 'stadt-muenster-parken-{place}'}
            time: timestamp
            id: urn:ngsi-ld:OffStreetParking:muenster:{$place | slug}
            type: OffStreetParking
            attributes:
              name: {value: "$place | replace('-', ' ')", ifAbsent: true}
              availableSpotNumber: {value: $cell | integer, observedAt: $time}
            """;

    private static final String PLACES = City.CONTEXT + """
            mapping: places
            model: OffStreetParking
            id: urn:ngsi-ld:OffStreetParking:muenster:{properties.NAME | slug}
            type: OffStreetParking
            attributes:
              name: properties.NAME
              location: {geometry: geometry, crs: 'EPSG:31467'}
              totalSpotNumber: properties.parkingTotal | integer
            """;

    private static final String VALUES_SOURCE = """
              - id: values
                title: Free places
                kind: csv
                fetch: ${url}/values
                schedule: {every: 100ms, jitter: 0ms}
                mapping: values.yaml
                provider: Town A
                landing-page: https://a.example.org/
                licence: {title: L1}
            """;

    private static final String PLACES_SOURCE = """
              - id: places
                title: Places
                kind: geojson
                fetch: ${url}/places
                schedule: {every: 100ms, jitter: 0ms}
                mapping: places.yaml
                provider: Town B
                licence: {title: L2, url: https://example.org/l2, confirmed: true}
            """;

    @TempDir
    private Path folder;

    private City city;

    @BeforeEach
    void open() {
        city = new City(folder).file("values.yaml", VALUES).file("places.yaml", PLACES);
        city.answers(
                "/values", "timestamp,stadt-muenster-parken-Parkplatz-Schlossplatz-Sud\n2026-11-22T10:00:00Z,413\n");
        city.answers("/places", """
                {"type": "FeatureCollection", "features": [{"type": "Feature",
                  "geometry": {"type": "Point", "coordinates": [3404741, 5758892]},
                  "properties": {"NAME": "Parkplatz Schlossplatz Süd", "parkingTotal": "450"}}]}
                """);
    }

    @AfterEach
    void close() {
        city.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mergeIntoOneEntityWhicheverComesFirst(boolean valuesFirst) {
        Acquisition first = city.start("sources:\n" + (valuesFirst ? VALUES_SOURCE : PLACES_SOURCE));
        City.awaitState(first, valuesFirst ? "values" : "places", State.OK);
        first.close();
        Acquisition both = city.start("sources:\n" + VALUES_SOURCE + PLACES_SOURCE);
        City.awaitState(both, "values", State.OK);
        City.awaitState(both, "places", State.OK);
        assertThat(city.value(ID, "name").asString()).isEqualTo("Parkplatz Schlossplatz Süd");
        assertThat(city.value(ID, "availableSpotNumber").asInt()).isEqualTo(413);
        assertThat(city.value(ID, "totalSpotNumber").asInt()).isEqualTo(450);
        JsonNode place =
                city.attribute(ID, "https://uri.etsi.org/ngsi-ld/location").value();
        assertThat(place.path("coordinates").get(0).asDouble()).isBetween(7.61, 7.62);
        assertThat(city.store().entities().typeCounts("").values()).containsExactly(1L);
    }

    @Test
    void theProvenanceNamesBothWithTheirTermsAndTheirAttributes() {
        Acquisition acquisition = city.start("sources:\n" + VALUES_SOURCE);
        City.awaitState(acquisition, "values", State.OK);
        acquisition.close();
        Acquisition both = city.start("sources:\n" + VALUES_SOURCE + PLACES_SOURCE);
        City.awaitState(both, "places", State.OK);
        JsonNode provenance = city.attribute(ID, Provenance.PROVENANCE).value();
        assertThat(provenance.size()).isEqualTo(2);
        assertThat(provenance.get(0).path("source").asString()).isEqualTo("values");
        assertThat(provenance.get(0).path("attributes").toString()).isEqualTo("[\"availableSpotNumber\",\"name\"]");
        assertThat(provenance.get(0).path("licenceConfirmed").asBoolean()).isFalse();
        assertThat(provenance.get(1).path("source").asString()).isEqualTo("places");
        assertThat(provenance.get(1).path("attributes").toString())
                .isEqualTo("[\"location\",\"name\",\"totalSpotNumber\"]");
        assertThat(city.attribute(ID, Provenance.DATA_PROVIDER).value().toString())
                .isEqualTo("[\"Town A\",\"Town B\"]");
        assertThat(city.attribute(ID, Provenance.SOURCE).value().toString())
                .isEqualTo("[\"https://a.example.org/\",\"" + city.url() + "/places\"]");
        assertThat(city.attribute(ID, Provenance.LICENSE).value().toString())
                .isEqualTo("[\"L1\",\"https://example.org/l2\"]");
    }

    @Test
    void changedTermsOfASourceAreWrittenThoughItsDataAreNot() {
        Acquisition acquisition = city.start("sources:\n" + VALUES_SOURCE);
        City.awaitState(acquisition, "values", State.OK);
        acquisition.close();
        Acquisition renewed = city.start("sources:\n" + VALUES_SOURCE.replace("L1", "L3"));
        City.awaitState(renewed, "values", State.OK);
        assertThat(city.attribute(ID, Provenance.LICENSE).value().asString()).isEqualTo("L3");
        assertThat(city.history(ID, "availableSpotNumber")).hasSize(1);
    }

    @Test
    void aPlaceWithoutWhatTheModelRequiresIsQuarantined() {
        city.answers(
                "/places",
                "{\"features\": [{\"geometry\": null, \"properties\": {\"NAME\": \"X\", \"parkingTotal\": \"0\"}}]}");
        Acquisition acquisition = city.start("sources:\n" + PLACES_SOURCE);
        City.awaitSource(acquisition, "places", view -> view.quarantined() == 1);
        assertThat(acquisition
                        .quarantined(java.util.Optional.empty(), 10, 0)
                        .getFirst()
                        .reason())
                .contains("data model OffStreetParking", "required property 'location' not found");
    }
}
