package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.Representation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One part of a restriction: all of this holds for what it shows.
 *
 * @param types which types entities must have one of, and show; an entity of an excepted type is not shown at all
 * @param attributes which attributes are shown; excepted names are left out at every depth
 * @param areas each entity's location lies in all of these
 * @param observed when the shown instances were observed
 * @param period the time that each value stands for; empty = values as they are
 * @param level the area that each value stands for
 * @param least how many things each value of an area must stand for at least
 */
public record Part(
        Names types,
        Names attributes,
        List<Area> areas,
        Window observed,
        Optional<Duration> period,
        Level level,
        int least) {
    /** Everything, as it is. */
    public static final Part OPEN =
            new Part(Names.ALL, Names.ALL, List.of(), Window.ALWAYS, Optional.empty(), Level.EXACT, 1);

    public Part {
        areas = List.copyOf(areas);
    }

    private static final Duration HOUR = Duration.ofHours(1);

    /** As it is where only some attributes are asked for; none = all. */
    public Part asked(Collection<String> names) {
        return names.isEmpty()
                ? this
                : new Part(types, attributes.and(Names.only(names)), areas, observed, period, level, least);
    }

    /** The time that each value of a history by periods stands for: an hour where no other is demanded. */
    public Duration periods() {
        return period.orElse(HOUR);
    }

    /** Whether values are shown as they are. */
    public boolean isExact() {
        return period.isEmpty() && level == Level.EXACT;
    }

    /** Whether entities are shown with all their attributes as they are, so that at most whole entities are left out. */
    public boolean showsWhole() {
        return isExact() && attributes.isAll() && observed.isAlways();
    }

    /** Whether entities of these types, at this place, are shown at all. */
    public boolean admits(Entity entity) {
        return !typesOf(entity).isEmpty() && liesWithin(entity);
    }

    /**
     * What is shown of an entity, values still as they are; empty where nothing is. Where attributes are left out, so are
     * scopes, and modifiedAt is the latest of what is shown.
     */
    public Optional<Entity> project(Entity entity) {
        List<String> shown = typesOf(entity);
        if (shown.isEmpty() || !liesWithin(entity)) {
            return Optional.empty();
        }
        if (attributes.isAll() && observed.isAlways()) {
            return Optional.of(shown.equals(entity.types()) ? entity : with(entity, shown, entity.attributes()));
        }
        Map<String, List<Attribute>> kept = instances(entity.attributes(), observed::admits);
        return kept.isEmpty() ? Optional.empty() : Optional.of(reduced(entity, shown, kept));
    }

    /**
     * What is shown of a temporal evolution, values still as they are; empty where nothing is.
     *
     * @param head the entity at present, which must be admitted
     * @param placed whether an instance falls into the time in which the entity was in the areas
     */
    public Optional<Entity> projectEvolution(Entity head, Entity evolution, Predicate<Attribute> placed) {
        if (!admits(head)) {
            return Optional.empty();
        }
        Map<String, List<Attribute>> kept =
                instances(evolution.attributes(), instance -> observed.admits(instance) && placed.test(instance));
        return kept.isEmpty() ? Optional.empty() : Optional.of(reduced(evolution, typesOf(head), kept));
    }

    /** The types that are shown of an entity; none = it is not shown. */
    List<String> typesOf(Entity entity) {
        if (types.isAll()) {
            return entity.types();
        }
        List<String> shown = new ArrayList<>(entity.types().size());
        for (String type : entity.types()) {
            if (types.except().contains(type)) {
                return List.of();
            }
            if (types.admits(type)) {
                shown.add(type);
            }
        }
        return shown.size() == entity.types().size() ? entity.types() : shown;
    }

    private boolean liesWithin(Entity entity) {
        if (areas.isEmpty()) {
            return true;
        }
        List<Attribute> locations = entity.attributes().getOrDefault(Representation.LOCATION, List.of());
        for (Area area : areas) {
            if (!area.covers(locations)) {
                return false;
            }
        }
        return true;
    }

    private Map<String, List<Attribute>> instances(Map<String, List<Attribute>> all, Predicate<Attribute> admitted) {
        Map<String, List<Attribute>> kept = new LinkedHashMap<>();
        for (Map.Entry<String, List<Attribute>> attribute : all.entrySet()) {
            if (!attributes.admits(attribute.getKey())) {
                continue;
            }
            List<Attribute> instances = new ArrayList<>(attribute.getValue().size());
            for (Attribute instance : attribute.getValue()) {
                if (admitted.test(instance)) {
                    instances.add(withoutExcepted(instance));
                }
            }
            if (!instances.isEmpty()) {
                kept.put(attribute.getKey(), instances);
            }
        }
        return kept;
    }

    private Attribute withoutExcepted(Attribute instance) {
        if (attributes.except().isEmpty() || instance.attributes().isEmpty()) {
            return instance;
        }
        Map<String, List<Attribute>> inner = new LinkedHashMap<>();
        instance.attributes().forEach((name, instances) -> {
            if (!attributes.except().contains(name)) {
                inner.put(name, instances.stream().map(this::withoutExcepted).toList());
            }
        });
        return Instances.with(instance, inner);
    }

    private Entity reduced(Entity entity, List<String> shown, Map<String, List<Attribute>> kept) {
        return new Entity(
                entity.id(),
                shown,
                attributes.isAll() ? entity.scopes() : List.of(),
                entity.createdAt(),
                latest(kept),
                entity.expiresAt(),
                kept);
    }

    /** An entity with those instances only. */
    static Entity with(Entity entity, Predicate<Attribute> admitted) {
        return with(entity, entity.types(), OPEN.instances(entity.attributes(), admitted));
    }

    private static Entity with(Entity entity, List<String> types, Map<String, List<Attribute>> attributes) {
        return new Entity(
                entity.id(),
                types,
                entity.scopes(),
                entity.createdAt(),
                entity.modifiedAt(),
                entity.expiresAt(),
                attributes);
    }

    static @Nullable Instant latest(Map<String, List<Attribute>> attributes) {
        Instant latest = null;
        for (List<Attribute> instances : attributes.values()) {
            for (Attribute instance : instances) {
                Instant modified = instance.modifiedAt();
                if (modified != null && (latest == null || modified.isAfter(latest))) {
                    latest = modified;
                }
            }
        }
        return latest;
    }
}
