package eu.twintown.node.federation;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entity from the versions that several sources gave (ETSI GS CIM 009 V1.9.1, clauses 4.5.5.2, 4.5.5.3, 5.7.1.4).
 *
 * <p>Types and scopes are united. An attribute may have one instance for each datasetId; where two sources give the same
 * one, that with the later observedAt wins, else that with the later modifiedAt, else the earlier source in the list:
 * the specification calls that last case indeterminate, here it is at least the same each time. Since a winner is
 * picked per instance and "later" is a total order with ties broken by the place in the list, merging gives the same
 * result in whatever order answers arrive, as long as the list is in the order of registration.
 *
 * <p>What has expired is left out before the comparison, for it must not win against what still holds. Where only some
 * versions expire, the expiry moves from the entity to the attributes of those versions, so that the merged entity stays
 * for as long as anything in it does.
 *
 * <p>An auxiliary source adds attributes that nobody else gave and never touches the others (clause 4.3.6.2).
 */
final class EntityMerge {

    /** The version of one source. */
    record Part(Entity entity, boolean auxiliary) {}

    private EntityMerge() {}

    /** Merges versions of one entity, the most trusted first; empty where all of them have expired. */
    static Optional<Entity> merge(List<Part> parts, Instant now) {
        List<Part> live = parts.stream()
                .filter(part -> isLive(part.entity().expiresAt(), now))
                .toList();
        if (live.size() < 2) {
            return live.stream().map(Part::entity).findFirst();
        }
        boolean sameExpiry = live.stream()
                        .map(part -> Optional.ofNullable(part.entity().expiresAt()))
                        .distinct()
                        .count()
                == 1;
        Set<String> types = new LinkedHashSet<>();
        Set<String> scopes = new LinkedHashSet<>();
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        for (Part part : live) {
            Entity entity = part.entity();
            types.addAll(entity.types());
            scopes.addAll(entity.scopes());
            if (!part.auxiliary()) {
                entity.attributes()
                        .forEach((name, instances) -> add(
                                attributes, name, expiring(instances, sameExpiry ? null : entity.expiresAt()), now));
            }
        }
        supplement(attributes, live, now);
        return Optional.of(new Entity(
                live.getFirst().entity().id(),
                List.copyOf(types),
                List.copyOf(scopes),
                earliest(live),
                latest(live),
                expiry(live),
                attributes));
    }

    private static void supplement(Map<String, List<Attribute>> attributes, List<Part> parts, Instant now) {
        Set<String> taken = Set.copyOf(attributes.keySet());
        for (Part part : parts) {
            if (part.auxiliary()) {
                part.entity().attributes().forEach((name, instances) -> {
                    if (!taken.contains(name)) {
                        add(attributes, name, instances, now);
                    }
                });
            }
        }
    }

    private static void add(
            Map<String, List<Attribute>> attributes, String name, List<Attribute> instances, Instant now) {
        List<Attribute> merged = new ArrayList<>(attributes.getOrDefault(name, List.of()));
        for (Attribute instance : instances) {
            if (!isLive(instance.expiresAt(), now)) {
                continue;
            }
            int at = indexOf(merged, instance.datasetId());
            if (at < 0) {
                merged.add(instance);
            } else if (isLater(instance, merged.get(at))) {
                merged.set(at, instance);
            }
        }
        if (!merged.isEmpty()) {
            attributes.put(name, merged);
        }
    }

    private static int indexOf(List<Attribute> instances, @Nullable String datasetId) {
        for (int i = 0; i < instances.size(); i++) {
            if (Objects.equals(instances.get(i).datasetId(), datasetId)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isLater(Attribute candidate, Attribute known) {
        Instant candidateObserved = observed(candidate);
        Instant knownObserved = observed(known);
        if (!candidateObserved.equals(knownObserved)) {
            return candidateObserved.isAfter(knownObserved);
        }
        return orMin(candidate.modifiedAt()).isAfter(orMin(known.modifiedAt()));
    }

    private static Instant observed(Attribute attribute) {
        String text = attribute.observedAt();
        try {
            return text == null ? Instant.MIN : Instant.parse(text.replace(',', '.'));
        } catch (DateTimeParseException e) {
            // A source wrote nonsense; a readable time is to be preferred.
            return Instant.MIN;
        }
    }

    /** Clause 4.5.5.2: the entity's expiry, where not all versions have it, becomes that of its attributes. */
    private static List<Attribute> expiring(List<Attribute> instances, @Nullable Instant end) {
        if (end == null) {
            return instances;
        }
        return instances.stream()
                .map(a -> a.expiresAt() != null && a.expiresAt().isBefore(end) ? a : withExpiry(a, end))
                .toList();
    }

    private static Attribute withExpiry(Attribute a, Instant end) {
        return new Attribute(
                a.kind(),
                a.value(),
                a.datasetId(),
                a.observedAt(),
                a.unitCode(),
                a.objectTypes(),
                a.valueType(),
                end,
                a.createdAt(),
                a.modifiedAt(),
                a.instanceId(),
                a.attributes());
    }

    private static @Nullable Instant earliest(List<Part> parts) {
        return parts.stream()
                .map(part -> part.entity().createdAt())
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static @Nullable Instant latest(List<Part> parts) {
        return parts.stream()
                .map(part -> part.entity().modifiedAt())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }

    private static @Nullable Instant expiry(List<Part> parts) {
        Instant last = Instant.MIN;
        for (Part part : parts) {
            Instant end = part.entity().expiresAt();
            if (end == null) {
                return null;
            }
            last = end.isAfter(last) ? end : last;
        }
        return last;
    }

    private static boolean isLive(@Nullable Instant end, Instant now) {
        return end == null || end.isAfter(now);
    }

    private static Instant orMin(@Nullable Instant instant) {
        return instant == null ? Instant.MIN : instant;
    }
}
