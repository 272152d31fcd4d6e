package eu.twintown.node.demo.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Münster's car parks: the free places of the week with one set of columns (an empty cell = unchanged, as collected; the
 * first row is full), and the places themselves from the city's API answer, joined to the columns by the metadata.
 */
final class MuensterParkingExtract {
    private static final String PREFIX = "stadt-muenster-parken-";

    private MuensterParkingExtract() {}

    static void write(Path input, Path output) throws IOException {
        writeValues(input, output.resolve("parking.csv"));
        writePlaces(input, output.resolve("places.csv"));
    }

    private static void writeValues(Path input, Path output) throws IOException {
        TreeMap<Instant, Map<String, String>> rows = new TreeMap<>();
        Map<String, String> last = new TreeMap<>();
        Map<String, String> atStart = new TreeMap<>();
        List<String> columns = new ArrayList<>();
        try (Stream<Path> files = Files.list(input)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("2022-"))
                    .sorted()
                    .toList()) {
                List<String> lines = ExtractGenerator.readLines(file);
                String[] header = lines.getFirst().split(",", -1);
                for (String line : lines.subList(1, lines.size())) {
                    String[] cells = line.split(",", -1);
                    Instant time = OffsetDateTime.parse(cells[0]).toInstant();
                    Map<String, String> row = new HashMap<>();
                    for (int i = 1; i < cells.length; i++) {
                        if (!cells[i].isEmpty()) {
                            row.put(header[i].substring(PREFIX.length()), cells[i]);
                        }
                    }
                    if (time.isBefore(ExtractGenerator.WEEK_START)) {
                        atStart.putAll(row);
                    }
                    if (ExtractGenerator.inWeek(time)) {
                        row.keySet().stream()
                                .filter(key -> !columns.contains(key))
                                .forEach(columns::add);
                        rows.put(time, row);
                    }
                    last.putAll(row);
                }
            }
        }
        columns.sort(null);
        Map<String, String> first = new HashMap<>(atStart);
        first.putAll(rows.firstEntry().getValue());
        rows.put(rows.firstKey(), first);
        List<String> lines = new ArrayList<>(List.of("time," + String.join(",", columns)));
        rows.forEach((time, row) -> lines.add(time + ","
                + String.join(
                        ",",
                        columns.stream()
                                .map(column -> row.getOrDefault(column, ""))
                                .toList())));
        ExtractGenerator.writeLines(output, lines);
    }

    private static void writePlaces(Path input, Path output) throws IOException {
        Map<String, String> columns = new HashMap<>();
        List<String> metadata = ExtractGenerator.readLines(input.resolve("meta-data.csv"));
        for (String line : metadata.subList(1, metadata.size())) {
            String[] cells = line.split(",", -1);
            columns.put(cells[1], cells[0].substring(PREFIX.length()));
        }
        List<String> lines = new ArrayList<>(List.of("number,name,column,easting,northing,total,type,url"));
        JsonNode answer = JsonMapper.shared().readTree(Files.readString(input.resolve("garages-live-snapshot.json")));
        for (JsonNode feature : answer.get("features")) {
            JsonNode properties = feature.get("properties");
            JsonNode position = feature.get("geometry").get("coordinates");
            String name = properties.get("NAME").asString();
            lines.add(String.join(
                    ",",
                    Arrays.asList(
                            properties.get("LFDNR").asString(),
                            name,
                            columns.get(name),
                            position.get(0).asString(),
                            position.get(1).asString(),
                            properties.get("parkingTotal").asString(),
                            properties.get("type").asString(),
                            properties.get("URL").asString())));
        }
        ExtractGenerator.writeLines(output, lines);
    }
}
