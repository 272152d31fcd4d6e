package eu.twintown.node.acquisition;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What of a draft is new to an entity. This is what makes reading the same thing again harmless: an attribute is new if
 * it was observed later than the stored one, or has another value at the same time; nothing that is older than what is
 * stored is written, because the history has it or a later answer has overtaken it. That holds for attributes without a
 * time, too: they come with the time of their record.
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
        boolean differs = !sameContent(instance, stored.get());
        if (instance.observedAt() == null || stored.get().observedAt() == null) {
            return differs;
        }
        int order =
                order(instance.observedAt(), Objects.requireNonNull(stored.get().observedAt()));
        return order > 0 ? differs || !onlyOnChange : order == 0 && differs;
    }

    /** Whether two instances say the same, whenever it was observed. */
    private static boolean sameContent(Attribute a, Attribute b) {
        return a.kind() == b.kind()
                && sameValue(a.value(), b.value())
                && Objects.equals(a.unitCode(), b.unitCode())
                && a.objectTypes().equals(b.objectTypes())
                && sameAttributes(a.attributes(), b.attributes());
    }

    private static boolean sameAttributes(Map<String, List<Attribute>> a, Map<String, List<Attribute>> b) {
        return a.keySet().equals(b.keySet())
                && a.keySet().stream().allMatch(name -> {
                    List<Attribute> left = a.getOrDefault(name, List.of());
                    List<Attribute> right = b.getOrDefault(name, List.of());
                    return left.size() == right.size() && sameContent(left.getFirst(), right.getFirst());
                });
    }

    /** Equal as JSON; 1 and 1.0 are the same number however they are held. */
    private static boolean sameValue(JsonNode a, JsonNode b) {
        return a.equals(
                (x, y) -> x.isNumber() && y.isNumber()
                        ? x.decimalValue().compareTo(y.decimalValue())
                        : x.equals(y) ? 0 : 1,
                b);
    }
}
