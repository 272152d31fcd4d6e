package eu.twintown.node.dataspace.supply;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Holds what was seen against what was promised. */
final class Judgement {
    private Judgement() {}

    /**
     * What is not as promised now, one sentence for each kind.
     *
     * @param whole whether what was seen comes of asking for everything, so that what is missing is missing
     */
    static Map<Breach.Kind, String> of(Promise promise, Seen seen, Instant now, boolean whole) {
        Map<Breach.Kind, String> found = new EnumMap<>(Breach.Kind.class);
        freshness(promise, seen, now, found);
        completeness(promise, seen, found);
        schema(promise, seen, whole, found);
        return found;
    }

    private static void freshness(Promise promise, Seen seen, Instant now, Map<Breach.Kind, String> found) {
        if (promise.maxAge().isPresent() && seen.newest().isPresent()) {
            Instant newest = seen.newest().get();
            if (newest.plus(promise.maxAge().get()).isBefore(now)) {
                found.put(
                        Breach.Kind.FRESHNESS,
                        "The newest value is of " + newest + "; it is to be no older than "
                                + promise.maxAge().get());
            }
        }
    }

    private static void completeness(Promise promise, Seen seen, Map<Breach.Kind, String> found) {
        if (seen.entities() < 0) {
            return;
        }
        if (promise.entities().isPresent()) {
            if (seen.entities() < promise.entities().getAsLong()) {
                found.put(
                        Breach.Kind.COMPLETENESS,
                        "There are " + seen.entities() + " entities; there are to be at least "
                                + promise.entities().getAsLong());
            }
        } else if (seen.entities() * 2 < seen.most()) {
            found.put(
                    Breach.Kind.COMPLETENESS,
                    "There are " + seen.entities() + " entities, fewer than half of the " + seen.most()
                            + " that there were");
        }
    }

    private static void schema(Promise promise, Seen seen, boolean whole, Map<Breach.Kind, String> found) {
        List<String> faults = new ArrayList<>();
        if (!seen.types().isEmpty()) {
            faults.add("there are entities of types that were not promised: " + String.join(", ", seen.types()));
        }
        seen.lastShapes().forEach((name, shape) -> {
            String before = seen.shapes().getOrDefault(name, shape);
            if (!before.equals(shape)) {
                faults.add(name + " is a " + shape + " and was a " + before);
            }
        });
        if (whole && seen.entities() > 0) {
            promise.attributes().stream()
                    .filter(name -> !seen.lastShapes().containsKey(name))
                    .forEach(name -> faults.add("no entity has " + name));
        }
        if (!faults.isEmpty()) {
            String text = String.join("; ", faults);
            found.put(Breach.Kind.SCHEMA, Character.toUpperCase(text.charAt(0)) + text.substring(1));
        }
    }
}
