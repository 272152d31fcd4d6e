package eu.twintown.node.mediation.mapping;

import eu.twintown.node.config.ConfigNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an answer must have, or its source has changed its schema.
 *
 * @param expected CSV columns ({@code *} stands for any text), or paths of which at least one record has a value
 */
record Expectations(List<String> expected, Optional<Columns> columns) {

    static List<String> read(ConfigNode file, SourceKind kind) {
        List<String> expected = file.texts("expect");
        for (String path : expected) {
            try {
                if (kind != SourceKind.CSV) {
                    Path.parse(path);
                }
            } catch (IllegalArgumentException e) {
                file.fault("expect", String.valueOf(e.getMessage()));
            }
        }
        return expected;
    }

    void check(RecordFormat.Answer answer) {
        List<String> missing = answer.columns().isEmpty()
                ? expected.stream()
                        .filter(path -> !isInAny(answer.records(), path))
                        .toList()
                : expected.stream()
                        .filter(name -> !isColumn(answer.columns(), name))
                        .toList();
        // an answer without records says nothing about their paths
        if (!missing.isEmpty()
                && !(answer.columns().isEmpty() && answer.records().isEmpty())) {
            throw new SourceFault("The source has changed its schema: " + String.join(", ", missing)
                    + (missing.size() == 1 ? " is" : " are") + " missing. "
                    + (answer.columns().isEmpty()
                            ? "None of its " + answer.records().size() + " records has a value there"
                            : "Its columns are: " + String.join(", ", answer.columns())));
        }
        if (columns.isPresent() && !answer.columns().isEmpty() && !columns.get().matchesAny(answer.columns())) {
            throw new SourceFault("The source has changed its schema: none of its columns matches the pattern of the"
                    + " mapping. They are: " + String.join(", ", answer.columns()));
        }
    }

    private static boolean isColumn(List<String> columns, String name) {
        Predicate<String> matches = ColumnPattern.glob(name);
        return columns.contains(name) || columns.stream().anyMatch(matches);
    }

    private static boolean isInAny(List<RawRecord> records, String path) {
        Path parsed = Path.parse(path);
        return records.stream().anyMatch(record -> !Values.isMissing(parsed.from(record.content())));
    }
}
