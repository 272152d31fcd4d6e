package eu.twintown.node.demo.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;

/** Reads the extracts that lie beside the program; their README says what they are and where they come from. */
final class Extract {
    private static final String FOLDER = "/eu/twintown/node/demo/data/";

    private Extract() {}

    static String text(String name) {
        try (InputStream in = Extract.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the extract " + name + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a table, the header first. Extracts hold no quoted cells. */
    static List<List<String>> rows(String name) {
        return text(name)
                .lines()
                .map(line -> Arrays.asList(line.split(",", -1)))
                .toList();
    }

    static LocalDateTime local(Instant time) {
        return LocalDateTime.ofInstant(time, RecordedWeek.ZONE);
    }
}
