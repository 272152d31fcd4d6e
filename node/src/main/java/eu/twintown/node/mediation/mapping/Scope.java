package eu.twintown.node.mediation.mapping;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What expressions can see: a record, and variables. A missing value is a {@link MissingNode}.
 *
 * @param record the record that bare paths start from
 * @param variables by name, without the {@code $}
 */
public record Scope(JsonNode record, Map<String, JsonNode> variables) {

    /** A scope with no variables. */
    public static Scope of(JsonNode record) {
        return new Scope(record, Map.of());
    }

    JsonNode variable(String name) {
        return variables.getOrDefault(name, MissingNode.getInstance());
    }

    /** This scope with one more variable. */
    Scope with(String name, JsonNode value) {
        return with(Map.of(name, value));
    }

    Scope with(Map<String, JsonNode> more) {
        Map<String, JsonNode> all = new HashMap<>(variables);
        all.putAll(more);
        return new Scope(record, all);
    }
}
