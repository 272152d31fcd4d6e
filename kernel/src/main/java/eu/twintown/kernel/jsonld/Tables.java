package eu.twintown.kernel.jsonld;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the tables of terms that ship beside the classes: tab-separated, {@code -} = empty, {@code #} = comment. */
final class Tables {

    private Tables() {}

    static List<String[]> rows(String name, int columns) {
        List<String[]> rows = new ArrayList<>();
        InputStream stream = Tables.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException("The table " + name + " is missing from the kernel's jar");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    rows.add(fields(line, columns));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static String[] fields(String line, int columns) {
        String[] fields = line.split("\t", -1);
        if (fields.length != columns) {
            throw new IllegalStateException("Expected " + columns + " columns: " + line);
        }
        for (int i = 0; i < columns; i++) {
            fields[i] = fields[i].equals("-") ? "" : fields[i];
        }
        return fields;
    }
}
