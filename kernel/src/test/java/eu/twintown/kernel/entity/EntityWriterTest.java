package eu.twintown.kernel.entity;

import static eu.twintown.kernel.entity.Documents.DEFAULT;
import static eu.twintown.kernel.entity.Documents.MAPPER;
import static eu.twintown.kernel.entity.Documents.context;
import static eu.twintown.kernel.entity.Documents.entity;
import static eu.twintown.kernel.entity.Documents.json;
import static eu.twintown.kernel.entity.Documents.parse;
import static eu.twintown.kernel.entity.Documents.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.kernel.entity.Representation.Format;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.CoreContext;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

class EntityWriterTest {

    private static final Entity CAR = entity("""
            {'id': 'urn:a:b', 'type': 'Car', 'scope': ['/a', '/b'], 'name': 'Tin',
             'location': {'type': 'Point', 'coordinates': [7, 51]},
             'says': {'languageMap': {'en': 'yes', 'de': 'ja', 'fr-CH': 'oui'}},
             'kind': {'vocab': 'Open'}, 'raw': {'json': {'a': 1}}, 'of': {'object': 'urn:c:d'},
             'speed': [{'value': 1}, {'value': 2, 'datasetId': 'urn:d:2'}],
             'stops': {'objectList': ['urn:s:1']}, 'list': {'valueList': [1, 2]}}""");

    private static Representation representation(
            Format format, Set<String> pick, Set<String> omit, String lang, Set<String> datasets) {
        return new Representation(
                format,
                Format.NORMALIZED,
                false,
                pick,
                omit,
                lang.isEmpty() ? null : lang,
                datasets,
                Representation.LOCATION);
    }

    @Test
    void simplifiedEntitiesHaveValuesOnly_4_5_4() {
        assertThat(written(CAR, Format.SIMPLIFIED)).isEqualTo(json("""
                                {'id': 'urn:a:b', 'type': 'Car', 'scope': ['/a', '/b'], 'name': 'Tin',
                                 'location': {'type': 'Point', 'coordinates': [7, 51]},
                                 'says': {'languageMap': {'en': 'yes', 'de': 'ja', 'fr-CH': 'oui'}},
                                 'kind': {'vocab': 'Open'}, 'raw': {'json': {'a': 1}}, 'of': 'urn:c:d',
                                 'speed': {'dataset': {'@none': 1, 'urn:d:2': 2}},
                                 'stops': ['urn:s:1'], 'list': [1, 2]}"""));
    }

    @Test
    void aFeatureHasGeometryAndProperties_4_5_16() {
        JsonNode feature = written(CAR, Format.GEOJSON);
        assertThat(feature.path("type").asString()).isEqualTo("Feature");
        assertThat(feature.path("id").asString()).isEqualTo("urn:a:b");
        assertThat(feature.path("geometry")).isEqualTo(json("{'type': 'Point', 'coordinates': [7, 51]}"));
        assertThat(feature.at("/properties/type").asString()).isEqualTo("Car");
        assertThat(feature.at("/properties/location/type").asString()).isEqualTo("GeoProperty");
        assertThat(feature.path("properties").has("id")).isFalse();
    }

    @Test
    void withoutGeometryItIsNull_4_5_16_1() {
        Entity bare = entity("{'id': 'urn:a:b', 'type': 'Car', 'location': 'unknown'}");
        assertThat(written(bare, Format.GEOJSON).path("geometry").isNull()).isTrue();
    }

    @Test
    void theGeometryIsThatOfTheWantedDataset_4_5_16_1() {
        Entity two = entity(
                "{'id': 'urn:a:b', 'type': 'Car', 'location': [{'value': {'type': 'Point', 'coordinates': [1, 1]}}, {'value': {'type': 'Point', 'coordinates': [2, 2]}, 'datasetId': 'urn:d:2'}]}");
        Representation wanted = representation(Format.GEOJSON, Set.of(), Set.of(), "", Set.of("urn:d:2"));
        assertThat(written(two, Context.core(), wanted)
                        .at("/geometry/coordinates/0")
                        .intValue())
                .isEqualTo(2);
        assertThat(written(two, Format.GEOJSON).at("/geometry/coordinates/0").intValue())
                .isEqualTo(1);
    }

    @Test
    void simplifiedFeaturesHaveSimplifiedProperties_4_5_17() {
        Representation simple = new Representation(
                Format.GEOJSON, Format.SIMPLIFIED, false, Set.of(), Set.of(), null, Set.of(), Representation.LOCATION);
        assertThat(written(CAR, Context.core(), simple).at("/properties/name").asString())
                .isEqualTo("Tin");
    }

    @Test
    void featuresAreCollected_4_5_16_3() {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            EntityWriter.writeFeatureCollection(
                    generator, List.of(CAR, CAR), Context.core(), Representation.of(Format.GEOJSON), true);
        }
        JsonNode collection = MAPPER.readTree(text.toString());
        assertThat(collection.path("type").asString()).isEqualTo("FeatureCollection");
        assertThat(collection.path("features")).hasSize(2);
        assertThat(collection.path("features").get(0).has("@context")).isFalse();
        assertThat(collection.path("@context").asString()).isEqualTo(CoreContext.URL);
    }

    @Test
    void theContextIsTheLastMember() {
        Context context = context("{'Car': 'urn:car'}");
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            EntityWriter.write(generator, CAR, context, Representation.NORMALIZED, true);
        }
        JsonNode written = MAPPER.readTree(text.toString());
        assertThat(written.propertyNames()).last().isEqualTo("@context");
        assertThat(written.path("@context")).isEqualTo(context.source());
    }

    @Test
    void onlyWhatIsPickedIsWrittenAndNothingThatIsOmitted_4_21() {
        Representation picked =
                representation(Format.SIMPLIFIED, Set.of("id", DEFAULT + "name"), Set.of(), "", Set.of());
        assertThat(written(CAR, Context.core(), picked)).isEqualTo(json("{'id': 'urn:a:b', 'name': 'Tin'}"));
        Representation omitted =
                representation(Format.SIMPLIFIED, Set.of(), Set.of("type", "scope", DEFAULT + "name"), "", Set.of());
        assertThat(written(CAR, Context.core(), omitted).propertyNames())
                .contains("id", "speed")
                .doesNotContain("type", "scope", "name");
    }

    @Test
    void onlyWantedDatasetsAreWritten_4_5_5() {
        Representation second = representation(Format.NORMALIZED, Set.of(), Set.of(), "", Set.of("urn:d:2"));
        JsonNode written = written(CAR, Context.core(), second);
        assertThat(written.propertyNames()).containsExactlyInAnyOrder("id", "type", "scope", "speed");
        assertThat(written.at("/speed/value").intValue()).isEqualTo(2);
        Representation none = representation(Format.NORMALIZED, Set.of(), Set.of(), "", Set.of("@none"));
        assertThat(written(CAR, Context.core(), none).at("/speed/value").intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|yes|en",
                "de-AT|ja|de",
                "fr-CH,en;q=0.5|oui|fr-CH",
                "it;q=0.9,de;q=0.8|ja|de",
                "en;q=0.1,de;q=0.9|ja|de",
                "*|yes|en",
                "pt|yes|en"
            })
    void languagePropertiesBecomePropertiesInTheBestLanguage_4_15(String lang, String text, String language) {
        Representation in = representation(Format.NORMALIZED, Set.of(), Set.of(), lang, Set.of());
        assertThat(written(CAR, Context.core(), in).path("says"))
                .isEqualTo(json("{'type': 'Property', 'value': '" + text + "', 'lang': '" + language + "'}"));
        Representation simple = representation(Format.SIMPLIFIED, Set.of(), Set.of(), lang, Set.of());
        assertThat(written(CAR, Context.core(), simple).path("says").asString()).isEqualTo(text);
        Representation concise = representation(Format.CONCISE, Set.of(), Set.of(), lang, Set.of());
        assertThat(written(CAR, Context.core(), concise).path("says"))
                .isEqualTo(json("{'value': '" + text + "', 'lang': '" + language + "'}"));
    }

    @Test
    void aLanguageFilterMustBeOne() {
        assertThatThrownBy(() -> LanguageFilter.parse("not a language!")).hasMessageContaining("list of languages");
    }

    @Test
    void systemTimesAreWrittenWhereAskedFor_6_3_11() {
        Entity stored = EntityChange.create(
                        Optional.empty(),
                        entity(
                                "{'id': 'urn:a:b', 'type': 'T', 'expiresAt': '2030-01-01T00:00:00Z', 'x': {'value': 1, 'y': 2}}"),
                        Instant.parse("2026-01-01T00:00:00.123456789Z"))
                .after()
                .orElseThrow();
        assertThat(written(stored, Format.NORMALIZED).toString())
                .doesNotContain("createdAt", "modifiedAt", "expiresAt");
        Representation all = new Representation(
                Format.CONCISE, Format.NORMALIZED, true, Set.of(), Set.of(), null, Set.of(), Representation.LOCATION);
        assertThat(written(stored, Context.core(), all)).isEqualTo(json("""
                                {'id': 'urn:a:b', 'type': 'T', 'createdAt': '2026-01-01T00:00:00.123456Z',
                                 'modifiedAt': '2026-01-01T00:00:00.123456Z', 'expiresAt': '2030-01-01T00:00:00Z',
                                 'x': {'value': 1, 'createdAt': '2026-01-01T00:00:00.123456Z',
                                       'modifiedAt': '2026-01-01T00:00:00.123456Z', 'y': 2}}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'Property', 'value': {'type': 'Point', 'coordinates': [1, 2]}}|{'type': 'Property', 'value': {'type': 'Point', 'coordinates': [1, 2]}}",
                "{'type': 'Property', 'value': {'type': 'Address', 'a': 1}}|{'value': {'type': 'Address', 'a': 1}}",
                "{'type': 'Property', 'value': {'value': 1}}|{'value': {'value': 1}}",
                "{'type': 'Property', 'value': {'a': 1}}|{'a': 1}",
                "{'type': 'Property', 'value': [{'type': 'Property', 'value': 2}]}|{'value': [{'type': 'Property', 'value': 2}]}",
                "{'type': 'Property', 'value': []}|{'value': []}",
                "{'type': 'Property', 'value': {}}|{'value': {}}"
            })
    void conciseValuesAreWrappedWhereTheyWouldBeMisread_4_5_2_3(String normalized, String concise) {
        Entity entity = entity("{'id': 'urn:a:b', 'type': 'T', 'x': " + normalized + "}");
        JsonNode written = written(entity, Format.CONCISE);
        assertThat(written.path("x")).isEqualTo(json(concise));
        assertThat(entity(written.toString())).isEqualTo(entity);
    }

    @Test
    void valuesAreCompactedByTermsThatLeadBackToThem() {
        Context context = context("""
                {'ex': 'https://example.org/', 'born': {'@id': 'ex:born', '@type': 'http://www.w3.org/2001/XMLSchema#date'},
                 'when': 'ex:born', 'knows': {'@id': 'ex:knows', '@type': '@id'},
                 'steps': {'@id': 'ex:steps', '@container': '@list'}}""");
        String text = """
                {'id': 'urn:a:b', 'type': 'T', 'x': {'type': 'Property', 'value':
                  {'born': '2000-01-01', 'knows': ['urn:k:1'], 'steps': [1, [2]], 'inner': {'when': 5}}}}""";
        Entity entity = parse(text, context, Mode.ENTITY);
        assertThat(written(entity, context, Representation.NORMALIZED)).isEqualTo(json(text));
        assertThat(written(entity, Context.core(), Representation.NORMALIZED).at("/x/value"))
                .isEqualTo(json("""
                                {'https://example.org/born': {'type': 'http://www.w3.org/2001/XMLSchema#date', '@value': '2000-01-01'},
                                 'https://example.org/knows': [{'id': 'urn:k:1'}],
                                 'https://example.org/steps': {'@list': [1, {'@list': [2]}]},
                                 'inner': {'https://example.org/born': 5}}"""));
    }
}
