package eu.twintown.node.mediation.mapping;

import eu.twintown.node.config.ConfigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A file to look things up in.
 *
 * @param match the key, in terms of a record
 * @param required whether a record without a row is a fault
 * @param rows the table's rows by key
 */
record SideTable(String name, Path file, Expression match, boolean required, Map<String, JsonNode> rows) {

    static Optional<SideTable> read(String name, ConfigNode section) {
        section.allowOnly("file", "key", "match", "required", "csv", "records");
        Optional<Path> file = section.file("file");
        Optional<Expression> key = Reading.required(section, "key", Expression::parse);
        Optional<Expression> match = Reading.required(section, "match", Expression::parse);
        boolean required = section.flag("required", false);
        if (file.isEmpty()) {
            section.fault("file", "is missing");
        }
        if (file.isEmpty() || key.isEmpty() || match.isEmpty()) {
            return Optional.empty();
        }
        RecordFormat format = RecordFormat.read(section, kind(file.get()));
        try {
            Map<String, JsonNode> rows = rows(format, Files.readAllBytes(file.get()), key.get());
            return Optional.of(new SideTable(name, file.get(), match.get(), required, rows));
        } catch (IOException e) {
            section.fault("file", "cannot be read: " + file.get());
        } catch (SourceFault | RecordFault e) {
            section.fault("file", String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** The row that belongs to a record; missing where there is none. */
    JsonNode lookUp(Scope scope) {
        JsonNode key = match.evaluate(scope);
        JsonNode row = Values.isMissing(key) ? null : rows.get(Values.text(key));
        if (row == null && required) {
            throw new RecordFault("no row for " + Values.shown(key) + " in the table " + name, "tables/" + name);
        }
        return row == null ? Values.missing() : row;
    }

    private static Map<String, JsonNode> rows(RecordFormat format, byte[] body, Expression key) {
        Map<String, JsonNode> rows = new HashMap<>();
        for (RawRecord row : format.decode(body, false).records()) {
            JsonNode value = key.evaluate(Scope.of(row.content()));
            if (!Values.isMissing(value)) {
                rows.putIfAbsent(Values.text(value), row.content());
            }
        }
        return rows;
    }

    private static SourceKind kind(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return SourceKind.CSV;
        }
        return name.endsWith(".geojson") ? SourceKind.GEOJSON : SourceKind.JSON;
    }
}
