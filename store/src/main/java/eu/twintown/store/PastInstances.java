package eu.twintown.store;

import eu.twintown.kernel.entity.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Instances that belong into the history of an entity, but not into what it is now: observed before what it has.
 *
 * @param instances by expanded name; each has an observedAt, those without one are left out
 * @param onChange expanded names of the attributes whose instances are left out where the one before says the same
 */
public record PastInstances(Map<String, List<Attribute>> instances, Set<String> onChange) {

    /** Nothing. */
    public static final PastInstances NONE = new PastInstances(Map.of(), Set.of());

    public boolean isEmpty() {
        return instances.isEmpty();
    }
}
