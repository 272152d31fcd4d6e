package eu.twintown.node.demo.replay;

import eu.twintown.node.demo.replay.RecordedWeek.Replayed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Münster's bicycle counters and air quality stations: tables in local wall clock, in the publishers' own forms. */
final class MuensterSeries {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final String AIR_HEADER = "\uFEFF\"Station code\";Date;"
            + "\"Particulate matter (PM₁₀) Daily average (hourly floating) in µg/m³\";"
            + "\"Ozone (O₃) One hour average in µg/m³\";"
            + "\"Nitrogen dioxide (NO₂) One hour average in µg/m³\";"
            + "\"Particulate matter (PM₂,₅) Daily average (hourly floating) in µg/m³\";\"Air quality index\"\n";
    private static final String AIR_FOOTER = "\n\"Source: German Environment Agency,"
            + " https://www.umweltbundesamt.de/en/data/air/air-data/air-quality (Status: 04.09.2024)."
            + " All times are given in the time valid at the time of measurement (CET or CEST).\"\n";

    private final Map<String, Series> counters;
    private final Map<String, Series> stations;

    private record Series(List<String> header, RecordedWeek<List<String>> week) {}

    MuensterSeries() {
        // A count is dated with the start of its quarter of an hour; an hour's mean with the end of the hour.
        counters = read("muenster/counters.csv", 0, "muenster/counter-", Duration.ofMinutes(15));
        stations = read("muenster/air-stations.csv", 1, "muenster/air-", Duration.ZERO);
    }

    private static Map<String, Series> read(String index, int idColumn, String prefix, Duration delay) {
        Map<String, Series> series = new LinkedHashMap<>();
        List<List<String>> list = Extract.rows(index);
        for (List<String> item : list.subList(1, list.size())) {
            String id = item.get(idColumn);
            List<List<String>> rows = Extract.rows(prefix + id + ".csv");
            List<RecordedWeek.Entry<List<String>>> entries = new ArrayList<>();
            for (List<String> row : rows.subList(1, rows.size())) {
                entries.add(new RecordedWeek.Entry<>(LocalDateTime.parse(row.getFirst()), row.subList(1, row.size())));
            }
            List<String> header = rows.getFirst();
            series.put(id, new Series(header.subList(1, header.size()), new RecordedWeek<>(entries, delay)));
        }
        return series;
    }

    List<String> counterIds() {
        return List.copyOf(counters.keySet());
    }

    List<String> stationIds() {
        return List.copyOf(stations.keySet());
    }

    /** A counter's table: a total, its channels, and a status column for each of them. */
    String counterCsv(String id, Instant now, Duration span) {
        Series series = counters.get(id);
        if (series == null) {
            throw new IllegalArgumentException("no counter " + id);
        }
        StringBuilder csv = new StringBuilder("Datetime");
        series.header().forEach(name -> csv.append(',').append(name));
        series.header()
                .forEach(name ->
                        csv.append(',').append(name, 0, name.indexOf(' ')).append("-status"));
        csv.append('\n');
        for (Replayed<List<String>> row : series.week().between(now.minus(span), now)) {
            csv.append(MINUTE.format(row.local()));
            row.value().forEach(cell -> csv.append(',').append(cell));
            row.value().forEach(cell -> csv.append(",0"));
            csv.append('\n');
        }
        return csv.toString();
    }

    /** A station's table: byte order mark, semicolons, quotes in quotes, 24:00, a dash for no value, a line on the source. */
    String airCsv(String id, Instant now, Duration span) {
        Series series = stations.get(id);
        if (series == null) {
            throw new IllegalArgumentException("no station " + id);
        }
        StringBuilder csv = new StringBuilder(AIR_HEADER);
        for (Replayed<List<String>> row : series.week().between(now.minus(span), now)) {
            csv.append(id).append(";\"'").append(endOfHour(row.local())).append("'\"");
            row.value().forEach(cell -> csv.append(';').append(airCell(cell)));
            csv.append('\n');
        }
        return csv.append(AIR_FOOTER).toString();
    }

    private static String endOfHour(LocalDateTime time) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().minusDays(1) + " 24:00"
                : MINUTE.format(time);
    }

    private static String airCell(String cell) {
        if (cell.isEmpty()) {
            return "-";
        }
        return cell.contains(" ") ? '"' + cell + '"' : cell;
    }
}
