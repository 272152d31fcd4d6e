package eu.twintown.node.demo.extract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Writes the demo's extracts. First argument: the folder that holds {@code muenster/parking},
 * {@code ghent/parking-garages} and so on as collected; second: {@code
 * node/src/main/resources/eu/twintown/node/demo/data}.
 *
 * <p>The week starts on Tuesday 2022-11-29 at 18:00 local time, shortly after the first answer of Ghent's API that was
 * collected, and ends seven days later, shortly before the last one.
 */
public final class ExtractGenerator {
    static final Instant WEEK_START = Instant.parse("2022-11-29T17:00:00Z");
    static final Instant WEEK_END = Instant.parse("2022-12-06T17:00:00Z");

    private ExtractGenerator() {}

    public static void main(String[] args) throws IOException {
        Path input = Path.of(args[0]);
        Path output = Path.of(args[1]);
        Files.createDirectories(output.resolve("ghent"));
        Files.createDirectories(output.resolve("muenster"));
        GhentExtract.write(input.resolve("ghent/parking-garages/raw"), output.resolve("ghent"));
        MuensterParkingExtract.write(input.resolve("muenster/parking"), output.resolve("muenster"));
        MuensterSeriesExtract.writeCounters(input.resolve("muenster/bike-counters"), output.resolve("muenster"));
        MuensterSeriesExtract.writeAirQuality(input.resolve("muenster/air-quality"), output.resolve("muenster"));
        DistrictExtract.write(
                input.resolve("muenster/districts/stadtbezirke-muenster.geojson"),
                output.resolve("muenster/districts.geojson"));
    }

    static boolean inWeek(Instant time) {
        return !time.isBefore(WEEK_START) && time.isBefore(WEEK_END);
    }

    static void writeLines(Path file, List<String> lines) {
        try {
            Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a text file, without a byte order mark. */
    static List<String> readLines(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return (text.startsWith("\uFEFF") ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
