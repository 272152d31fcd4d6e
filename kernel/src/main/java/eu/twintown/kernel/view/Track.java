package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where a thing was when: of a thing that moves, only what falls into the time in which it was in the areas is shown. An
 * instance that does not tell its time, or that lies before the first place at which the thing was observed, is not.
 */
public final class Track implements Predicate<Attribute> {
    private final Stays<Boolean> inside;

    /** @param locations all that is known of the thing's places, in any order */
    public Track(List<Attribute> locations, List<Area> areas) {
        inside = new Stays<>(
                locations, location -> areas.stream().allMatch(area -> area.covers(location)), Boolean::logicalAnd);
    }

    @Override
    public boolean test(Attribute instance) {
        return inside.at(instance).orElse(false);
    }
}
