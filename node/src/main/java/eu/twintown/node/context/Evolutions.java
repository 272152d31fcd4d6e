package eu.twintown.node.context;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.TemporalQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Puts together what several sources know of one entity's past (ETSI GS CIM 009 V1.9.1, clause 5.7.3.4). */
final class Evolutions {

    /** Two of these are the same instance, whoever stored it and when. */
    private record Same(Object value, Optional<String> datasetId, Optional<String> observedAt) {
        static Same of(Attribute instance) {
            return new Same(
                    instance.value(),
                    Optional.ofNullable(instance.datasetId()),
                    Optional.ofNullable(instance.observedAt()));
        }
    }

    private Evolutions() {}

    /**
     * Merges evolutions of the same entity; instances that several sources give stand once. They are in the order of
     * time, newest first where lastN is given; then only that many of each attribute are left.
     */
    static Optional<Entity> merge(List<Entity> parts, TemporalQuery query) {
        if (parts.size() < 2) {
            return parts.stream().findFirst();
        }
        Set<String> types = new LinkedHashSet<>();
        Set<String> scopes = new LinkedHashSet<>();
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        for (Entity part : parts) {
            types.addAll(part.types());
            scopes.addAll(part.scopes());
            part.attributes().forEach((name, instances) -> attributes
                    .computeIfAbsent(name, any -> new ArrayList<>())
                    .addAll(instances));
        }
        attributes.replaceAll((name, instances) -> ordered(instances, query));
        Entity first = parts.getFirst();
        return Optional.of(new Entity(
                first.id(),
                List.copyOf(types),
                List.copyOf(scopes),
                first.createdAt(),
                first.modifiedAt(),
                first.expiresAt(),
                attributes));
    }

    private static List<Attribute> ordered(List<Attribute> instances, TemporalQuery query) {
        Map<Same, Attribute> distinct = new LinkedHashMap<>();
        instances.forEach(instance -> distinct.putIfAbsent(Same.of(instance), instance));
        Comparator<Attribute> byTime = Comparator.comparing(
                instance -> TemporalQuery.timeOf(Objects.requireNonNull(instance), query.timeProperty())
                        .orElse(Instant.MIN));
        boolean last = query.lastN() > 0;
        return distinct.values().stream()
                .sorted(last ? byTime.reversed() : byTime)
                .limit(last ? query.lastN() : Long.MAX_VALUE)
                .toList();
    }
}
