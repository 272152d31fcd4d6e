package eu.twintown.node.demo.replay;

import eu.twintown.node.demo.replay.RecordedWeek.Replayed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Ghent's Opendatasoft API said about its twelve garages, over the recorded week. */
final class GhentGarages {
    /** How long an answer that is none lasts; the recording caught each of them once. */
    private static final Duration FAULT = Duration.ofMinutes(1);

    private final RecordedWeek<State> week;
    private final Map<String, JsonNode> constants = new LinkedHashMap<>();

    /** The kinds of answer that were recorded. */
    enum Kind {
        OK,
        EMPTY,
        NO_RECORDS,
        UNKNOWN_DATASET
    }

    /** The changing values of one garage; {@code age} is how long ago it was updated when the answer was seen. */
    record Garage(String name, int available, int occupation, int total, Duration age) {}

    /** One answer; {@code stampAge} is how long before it was seen the portal took the records in. */
    record State(Kind kind, Duration stampAge, List<Garage> garages) {}

    GhentGarages() {
        List<List<String>> rows = Extract.rows("ghent/snapshots.csv");
        List<String> names = rows.getFirst().subList(3, rows.getFirst().size());
        List<RecordedWeek.Entry<State>> entries = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            Instant seen = Instant.parse(row.getFirst());
            entries.add(new RecordedWeek.Entry<>(Extract.local(seen), state(row, seen, names)));
        }
        week = new RecordedWeek<>(entries, Duration.ZERO);
        for (JsonNode garage : JsonMapper.shared().readTree(Extract.text("ghent/garages.json"))) {
            constants.put(garage.get("fields").get("name").asString(), garage);
        }
    }

    private static State state(List<String> row, Instant seen, List<String> names) {
        Kind kind =
                switch (row.get(1)) {
                    case "ok" -> Kind.OK;
                    case "empty" -> Kind.EMPTY;
                    case "no-records" -> Kind.NO_RECORDS;
                    case "unknown-dataset" -> Kind.UNKNOWN_DATASET;
                    default -> throw new IllegalStateException("unknown kind of answer: " + row.get(1));
                };
        if (kind != Kind.OK) {
            return new State(kind, Duration.ZERO, List.of());
        }
        List<Garage> garages = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            List<Integer> cell = Arrays.stream(row.get(i + 3).split(" "))
                    .map(Integer::valueOf)
                    .toList();
            garages.add(
                    new Garage(names.get(i), cell.get(0), cell.get(1), cell.get(2), Duration.ofSeconds(cell.get(3))));
        }
        return new State(kind, Duration.between(Instant.parse(row.get(2)), seen), garages);
    }

    /** What never changes about a garage: an Opendatasoft record without its changing fields. */
    JsonNode constantsOf(String garage) {
        return Optional.ofNullable(constants.get(garage)).orElseThrow();
    }

    /** The answer to give at this time. A fault gives way to the last good answer after a minute. */
    Replayed<State> at(Instant now) {
        List<Replayed<State>> answers =
                week.between(now.minus(Duration.ofDays(2)), now).reversed();
        for (Replayed<State> answer : answers) {
            boolean fault = answer.value().kind() != Kind.OK;
            if (!fault || Duration.between(answer.time(), now).compareTo(FAULT) < 0) {
                return answer;
            }
        }
        throw new IllegalStateException("the extract has no answer for " + now);
    }

    /** All good answers that came after {@code from} and not after {@code to}. */
    List<Replayed<State>> archive(Instant from, Instant to) {
        return week.between(from, to).stream()
                .filter(answer -> answer.value().kind() == Kind.OK)
                .toList();
    }
}
