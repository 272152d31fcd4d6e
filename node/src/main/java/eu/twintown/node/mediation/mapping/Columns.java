package eu.twintown.node.mediation.mapping;

import eu.twintown.node.config.ConfigNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * The wide layout: each cell of the columns that match becomes a record of its own.
 *
 * @param match the columns
 * @param partners names of columns that belong to the cell's, by variable; {@code {part}} in them stands for a part of the
 *     column's name
 */
record Columns(ColumnPattern match, Map<String, String> partners) {

    static Optional<Columns> read(ConfigNode mapping) {
        if (!mapping.has("columns")) {
            return Optional.empty();
        }
        ConfigNode section = mapping.section("columns");
        section.allowOnly("match", "with");
        ColumnPattern match = ColumnPattern.parse(section.text("match"));
        section.section("with");
        return Optional.of(new Columns(match, section.textMap("with")));
    }

    boolean matchesAny(List<String> names) {
        return names.stream().anyMatch(name -> match.match(name).isPresent());
    }

    /** Gives a scope for each cell with a value. */
    void split(Scope row, Consumer<Scope> sink) {
        for (Map.Entry<String, JsonNode> cell : row.record().properties()) {
            if (!Values.isMissing(cell.getValue())) {
                match.match(cell.getKey())
                        .ifPresent(
                                parts -> sink.accept(row.with(variables(row, cell.getKey(), cell.getValue(), parts))));
            }
        }
    }

    private Map<String, JsonNode> variables(Scope row, String column, JsonNode cell, Map<String, String> parts) {
        Map<String, JsonNode> variables = new HashMap<>();
        variables.put("column", Values.text(column));
        variables.put("cell", cell);
        parts.forEach((name, text) -> variables.put(name, Values.text(text)));
        partners.forEach((variable, pattern) -> {
            String name = pattern;
            for (Map.Entry<String, String> part : parts.entrySet()) {
                name = name.replace("{" + part.getKey() + "}", part.getValue());
            }
            variables.put(variable, row.record().path(name));
        });
        return variables;
    }
}
