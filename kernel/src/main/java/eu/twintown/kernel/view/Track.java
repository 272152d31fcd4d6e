package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Where a thing was when: of a thing that moves, only what falls into the time in which it was in the areas is shown. An
 * instance that does not tell its time, or that lies before the first place at which the thing was observed, is not. A first
 * place that nobody observed (it came without a time) belongs to the thing, and counts for all the time before it came.
 */
public final class Track implements Predicate<Attribute> {
    private final TreeMap<Instant, Boolean> inside = new TreeMap<>();

    /** @param locations all that is known of the thing's places, in any order */
    public Track(List<Attribute> locations, List<Area> areas) {
        for (Attribute location : locations) {
            Instances.time(location)
                    .ifPresent(at -> inside.merge(
                            at, areas.stream().allMatch(area -> area.covers(location)), Boolean::logicalAnd));
        }
        if (!inside.isEmpty() && locations.stream().noneMatch(location -> location.observedAt() != null)) {
            inside.put(Instant.MIN, inside.firstEntry().getValue());
        }
    }

    @Override
    public boolean test(Attribute instance) {
        return Instances.time(instance)
                .flatMap(at -> Optional.ofNullable(inside.floorEntry(at)))
                .map(Map.Entry::getValue)
                .orElse(false);
    }
}
