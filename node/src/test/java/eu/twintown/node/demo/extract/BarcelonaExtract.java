package eu.twintown.node.demo.extract;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Barcelona's air quality of one week (Monday 2025-08-04 to Sunday 2025-08-10): from a row per station, pollutant and day
 * with 24 values and flags to a row per station and hour. A value that the publisher does not flag as valid (V) becomes
 * an empty cell. First argument: the folder as collected; second: the example's folder in the resources.
 */
public final class BarcelonaExtract {
    private static final LocalDate FIRST = LocalDate.of(2025, 8, 4);
    private static final LocalDate LAST = LocalDate.of(2025, 8, 10);
    private static final Map<String, String> POLLUTANTS = Map.of("8", "no2", "14", "o3", "10", "pm10", "9", "pm25");
    private static final List<String> COLUMNS = List.of("no2", "o3", "pm10", "pm25");

    private record Hour(int station, LocalDateTime end) implements Comparable<Hour> {
        @Override
        public int compareTo(Hour other) {
            int byTime = end.compareTo(other.end);
            return byTime != 0 ? byTime : Integer.compare(station, other.station);
        }
    }

    private BarcelonaExtract() {}

    public static void main(String[] args) throws IOException {
        Path input = Path.of(args[0]);
        Path output = Path.of(args[1]);
        ExtractGenerator.writeLines(
                output.resolve("data/air-quality.csv"), values(input.resolve("2025_08_Agost_qualitat_aire_BCN.csv")));
        ExtractGenerator.writeLines(
                output.resolve("mappings/stations.csv"), stations(input.resolve("2025_qualitat_aire_estacions.csv")));
    }

    private static List<String> values(Path file) throws IOException {
        Map<Hour, Map<String, String>> hours = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> rows = read(file)) {
            for (NamedCsvRecord row : rows) {
                LocalDate day = LocalDate.of(number(row, "ANY"), number(row, "MES"), number(row, "DIA"));
                String pollutant = POLLUTANTS.get(row.getField("CODI_CONTAMINANT"));
                if (pollutant == null || day.isBefore(FIRST) || day.isAfter(LAST)) {
                    continue;
                }
                for (int hour = 1; hour <= 24; hour++) {
                    String column = String.format(Locale.ROOT, "%02d", hour);
                    if (row.getField("V" + column).equals("V")) {
                        hours.computeIfAbsent(
                                        new Hour(
                                                number(row, "ESTACIO"),
                                                day.atStartOfDay().plusHours(hour)),
                                        h -> new TreeMap<>())
                                .put(pollutant, row.getField("H" + column));
                    }
                }
            }
        }
        List<String> lines = new ArrayList<>(List.of("station,time," + String.join(",", COLUMNS)));
        hours.forEach((hour, values) -> lines.add(hour.station + "," + hour.end + ","
                + String.join(
                        ",",
                        COLUMNS.stream()
                                .map(column -> values.getOrDefault(column, ""))
                                .toList())));
        return lines;
    }

    private static List<String> stations(Path file) throws IOException {
        Map<Integer, String> stations = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> rows = read(file)) {
            for (NamedCsvRecord row : rows) {
                stations.put(
                        number(row, "Estacio"),
                        row.getField("Estacio") + ","
                                + row.getField("nom_cabina").replace("Barcelona - ", "") + "," + row.getField("Latitud")
                                + "," + row.getField("Longitud"));
            }
        }
        List<String> lines = new ArrayList<>(List.of("code,name,latitude,longitude"));
        lines.addAll(stations.values());
        return lines;
    }

    private static int number(NamedCsvRecord row, String field) {
        return Integer.parseInt(row.getField(field));
    }

    private static CsvReader<NamedCsvRecord> read(Path file) throws IOException {
        return CsvReader.builder().ofNamedCsvRecord(Files.newBufferedReader(file));
    }
}
