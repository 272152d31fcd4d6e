package eu.twintown.kernel.entity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists of attribute instances, told apart by datasetId (clause 4.5.5). */
final class Instances {

    private Instances() {}

    static @Nullable Attribute find(List<Attribute> instances, @Nullable String datasetId) {
        for (Attribute instance : instances) {
            if (Objects.equals(instance.datasetId(), datasetId)) {
                return instance;
            }
        }
        return null;
    }

    /** The list with an instance put in the place of the one with the same datasetId, or behind the others. */
    static List<Attribute> with(List<Attribute> instances, Attribute instance) {
        List<Attribute> result = new ArrayList<>(instances.size() + 1);
        boolean placed = false;
        for (Attribute old : instances) {
            boolean same = Objects.equals(old.datasetId(), instance.datasetId());
            result.add(same ? instance : old);
            placed |= same;
        }
        if (!placed) {
            result.add(instance);
        }
        return List.copyOf(result);
    }

    static List<Attribute> without(List<Attribute> instances, @Nullable String datasetId) {
        return instances.stream()
                .filter(i -> !Objects.equals(i.datasetId(), datasetId))
                .toList();
    }

    /** The instance with the times of the store; what the caller said about them, or an instanceId, does not count. */
    static Attribute stamped(Attribute instance, Instant created, Instant modified) {
        return new Attribute(
                instance.kind(),
                instance.value(),
                instance.datasetId(),
                instance.observedAt(),
                instance.unitCode(),
                instance.objectTypes(),
                instance.valueType(),
                instance.expiresAt(),
                created,
                modified,
                null,
                unstamped(instance.attributes()));
    }

    /** Sub-attributes carry no times of their own. */
    private static Map<String, List<Attribute>> unstamped(Map<String, List<Attribute>> attributes) {
        if (attributes.isEmpty()) {
            return attributes;
        }
        boolean clean = attributes.values().stream()
                .flatMap(List::stream)
                .allMatch(a -> a.createdAt() == null && a.modifiedAt() == null && a.instanceId() == null);
        if (clean) {
            return attributes;
        }
        Map<String, List<Attribute>> result = new LinkedHashMap<>();
        attributes.forEach((iri, list) -> result.put(
                iri,
                list.stream()
                        .map(a -> new Attribute(
                                a.kind(),
                                a.value(),
                                a.datasetId(),
                                a.observedAt(),
                                a.unitCode(),
                                a.objectTypes(),
                                a.valueType(),
                                a.expiresAt(),
                                null,
                                null,
                                null,
                                unstamped(a.attributes())))
                        .toList()));
        return Collections.unmodifiableMap(result);
    }
}
