package eu.twintown.node.demo.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Münster's bicycle counters and air quality stations: the rows of the week, times as local wall clock. Bicycle status
 * columns (all 0 in this week) are left out; "-" (no value) becomes an empty cell.
 */
final class MuensterSeriesExtract {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private MuensterSeriesExtract() {}

    static void writeCounters(Path input, Path output) throws IOException {
        List<String> stations = ExtractGenerator.readLines(input.resolve("stations.csv"));
        List<String> kept = new ArrayList<>(List.of("station,name,latitude,longitude"));
        for (String line : stations.subList(1, stations.size())) {
            String station = line.substring(0, line.indexOf(','));
            Path november = input.resolve(station).resolve("2022-11.csv");
            if (Files.exists(november)) {
                kept.add(line);
                List<String> rows = new ArrayList<>();
                rows.addAll(counterRows(november));
                rows.addAll(counterRows(input.resolve(station).resolve("2022-12.csv"))
                        .subList(
                                1,
                                counterRows(input.resolve(station).resolve("2022-12.csv"))
                                        .size()));
                ExtractGenerator.writeLines(output.resolve("counter-" + station + ".csv"), rows);
            }
        }
        ExtractGenerator.writeLines(output.resolve("counters.csv"), kept);
    }

    private static List<String> counterRows(Path file) {
        List<String> lines = ExtractGenerator.readLines(file);
        String[] header = lines.getFirst().split(",", -1);
        int channels = (int) Arrays.stream(header)
                        .filter(name -> !name.endsWith("-status"))
                        .count()
                - 1;
        List<String> rows = new ArrayList<>();
        rows.add("time," + String.join(",", Arrays.asList(header).subList(1, channels + 1)));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            LocalDateTime time = LocalDateTime.parse(cells[0].replace(' ', 'T'));
            if (inWeek(time)) {
                requireZeroStatus(file, cells, channels);
                rows.add(time + "," + String.join(",", Arrays.asList(cells).subList(1, channels + 1)));
            }
        }
        return rows;
    }

    private static void requireZeroStatus(Path file, String[] cells, int channels) {
        for (int i = channels + 1; i < cells.length; i++) {
            if (!cells[i].isEmpty() && !cells[i].equals("0")) {
                throw new IllegalStateException(file + " at " + cells[0] + ": a status other than 0 would be lost");
            }
        }
    }

    static void writeAirQuality(Path input, Path output) {
        List<String> stations = ExtractGenerator.readLines(input.resolve("stations.csv"));
        ExtractGenerator.writeLines(output.resolve("air-stations.csv"), stations);
        for (String station : stations.subList(1, stations.size())) {
            String[] cells = station.split(",", -1);
            Path file = input.resolve("luftqualitaet_muenster_2022-01-01_2024-01-01_station" + cells[0] + ".csv");
            ExtractGenerator.writeLines(output.resolve("air-" + cells[1] + ".csv"), airRows(file));
        }
    }

    private static List<String> airRows(Path file) {
        List<String> rows = new ArrayList<>(List.of("time,pm10,o3,no2,pm25,index"));
        for (String line : ExtractGenerator.readLines(file)) {
            String[] cells = line.replace("\"", "").replace("'", "").split(";", -1);
            if (cells.length == 7 && Character.isDigit(cells[1].charAt(0))) {
                LocalDate date = LocalDate.parse(cells[1].substring(0, 10));
                String clock = cells[1].substring(11);
                LocalDateTime time =
                        clock.equals("24:00") ? date.plusDays(1).atStartOfDay() : date.atTime(LocalTime.parse(clock));
                if (inWeek(time)) {
                    List<String> values = Arrays.stream(cells, 2, 7)
                            .map(cell -> cell.equals("-") ? "" : cell)
                            .toList();
                    rows.add(time + "," + String.join(",", values));
                }
            }
        }
        return rows;
    }

    private static boolean inWeek(LocalDateTime time) {
        return ExtractGenerator.inWeek(time.atZone(ZONE).toInstant());
    }
}
