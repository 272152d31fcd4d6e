package eu.twintown.node.demo.replay;

import eu.twintown.node.demo.replay.RecordedWeek.Replayed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Münster's car parks: free places as a table with one column per car park, in which an empty cell means «unchanged»
 * and whose first row is full; and the answer of the city's API, a GeoJSON whose coordinates are Gauss-Krüger ones and
 * whose totals are texts.
 */
final class MuensterParking {
    private static final String PREFIX = "stadt-muenster-parken-";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private final List<String> columns;
    private final List<List<String>> places;
    private final RecordedWeek<Row> week;

    /** The cells that changed, and all values at that time; both in the order of the columns. */
    private record Row(List<String> changed, List<String> all) {}

    MuensterParking() {
        List<List<String>> rows = Extract.rows("muenster/parking.csv");
        columns = rows.getFirst().subList(1, rows.getFirst().size());
        List<String> current =
                new ArrayList<>(columns.stream().map(column -> "").toList());
        List<RecordedWeek.Entry<Row>> entries = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            List<String> changed = row.subList(1, row.size());
            for (int i = 0; i < changed.size(); i++) {
                if (!changed.get(i).isEmpty()) {
                    current.set(i, changed.get(i));
                }
            }
            entries.add(new RecordedWeek.Entry<>(
                    Extract.local(Instant.parse(row.getFirst())), new Row(changed, List.copyOf(current))));
        }
        week = new RecordedWeek<>(entries, Duration.ZERO);
        List<List<String>> table = Extract.rows("muenster/places.csv");
        places = table.subList(1, table.size());
    }

    /** The table of the last {@code span}. */
    String csv(Instant now, Duration span) {
        List<Replayed<Row>> rows = week.between(now.minus(span), now);
        List<Replayed<Row>> shown = rows.isEmpty() ? week.latest(now).stream().toList() : rows;
        StringBuilder csv = new StringBuilder("timestamp");
        columns.forEach(column -> csv.append(',').append(PREFIX).append(column));
        csv.append('\n');
        for (int i = 0; i < shown.size(); i++) {
            Replayed<Row> row = shown.get(i);
            csv.append(TIME.format(row.time().atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS)));
            (i == 0 ? row.value().all() : row.value().changed())
                    .forEach(cell -> csv.append(',').append(cell));
            csv.append('\n');
        }
        return csv.toString();
    }

    /** The API's answer. */
    ObjectNode places(Instant now) {
        Map<String, String> free = new HashMap<>();
        week.latest(now).ifPresent(row -> {
            for (int i = 0; i < columns.size(); i++) {
                free.put(columns.get(i), row.value().all().get(i));
            }
        });
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("type", "FeatureCollection");
        ArrayNode features = answer.putArray("features");
        for (List<String> place : places) {
            ObjectNode feature = features.addObject().put("type", "Feature");
            feature.putObject("geometry")
                    .put("type", "Point")
                    .putArray("coordinates")
                    .add(Integer.parseInt(place.get(3)))
                    .add(Integer.parseInt(place.get(4)));
            ObjectNode properties = feature.putObject("properties")
                    .put("LFDNR", Integer.parseInt(place.get(0)))
                    .put("NAME", place.get(1))
                    .put("URL", place.get(7))
                    .put("parkingTotal", place.get(5));
            String places = free.getOrDefault(place.get(2), "");
            if (!places.isEmpty()) {
                properties.put("parkingFree", Integer.parseInt(places));
            }
            properties.put("type", place.get(6));
        }
        return answer;
    }
}
