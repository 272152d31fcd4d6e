package eu.twintown.kernel.entity;

import static eu.twintown.kernel.entity.Documents.MAPPER;
import static eu.twintown.kernel.entity.Documents.json;
import static eu.twintown.kernel.entity.Documents.parse;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.kernel.entity.Representation.Format;
import eu.twintown.kernel.jsonld.Context;
import java.io.StringWriter;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

class TemporalWriterTest {

    private static final Entity EVOLUTION = parse("""
            {'id': 'urn:a:b', 'type': 'T', 'scope': '/a', 'modifiedAt': '2026-01-05T00:00:00Z',
             'x': [{'type': 'Property', 'value': 1, 'observedAt': '2026-01-01T00:00:00Z', 'instanceId': 'urn:i:1'},
                   {'type': 'Property', 'value': 'urn:ngsi-ld:null', 'modifiedAt': '2026-01-02T00:00:00Z'}],
             'says': [{'type': 'LanguageProperty', 'languageMap': {'en': 'yes'}, 'observedAt': '2026-01-01T00:00:00Z'}],
             'of': [{'type': 'Relationship', 'object': 'urn:c:d', 'observedAt': '2026-01-01T00:00:00Z'}],
             'route': [{'type': 'ListRelationship', 'objectList': ['urn:s:1'], 'observedAt': '2026-01-01T00:00:00Z'}],
             'two': [{'type': 'Property', 'value': 1, 'observedAt': '2026-01-01T00:00:00Z'},
                     {'type': 'Property', 'value': 2, 'observedAt': '2026-01-01T00:00:00Z', 'datasetId': 'urn:d:2'}]}""", Context.core(), Mode.TEMPORAL);

    private static JsonNode written(Consumer<JsonGenerator> writer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            writer.accept(generator);
        }
        return MAPPER.readTree(text.toString());
    }

    @Test
    void attributesAreArraysOfInstances_4_5_7() {
        JsonNode evolution =
                written(g -> TemporalWriter.write(g, EVOLUTION, Context.core(), Representation.NORMALIZED, false));
        assertThat(evolution.path("x")).isEqualTo(json("""
                                [{'type': 'Property', 'value': 1, 'observedAt': '2026-01-01T00:00:00Z', 'instanceId': 'urn:i:1'},
                                 {'type': 'Property', 'value': 'urn:ngsi-ld:null'}]"""));
        assertThat(evolution.path("of").isArray()).isTrue();
        assertThat(evolution.path("scope"))
                .isEqualTo(json("{'type': 'Property', 'value': '/a', 'observedAt': '2026-01-05T00:00:00Z'}"));
    }

    @Test
    void systemTimesTellWhenItWasDeleted_6_3_11() {
        Representation all = new Representation(
                Format.NORMALIZED,
                Format.NORMALIZED,
                true,
                Set.of(),
                Set.of(),
                null,
                Set.of(),
                Representation.LOCATION);
        JsonNode evolution = written(g -> TemporalWriter.write(g, EVOLUTION, Context.core(), all, true));
        assertThat(evolution.at("/x/1/deletedAt").asString()).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(evolution.has("@context")).isTrue();
    }

    @Test
    void theSimplifiedFormPairsValuesWithTimes_4_5_9() {
        JsonNode evolution = written(g -> TemporalWriter.writeValues(
                g, EVOLUTION, Context.core(), Representation.NORMALIZED, Attribute::observedAt, false));
        assertThat(evolution).isEqualTo(json("""
                                {'id': 'urn:a:b', 'type': 'T',
                                 'scope': {'type': 'Property', 'values': [['/a', '2026-01-05T00:00:00Z']]},
                                 'x': {'type': 'Property', 'values': [[1, '2026-01-01T00:00:00Z']]},
                                 'says': {'type': 'LanguageProperty',
                                          'languageMaps': [[{'languageMap': {'en': 'yes'}}, '2026-01-01T00:00:00Z']]},
                                 'of': {'type': 'Relationship', 'objects': [['urn:c:d', '2026-01-01T00:00:00Z']]},
                                 'route': {'type': 'ListRelationship', 'objectLists': [[['urn:s:1'], '2026-01-01T00:00:00Z']]},
                                 'two': [{'type': 'Property', 'values': [[1, '2026-01-01T00:00:00Z']]},
                                         {'type': 'Property', 'datasetId': 'urn:d:2', 'values': [[2, '2026-01-01T00:00:00Z']]}]}"""));
    }
}
