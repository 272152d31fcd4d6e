package eu.twintown.node.acquisition;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeContent;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.store.PastInstances;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What of a draft is new to an entity. This is what makes reading the same thing again harmless: an attribute is new if
 * it was observed later than the stored one, or has another value at the same time; nothing that is older than what is
 * stored changes the entity. That holds for attributes without a time, too: they come with the time of their record; and for
 * attributes that are written only on change, whose stored time says when they changed, not until when that was so.
 * Instances that are older and tell when they were observed belong into the history, where it does not have them.
 */
final class Novelty {

    private Novelty() {}

    /** The draft's entity with only those attribute instances that are to be written; none = nothing is new. */
    static Entity of(Draft draft, Optional<Entity> before) {
        Map<String, List<Attribute>> fresh = new LinkedHashMap<>();
        boolean late = before.isPresent() && isLate(draft, before.get());
        draft.entity().attributes().forEach((name, instances) -> {
            List<Attribute> stored = before.map(entity -> entity.attributes().getOrDefault(name, List.of()))
                    .orElse(List.of());
            boolean wanted = stored.isEmpty() || !draft.ifAbsent().contains(name);
            List<Attribute> news = instances.stream()
                    .filter(instance -> wanted
                            && !(late && !stored.isEmpty() && instance.observedAt() == null)
                            && !(late && draft.onChange().contains(name) && isAfter(instance, stored))
                            && isNew(
                                    instance,
                                    sameDataset(stored, instance),
                                    draft.onChange().contains(name)))
                    .toList();
            if (!news.isEmpty()) {
                fresh.put(name, news);
            }
        });
        return new Entity(
                draft.entity().id(), draft.entity().types(), draft.entity().scopes(), null, null, null, fresh);
    }

    /** The draft's instances that were observed before what the entity has of the same attributes. */
    static PastInstances past(Draft draft, Optional<Entity> before) {
        Map<String, List<Attribute>> past = new LinkedHashMap<>();
        draft.entity().attributes().forEach((name, instances) -> {
            List<Attribute> stored = before.map(entity -> entity.attributes().getOrDefault(name, List.of()))
                    .orElse(List.of());
            List<Attribute> older = draft.ifAbsent().contains(name)
                    ? List.of()
                    : instances.stream()
                            .filter(instance -> isBefore(instance, stored))
                            .toList();
            if (!older.isEmpty()) {
                past.put(name, older);
            }
        });
        return past.isEmpty() ? PastInstances.NONE : new PastInstances(past, draft.onChange());
    }

    private static boolean isBefore(Attribute instance, List<Attribute> stored) {
        return order(instance, stored) < 0;
    }

    private static boolean isAfter(Attribute instance, List<Attribute> stored) {
        return order(instance, stored) > 0;
    }

    /** The order of their times of observation; 0 where one has none. */
    private static int order(Attribute instance, List<Attribute> stored) {
        String time = instance.observedAt();
        String other = sameDataset(stored, instance).map(Attribute::observedAt).orElse(null);
        return time == null || other == null ? 0 : order(time, other);
    }

    /** Whether the entity has one of the draft's attributes from a later time than the draft's. */
    private static boolean isLate(Draft draft, Entity before) {
        if (draft.time().equals(Instant.MIN)) {
            return false;
        }
        String time = draft.time().toString();
        return draft.entity().attributes().entrySet().stream()
                .filter(attribute -> attribute.getValue().getFirst().observedAt() != null)
                .flatMap(attribute -> before.attributes().getOrDefault(attribute.getKey(), List.of()).stream())
                .anyMatch(stored -> stored.observedAt() != null && order(stored.observedAt(), time) > 0);
    }

    /** The order of two times; texts of the same form need no parsing. */
    private static int order(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        boolean alike = a.length() == b.length() && a.endsWith("Z") && b.endsWith("Z");
        return alike ? a.compareTo(b) : Instant.parse(a).compareTo(Instant.parse(b));
    }

    private static Optional<Attribute> sameDataset(List<Attribute> stored, Attribute instance) {
        return stored.stream()
                .filter(other -> Objects.equals(other.datasetId(), instance.datasetId()))
                .findFirst();
    }

    private static boolean isNew(Attribute instance, Optional<Attribute> stored, boolean onlyOnChange) {
        if (stored.isEmpty()) {
            return true;
        }
        boolean differs = !AttributeContent.same(instance, stored.get());
        if (instance.observedAt() == null || stored.get().observedAt() == null) {
            return differs;
        }
        int order =
                order(instance.observedAt(), Objects.requireNonNull(stored.get().observedAt()));
        return order > 0 ? differs || !onlyOnChange : order == 0 && differs;
    }
}
