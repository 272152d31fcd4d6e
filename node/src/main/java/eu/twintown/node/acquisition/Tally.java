package eu.twintown.node.acquisition;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of records, counted.
 *
 * @param accepted entities, or parts of them, that were written
 * @param unchanged those that said nothing new
 * @param faulty records that went into quarantine
 * @param dropped values and records that were left out on purpose, by reason
 * @param lastObserved the latest time of a record
 */
public record Tally(
        long accepted, long unchanged, long faulty, Map<String, Long> dropped, Optional<Instant> lastObserved) {
    private static final int MOST_REASONS = 50;

    static final Tally NONE = new Tally(0, 0, 0, Map.of(), Optional.empty());

    Tally plus(Tally other) {
        Map<String, Long> reasons = new TreeMap<>(dropped);
        other.dropped.forEach((reason, count) -> {
            if (reasons.size() < MOST_REASONS || reasons.containsKey(reason)) {
                reasons.merge(reason, count, Long::sum);
            }
        });
        return new Tally(
                accepted + other.accepted,
                unchanged + other.unchanged,
                faulty + other.faulty,
                reasons,
                later(lastObserved, other.lastObserved));
    }

    /** For a replay: its faulty records were counted when they first came. */
    Tally withoutFaulty() {
        return new Tally(accepted, unchanged, 0, dropped, lastObserved);
    }

    private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
        return a.isEmpty() || b.isPresent() && b.get().isAfter(a.get()) ? b : a;
    }
}
