package eu.twintown.node.mediation.mapping;

import eu.twintown.node.config.ConfigNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How records are found in an answer.
 *
 * @param records gives the list of records of a JSON answer
 * @param shared gives values of the whole JSON answer that records need, by name
 */
record RecordFormat(SourceKind kind, Expression records, Map<String, Expression> shared, CsvFormat csv) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Expression FEATURES = Expression.parse("features");

    /**
     * An answer in pieces.
     *
     * @param columns names of the columns; empty where it is not CSV
     */
    record Answer(List<RawRecord> records, List<String> columns) {}

    static RecordFormat read(ConfigNode section, SourceKind kind) {
        if (kind == SourceKind.CSV && section.has("records")) {
            section.fault("records", "is for JSON only; each row of a CSV file is a record");
        }
        if (kind != SourceKind.CSV && section.has("csv")) {
            section.fault("csv", "is for CSV only");
        }
        Expression records = Reading.expression(section, "records")
                .orElse(kind == SourceKind.GEOJSON ? FEATURES : new Expression.Whole());
        Map<String, Expression> shared = new LinkedHashMap<>();
        ConfigNode values = section.section("shared");
        for (String name : values.keys()) {
            Reading.expression(values, name).ifPresent(value -> shared.put(name, value));
        }
        CsvFormat csv = section.has("csv") ? CsvFormat.read(section.section("csv")) : CsvFormat.DEFAULT;
        return new RecordFormat(kind, records, shared, csv);
    }

    /**
     * Takes an answer apart.
     *
     * @param lines whether each line is an answer by itself (JSON only)
     * @throws SourceFault where that cannot be done
     */
    Answer decode(byte[] body, boolean lines) {
        List<RawRecord> found = new ArrayList<>();
        if (kind == SourceKind.CSV) {
            List<String> columns = csv.decode(
                    body, (row, line) -> found.add(new RawRecord(row, Values.JSON.objectNode(), "/" + line)));
            if (columns.isEmpty()) {
                throw new SourceFault("The answer is empty; a CSV file with a header line was expected");
            }
            return new Answer(found, columns);
        }
        String text = Charsets.decode(body, Optional.empty());
        if (lines) {
            int number = 0;
            for (String line : (Iterable<String>) text.lines()::iterator) {
                number++;
                if (!line.isBlank()) {
                    addRecords(line, "/" + number, found);
                }
            }
        } else {
            addRecords(text, "", found);
        }
        return new Answer(found, List.of());
    }

    private void addRecords(String text, String pointer, List<RawRecord> found) {
        JsonNode document = json(text);
        Scope scope = Scope.of(document);
        JsonNode list;
        ObjectNode values = Values.JSON.objectNode();
        try {
            list = records.evaluate(scope);
            shared.forEach((name, value) -> values.set(name, value.evaluate(scope)));
        } catch (RecordFault e) {
            throw new SourceFault("The records could not be found in the answer: " + e.getMessage());
        }
        if (list.isObject() && records instanceof Expression.Whole) {
            found.add(new RawRecord(list, values, pointer));
            return;
        }
        if (!list.isArray()) {
            throw new SourceFault("The answer has no list of records where the mapping looks for it"
                    + (document.isObject() ? "; it has: " + String.join(", ", document.propertyNames()) : "")
                    + ". Has the source changed its schema?");
        }
        for (int i = 0; i < list.size(); i++) {
            found.add(new RawRecord(list.get(i), values, pointer + "/" + i));
        }
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new SourceFault("The answer is not JSON: " + e.getOriginalMessage());
        }
    }
}
