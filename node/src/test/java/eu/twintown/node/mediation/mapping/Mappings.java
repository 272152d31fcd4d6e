package eu.twintown.node.mediation.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.config.ConfigNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Short ways to mappings and their results for tests. */
final class Mappings {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();

    private Mappings() {}

    static Mapping read(SourceKind kind, String yaml) {
        return read(kind, yaml, Path.of("."));
    }

    static Mapping read(SourceKind kind, String yaml, Path folder) {
        List<String> faults = new ArrayList<>();
        Mapping mapping = Mapping.read(new ConfigNode(YAML.readTree(yaml), folder, faults), kind);
        assertThat(faults).isEmpty();
        return mapping;
    }

    static List<String> faults(SourceKind kind, String yaml) {
        List<String> faults = new ArrayList<>();
        Mapping.read(new ConfigNode(YAML.readTree(yaml), Path.of("."), faults), kind);
        return faults;
    }

    static List<MappedRecord> map(Mapping mapping, String answer) {
        return map(mapping, answer.getBytes(StandardCharsets.UTF_8));
    }

    static List<MappedRecord> map(Mapping mapping, byte[] answer) {
        Mapping.Pass pass = mapping.pass();
        return mapping.decode(answer, false).stream().map(pass::map).toList();
    }

    /** All entities of an answer that has no faults. */
    static List<MappedEntity> entities(Mapping mapping, String answer) {
        List<MappedRecord> records = map(mapping, answer);
        assertThat(records).allSatisfy(record -> assertThat(record.faults()).isEmpty());
        return records.stream().flatMap(record -> record.entities().stream()).toList();
    }

    static MappedEntity only(Mapping mapping, String answer) {
        List<MappedEntity> entities = entities(mapping, answer);
        assertThat(entities).hasSize(1);
        return entities.getFirst();
    }

    static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    /** JSON as it is written: 1 of an int and 1 of a long are the same there. */
    static String text(String text) {
        return json(text).toString();
    }

    static JsonNode evaluate(String expression, String record) {
        return Expression.parse(expression).evaluate(Scope.of(JSON.readTree(record)));
    }
}
