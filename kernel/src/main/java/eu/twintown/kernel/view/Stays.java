package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What held of a thing's place when: from each of its places on, until the next. Nothing is known of the time before the
 * first place at which it was observed; but a first place that nobody observed (it came without a time) belongs to the
 * thing, and counts for all the time before it came.
 */
final class Stays<T> {
    private final TreeMap<Instant, T> since = new TreeMap<>();

    /**
     * All stays of a thing.
     *
     * @param locations all that is known of its places, in any order
     * @param of what holds at a place
     * @param together what holds where two places are told for one moment
     */
    Stays(List<Attribute> locations, Function<Attribute, T> of, BinaryOperator<T> together) {
        for (Attribute location : locations) {
            Instances.time(location).ifPresent(at -> since.merge(at, of.apply(location), together));
        }
        if (!since.isEmpty() && locations.stream().noneMatch(location -> location.observedAt() != null)) {
            since.put(Instant.MIN, since.firstEntry().getValue());
        }
    }

    /** What held at the time of an instance; empty where that is not known, or the instance does not tell its time. */
    Optional<T> at(Attribute instance) {
        return Instances.time(instance)
                .flatMap(at -> Optional.ofNullable(since.floorEntry(at)))
                .map(Map.Entry::getValue);
    }
}
