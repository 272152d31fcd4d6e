package eu.twintown.kernel.entity;

import static eu.twintown.kernel.entity.Documents.DEFAULT;
import static eu.twintown.kernel.entity.Documents.context;
import static eu.twintown.kernel.entity.Documents.entity;
import static eu.twintown.kernel.entity.Documents.fragment;
import static eu.twintown.kernel.entity.Documents.json;
import static eu.twintown.kernel.entity.Documents.only;
import static eu.twintown.kernel.entity.Documents.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;

class EntityParserTest {

    private static String withAttribute(String attribute) {
        return "{'id': 'urn:a:b', 'type': 'T', 'x': " + attribute + "}";
    }

    private static Attribute attribute(String text) {
        return only(entity(withAttribute(text)), "x");
    }

    @Test
    void anEntityHasIdTypesScopesAndTimes_4_5_1() {
        Entity entity = entity("""
                {'id': 'urn:a:b', 'type': ['A', 'https://example.org/B', 'A'], 'scope': ['/x/y', 'z'],
                 'createdAt': '2026-01-01T00:00:00Z', 'modifiedAt': '2026-01-02T00:00:00.5Z',
                 'expiresAt': '2027-01-01T00:00:00Z'}""");
        assertThat(entity.id()).isEqualTo("urn:a:b");
        assertThat(entity.types()).containsExactly(DEFAULT + "A", "https://example.org/B");
        assertThat(entity.scopes()).containsExactly("/x/y", "z");
        assertThat(entity.createdAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(entity.modifiedAt()).isEqualTo(Instant.parse("2026-01-02T00:00:00.5Z"));
        assertThat(entity.expiresAt()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
    }

    @Test
    void jsonLdKeywordsAreAsGoodAsTheirNames_4_4() {
        Entity entity = entity("{'@id': 'urn:a:b', '@type': 'T', 'x': {'@type': 'Property', 'value': 1}}");
        assertThat(entity).isEqualTo(entity(withAttribute("{'type': 'Property', 'value': 1}")));
    }

    @Test
    void termsOfTheUserMayStandForCoreOnes() {
        Context context = context(
                "{'nummer': '@id', 'art': '@type', 'wert': 'https://uri.etsi.org/ngsi-ld/hasValue', 'zeit': 'ngsi-ld:observedAt'}");
        Entity entity = parse(
                "{'nummer': 'urn:a:b', 'art': 'T', 'x': {'art': 'Property', 'wert': 1, 'zeit': '2026-01-01T00:00:00Z'}}",
                context,
                Mode.ENTITY);
        assertThat(entity)
                .isEqualTo(entity(
                        withAttribute("{'type': 'Property', 'value': 1, 'observedAt': '2026-01-01T00:00:00Z'}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'Property', 'value': 5}|PROPERTY|5",
                "5|PROPERTY|5",
                "'text'|PROPERTY|'text'",
                "[1, 2, [3]]|PROPERTY|[1, 2, [3]]",
                "[]|PROPERTY|[]",
                "{'value': true}|PROPERTY|true",
                "{'observedAt': '2026-01-01T00:00:00Z', 'value': 1.5}|PROPERTY|1.5",
                "{'type': 'Point', 'coordinates': [7, 51]}|GEO_PROPERTY|{'type': 'Point', 'coordinates': [7, 51]}",
                "{'coordinates': [7, 51], 'type': 'Point'}|GEO_PROPERTY|{'type': 'Point', 'coordinates': [7, 51]}",
                "{'value': {'type': 'Point', 'coordinates': [7, 51]}}|GEO_PROPERTY|{'type': 'Point', 'coordinates': [7, 51]}",
                "{'object': 'urn:c:d'}|RELATIONSHIP|'urn:c:d'",
                "{'object': ['urn:c:d', 'urn:e:f']}|RELATIONSHIP|['urn:c:d', 'urn:e:f']",
                "{'languageMap': {'en': 'a', '@none': ['b']}}|LANGUAGE_PROPERTY|{'en': 'a', '@none': ['b']}",
                "{'vocab': ['ngsi-ld:A', 'urn:b']}|VOCAB_PROPERTY|['https://uri.etsi.org/ngsi-ld/A', 'urn:b']",
                "{'json': {'type': 5, 'value': null}}|JSON_PROPERTY|{'type': 5, 'value': null}",
                "{'valueList': [1, [2], 'c']}|LIST_PROPERTY|[1, [2], 'c']",
                "{'objectList': ['urn:a:1', {'object': 'urn:a:2'}]}|LIST_RELATIONSHIP|['urn:a:1', 'urn:a:2']",
                "{'value': 3, 'type': 'ngsi-ld:Property'}|PROPERTY|3"
            })
    void theKindIsReadOrInferred_4_5_2_to_4_5_24(String text, AttributeKind kind, String value) {
        Attribute attribute = attribute(text);
        assertThat(attribute.kind()).isEqualTo(kind);
        assertThat(attribute.value()).isEqualTo(json(value));
    }

    @Test
    void membersOfCompoundValuesAreExpandedAndNullsVanish_4_5_0() {
        Attribute address = attribute(
                "{'type': 'Property', 'value': {'type': 'PostalAddress', 'id': 'urn:i:j', 'street': 'Main', 'nr': null, 'd': {'e': [{'f': 1}]}}}");
        assertThat(address.value())
                .isEqualTo(json(
                        ("{'@type': '#PostalAddress', '@id': 'urn:i:j', '#street': 'Main', '#d': {'#e': [{'#f': 1}]}}")
                                .replace("#", DEFAULT)));
    }

    @Test
    void aConciseCompoundValueNeedsNoWrapping_4_5_2_3() {
        assertThat(attribute("{'street': 'Main', 'nr': {'value': 5}}").value())
                .isEqualTo(json(("{'#street': 'Main', '#nr': {'https://uri.etsi.org/ngsi-ld/hasValue': 5}}")
                        .replace("#", DEFAULT)));
    }

    @Test
    void geoJsonAndJsonContentStaysAsItIs() {
        assertThat(attribute(
                                "{'type': 'GeoProperty', 'value': {'type': 'Point', 'coordinates': [1, 2], 'bbox': [1, 2, 1, 2]}}")
                        .value())
                .isEqualTo(json("{'type': 'Point', 'coordinates': [1, 2], 'bbox': [1, 2, 1, 2]}"));
    }

    @Test
    void aGeometryMayComeAsTextThatHoldsJson_4_7_2() {
        byte[] body =
                "{\"id\": \"urn:a:b\", \"type\": \"T\", \"x\": {\"type\": \"GeoProperty\", \"value\": \"{\\\"type\\\": \\\"Point\\\", \\\"coordinates\\\": [1, 2]}\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        Entity entity = EntityParser.parse(body, Context.core(), Mode.ENTITY);
        assertThat(only(entity, "x").value()).isEqualTo(json("{'type': 'Point', 'coordinates': [1, 2]}"));
    }

    @Test
    void metadataAndSubAttributesOfAllDepths_4_5_2_2() {
        Attribute attribute = attribute("""
                {'value': 1, 'unitCode': 'CEL', 'observedAt': '2026-01-01T00:00:00,25Z', 'datasetId': 'urn:d:1',
                 'valueType': 'Date', 'expiresAt': '2026-02-01T00:00:00Z', 'instanceId': 'urn:i:1',
                 'createdAt': '2026-01-01T00:00:00Z', 'accuracy': {'value': 0.1, 'by': {'object': 'urn:m:1', 'objectType': ['M']}}}""");
        assertThat(attribute.unitCode()).isEqualTo("CEL");
        assertThat(attribute.observedAt()).isEqualTo("2026-01-01T00:00:00.25Z");
        assertThat(attribute.datasetId()).isEqualTo("urn:d:1");
        assertThat(attribute.valueType()).isEqualTo("https://uri.etsi.org/ngsi-ld/Date");
        assertThat(attribute.expiresAt()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(attribute.createdAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(attribute.instanceId()).isEqualTo("urn:i:1");
        Attribute accuracy = attribute
                .attributes()
                .getOrDefault(DEFAULT + "accuracy", List.of())
                .getFirst();
        Attribute by =
                accuracy.attributes().getOrDefault(DEFAULT + "by", List.of()).getFirst();
        assertThat(by.kind()).isEqualTo(AttributeKind.RELATIONSHIP);
        assertThat(by.objectTypes()).containsExactly(DEFAULT + "M");
    }

    @Test
    void severalInstancesAreToldApartByDatasetId_4_5_5() {
        Entity entity = entity(
                withAttribute(
                        "[{'type': 'Property', 'value': 1}, {'value': 2, 'datasetId': 'urn:d:1'}, {'value': 3, 'datasetId': 'urn:d:2'}]"));
        assertThat(entity.attributes().getOrDefault(DEFAULT + "x", List.of()))
                .extracting(Attribute::datasetId)
                .containsExactly(null, "urn:d:1", "urn:d:2");
        assertThat(attribute("{'value': 1, 'datasetId': '@none'}").datasetId()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'T'}|needs an \"id\"|``",
                "{'id': 'urn:a:b'}|needs a \"type\"|``",
                "{'id': 'nouri', 'type': 'T'}|must be a URI|/id",
                "{'id': 5, 'type': 'T'}|must be a string|/id",
                "{'id': 'urn:a b', 'type': 'T'}|must be a URI|/id",
                "{'id': 'urn:a:b', 'type': []}|empty array|/type",
                "{'id': 'urn:a:b', 'type': ['T', 5]}|must be a string|/type/1",
                "{'id': 'urn:a:b', 'type': 'T t'}|is not a name|/type",
                "{'id': 'urn:a:b', 'type': 'T', 'scope': 'a b'}|is not a scope|/scope",
                "{'id': 'urn:a:b', 'type': 'T', 'expiresAt': 'soon'}|must be a DateTime|/expiresAt",
                "{'id': 'urn:a:b', 'type': 'T', '@context': {}}|application/ld+json|/@context",
                "{'id': 'urn:a:b', 'type': 'T', 'bad-name': 1}|is not a name|/bad-name",
                "{'id': 'urn:a:b', 'type': 'T', 'observedAt': 1}|has a meaning in NGSI-LD|/observedAt",
                "{'id': 'urn:a:b', 'type': 'T', 'value': 1}|has a meaning in NGSI-LD|/value",
                "{'id': 'urn:a:b', 'type': 'T', 'datasetId': 'urn:x'}|has a meaning in NGSI-LD|/datasetId",
                "{'id': 'urn:a:b', 'type': 'T', 'y': 1, 'y': 2}|given twice|/y",
                "[1]|must be a JSON object|``",
                "5|must be a JSON object|``"
            })
    void wrongEntitiesAreRefusedWithTheirPlace_4_5_1(String text, String said, String pointer) {
        assertBad(text, said, pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null|null cannot be a value|``",
                "{'type': 'Property'}|has no value|``",
                "{'type': 'Property', 'value': null}|null cannot be a value|/value",
                "{'type': 'Property', 'object': 'urn:a:b'}|A Property has \"value\", not \"object\"|/object",
                "{'type': 'Relationship', 'value': 5}|A Relationship has \"object\"|/value",
                "{'value': 5, 'object': 'urn:a:b'}|has one value, but both|/object",
                "{'value': 5, 'type': 'Relationship'}|A Relationship has \"object\"|``",
                "{'type': 'Relationship', 'object': 'nouri'}|must be a URI|/object",
                "{'type': 'Relationship', 'object': ['urn:a:b', 7]}|must be a string|/object/1",
                "{'type': 'Relationship', 'object': 'urn:a:b', 'unitCode': 'X'}|has no unitCode|``",
                "{'type': 'Property', 'value': 5, 'objectType': 'X'}|has no objectType|``",
                "{'type': 'Property', 'value': 5, 'observedAt': 'yesterday'}|must be a DateTime|/observedAt",
                "{'type': 'Property', 'value': 5, 'observedAt': '2026-02-30T00:00:00Z'}|must be a DateTime|/observedAt",
                "{'type': 'Property', 'value': 5, 'unitCode': 7}|must be a string|/unitCode",
                "{'type': 'Property', 'value': 5, 'datasetId': 'x'}|must be a URI|/datasetId",
                "{'type': 'Property', 'value': 5, 'previousValue': 4}|only stands in answers|/previousValue",
                "{'type': 'Property', 'value': 5, 'id': 'urn:x:y'}|has no id|/id",
                "{'type': 'Property', 'value': 5, '@context': {}}|top of the document|/@context",
                "{'type': 'Property', 'value': {'a': {'@context': {}}}}|top of the document|/value/a/@context",
                "{'type': 'Property', 'value': {'type': 5}}|must be a string|/value/type",
                "{'type': 'Property', 'value': {'a': 1, 'a': 2}}|given twice|/value/a",
                "{'type': 'Nonsense', 'value': 5}|not a type of attribute|/type",
                "{'type': 'PostalAddress', 'street': 'x'}|must stand under \"value\"|/type",
                "{'type': 'Property', 'value': 5, 'y': {'type': 'Property', 'value': 1, 'z': null}}|null cannot|/y/z",
                "{'type': 'Property', 'value': 5, 'y': 1, 'y': 2}|given twice|/y",
                "{'type': 'GeoProperty', 'value': 5}|needs a GeoJSON geometry|/value",
                "{'type': 'GeoProperty', 'value': 'POINT(1 2)'}|as JSON text|/value",
                "{'type': 'LanguageProperty', 'languageMap': 'x'}|language tags to strings|/languageMap",
                "{'type': 'LanguageProperty', 'languageMap': {'e n': 'x'}}|not a language tag|/languageMap",
                "{'type': 'LanguageProperty', 'languageMap': {'en': 5}}|string or an array|/languageMap",
                "{'type': 'ListProperty', 'valueList': 5}|array of values|/valueList",
                "{'type': 'ListRelationship', 'objectList': 'urn:a:b'}|array of URIs|/objectList",
                "{'type': 'ListRelationship', 'objectList': [{'x': 'urn:a:b'}]}|one member \"object\"|/objectList/0/x",
                "{'type': 'VocabProperty', 'vocab': 5}|must be a string|/vocab",
                "[{'value': 1}, {'value': 2}]|without datasetId|/1",
                "[{'value': 1, 'datasetId': 'urn:d:1'}, {'value': 2, 'datasetId': 'urn:d:1'}]|datasetId urn:d:1|/1",
                "[{'value': 1}, {'object': 'nouri', 'datasetId': 'urn:d:1'}]|must be a URI|/1/object"
            })
    void wrongAttributesAreRefusedWithTheirPlace(String attribute, String said, String pointer) {
        assertBad(withAttribute(attribute), said, "/x" + pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'urn:ngsi-ld:null'",
                "{'type': 'Property', 'value': 'urn:ngsi-ld:null'}",
                "{'type': 'Property', 'value': {'a': ['urn:ngsi-ld:null']}}",
                "{'type': 'Relationship', 'object': 'urn:ngsi-ld:null'}",
                "{'type': 'LanguageProperty', 'languageMap': {'@none': 'urn:ngsi-ld:null'}}",
                "{'type': 'ListProperty', 'valueList': ['urn:ngsi-ld:null']}",
                "{'type': 'Property', 'value': 1, 'observedAt': 'urn:ngsi-ld:null'}"
            })
    void theNgsiLdNullDeletesInFragmentsAndIsRefusedElsewhere_5_5_4(String attribute) {
        assertThatThrownBy(() -> entity(withAttribute(attribute))).isInstanceOf(ProblemException.class);
        assertThat(fragment("{'x': " + attribute + "}").attributes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'urn:ngsi-ld:null'|true",
                "{'type': 'GeoProperty', 'value': 'urn:ngsi-ld:null'}|true",
                "{'type': 'Relationship', 'object': 'urn:ngsi-ld:null'}|true",
                "{'languageMap': 'urn:ngsi-ld:null'}|true",
                "{'languageMap': {'@none': 'urn:ngsi-ld:null'}}|true",
                "{'languageMap': {'@none': 'urn:ngsi-ld:null', 'en': 'x'}}|false",
                "{'valueList': ['urn:ngsi-ld:null']}|true",
                "{'objectList': ['urn:ngsi-ld:null']}|true",
                "{'value': 5}|false",
                "{'value': {'a': 'urn:ngsi-ld:null'}}|false"
            })
    void theNgsiLdNullIsKnownForEachKind_4_5_0(String attribute, boolean deletes) {
        assertThat(NgsiLdNull.is(only(fragment("{'x': " + attribute + "}"), "x")))
                .isEqualTo(deletes);
    }

    @Test
    void fragmentsMayLackIdTypeAndValues_5_5_8() {
        Entity fragment = fragment(
                "{'x': {'observedAt': '2026-01-01T00:00:00Z'}, 'y': {'z': {'type': 'Property', 'value': 1}}, 'expiresAt': 'urn:ngsi-ld:null'}");
        assertThat(fragment.id()).isEmpty();
        assertThat(fragment.types()).isEmpty();
        assertThat(only(fragment, "x").value().isMissingNode()).isTrue();
        assertThat(only(fragment, "y").attributes()).containsOnlyKeys(DEFAULT + "z");
        assertThat(fragment.expiresAt()).isEqualTo(NgsiLdNull.INSTANT);
    }

    @Test
    void evolutionsHoldInstancesOverTime_4_5_6() {
        Entity evolution = parse("""
                {'id': 'urn:a:b', 'type': 'T', 'scope': [{'type': 'Property', 'value': ['/a']}],
                 'x': [{'type': 'Property', 'value': 1, 'observedAt': '2026-01-01T00:00:00Z'},
                       {'type': 'Property', 'value': 'urn:ngsi-ld:null', 'deletedAt': '2026-01-02T00:00:00Z'}]}""", Context.core(), Mode.TEMPORAL);
        assertThat(evolution.attributes().getOrDefault(DEFAULT + "x", List.of()))
                .hasSize(2);
        assertThat(evolution.scopes()).containsExactly("/a");
    }

    @Test
    void timesThatOnlySystemsSetAreNotRefusedHoweverTheyLook_5_2_2() {
        Entity entity = entity("{'id': 'urn:a:b', 'type': 'T', 'createdAt': 'nonsense', 'modifiedAt': 5}");
        assertThat(entity.createdAt()).isNull();
        assertThat(entity.modifiedAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'@context': {'t': 'urn:t'}, 'id': 'urn:a:b', 'type': 't', 'x': 1}",
                "{'id': 'urn:a:b', 'type': 't', 'x': 1, '@context': {'t': 'urn:t'}}"
            })
    void theContextMayStandFirstOrLast(String text) {
        Entity entity = EntityParser.parse(
                text.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                Context.core(),
                source -> Context.compile(source, url -> {
                    throw new AssertionError(url);
                }),
                Mode.ENTITY);
        assertThat(entity.types()).containsExactly("urn:t");
        assertThat(only(entity, "x").value().intValue()).isEqualTo(1);
    }

    @Test
    void faultsBehindABufferedContextKeepTheirPlace() {
        assertThatThrownBy(() -> EntityParser.parse(
                        "{\"id\": \"urn:a:b\", \"type\": \"T\", \"x\": {\"value\": {\"type\": 5}}, \"@context\": {}}"
                                .getBytes(StandardCharsets.UTF_8),
                        Context.core(),
                        source -> Context.core(),
                        Mode.ENTITY))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().extensions()).containsEntry("pointer", "/x/value/type"));
    }

    @Test
    void anEntityInABatchKeepsItsPlace() {
        byte[] batch =
                "[{\"id\": \"urn:a:b\", \"type\": \"T\"}, {\"id\": \"urn:a:c\", \"type\": \"T\", \"x\": {\"object\": 5}}]"
                        .getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = EntityParser.tokens(batch)) {
            parser.nextToken();
            parser.nextToken();
            assertThat(EntityParser.parse(parser, Context.core(), Mode.ENTITY).id())
                    .isEqualTo("urn:a:b");
            parser.nextToken();
            assertThatThrownBy(() -> EntityParser.parse(parser, Context.core(), Mode.ENTITY))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().extensions()).containsEntry("pointer", "/1/x/object"));
        }
    }

    @Test
    void textThatIsNotJsonIsAnInvalidRequestWithItsPlace_5_5_4() {
        assertThatThrownBy(() -> entity("{'id': 'urn:a:b',\n 'type' 'T'}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.INVALID_REQUEST))
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> entity("{'id': 'urn:a:b', 'type': 'T'} x")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> entity("")).isInstanceOf(ProblemException.class);
    }

    @Test
    void nestingHasAnEnd() {
        assertThatThrownBy(() -> attribute("{'value': " + "[".repeat(70) + "]".repeat(70) + "}"))
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> attribute("{'type': 'Property', 'value': 1, 'y': ".repeat(70) + "1" + "}".repeat(70)))
                .hasMessageContaining("nested");
        assertThat(attribute("{'value': " + "[".repeat(50) + "]".repeat(50) + "}")
                        .value()
                        .isArray())
                .isTrue();
    }

    @Test
    void largeNumbersKeepTheirDigits() {
        assertThat(attribute("12345678901234567890123").value().bigIntegerValue())
                .isEqualTo(new BigInteger("12345678901234567890123"));
        assertThat(attribute("9007199254740993").value().longValue()).isEqualTo(9007199254740993L);
        assertThat(attribute("1e400").value().decimalValue()).isEqualByComparingTo("1e400");
    }

    private static void assertBad(String text, String said, String pointer) {
        assertThatThrownBy(() -> entity(text))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().type()).isEqualTo(ProblemType.BAD_REQUEST_DATA);
                    assertThat(e.problem().extensions()).containsEntry("pointer", pointer);
                })
                .hasMessageContaining(said);
    }
}
