package eu.twintown.node.mediation.mapping;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import eu.twintown.node.config.ConfigNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a source writes CSV.
 *
 * @param charset empty = told by the byte order mark, else UTF-8
 * @param skip lines before the header
 * @param header column names, where the file has no header line
 */
record CsvFormat(char delimiter, char quote, Optional<Charset> charset, int skip, List<String> header) {

    static final CsvFormat DEFAULT = new CsvFormat(',', '"', Optional.empty(), 0, List.of());

    static CsvFormat read(ConfigNode section) {
        section.allowOnly("delimiter", "quote", "charset", "skip", "header");
        return new CsvFormat(
                sign(section, "delimiter", ','),
                sign(section, "quote", '"'),
                Reading.parse(section, "charset", CsvFormat::charset),
                section.integer("skip", 0, 0, 1000),
                section.texts("header"));
    }

    /**
     * Reads a file.
     *
     * @param sink gets each row as an object of its cells by column name, and its line; empty cells are left out, so are
     *     empty lines
     * @return the columns
     * @throws SourceFault where it is not CSV of this kind
     */
    List<String> decode(byte[] body, BiConsumer<ObjectNode, Long> sink) {
        String text = Charsets.decode(body, charset);
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter(quote)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(afterSkipped(text))) {
            List<String> columns = header;
            for (CsvRecord row : reader) {
                if (columns.isEmpty()) {
                    columns = columns(row.getFields());
                } else {
                    sink.accept(row(columns, row), row.getStartingLineNumber() + skip);
                }
            }
            return columns;
        } catch (CsvParseException e) {
            throw new SourceFault("The answer is not CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode row(List<String> columns, CsvRecord row) {
        ObjectNode cells = Values.JSON.objectNode();
        for (int i = 0; i < row.getFieldCount(); i++) {
            String cell = row.getField(i);
            if (!cell.isEmpty()) {
                cells.put(i < columns.size() ? columns.get(i) : "column " + (i + 1) + " without a name", cell);
            }
        }
        return cells;
    }

    /** Names of columns; those without one, or with one that was there before, get one of their own. */
    private static List<String> columns(List<String> names) {
        List<String> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            String base = name.isBlank() ? "column" + (columns.size() + 1) : name.strip();
            String unique = base;
            for (int n = 2; !seen.add(unique); n++) {
                unique = base + " (" + n + ")";
            }
            columns.add(unique);
        }
        return List.copyOf(columns);
    }

    private String afterSkipped(String text) {
        int at = 0;
        for (int line = 0; line < skip; line++) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                throw new SourceFault("The answer has fewer than the " + skip + " lines to skip before its header");
            }
            at = end + 1;
        }
        return text.substring(at);
    }

    private static char sign(ConfigNode section, String key, char otherwise) {
        String text = section.text(key, String.valueOf(otherwise));
        if (text.equals("tab")) {
            return '\t';
        }
        if (text.length() != 1) {
            section.fault(key, "must be one character, or tab");
            return otherwise;
        }
        return text.charAt(0);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + name + "' is not a character set such as UTF-16LE", e);
        }
    }
}
