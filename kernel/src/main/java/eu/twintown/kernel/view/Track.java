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
 * instance that does not tell its time, or that lies before the first known place, is not.
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
    }

    @Override
    public boolean test(Attribute instance) {
        return Instances.time(instance)
                .flatMap(at -> Optional.ofNullable(inside.floorEntry(at)))
                .map(Map.Entry::getValue)
                .orElse(false);
    }
}
