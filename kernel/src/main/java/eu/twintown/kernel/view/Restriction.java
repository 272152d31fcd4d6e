package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody may see: what any one of the parts shows. Everything that is asked for, counted, ordered or said to be
 * there is so among the entities as they look through it, as if there were no others.
 *
 * @param parts alternatives, those with the finer values first; none = nothing may be seen
 */
public record Restriction(List<Part> parts) {
    /** Everything may be seen. */
    public static final Restriction NONE = new Restriction(List.of(Part.OPEN));

    public Restriction {
        parts = List.copyOf(parts);
    }

    public boolean isNone() {
        return this == NONE || parts.contains(Part.OPEN);
    }

    /** The filter without conditions that nothing can match which may be seen; empty where it can match nothing at all. */
    public Optional<EntityFilter> askable(EntityFilter filter) {
        return new Askable(parts).filter(filter);
    }

    /** The parts that show each entity for itself. */
    public List<Part> single() {
        return parts.stream().filter(part -> part.level() == Level.EXACT).toList();
    }

    /** The parts that show one value for all entities of an area. */
    public List<Part> grouped() {
        return parts.stream().filter(part -> part.level() != Level.EXACT).toList();
    }

    /** What two or more parts show of one entity, together: of each attribute what the first shows that shows it. */
    public static Optional<Entity> merge(List<Entity> views) {
        if (views.size() < 2) {
            return views.stream().findFirst();
        }
        Entity first = views.getFirst();
        Set<String> types = new LinkedHashSet<>();
        Set<String> scopes = new LinkedHashSet<>();
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        Instant modified = null;
        for (Entity view : views) {
            types.addAll(view.types());
            scopes.addAll(view.scopes());
            view.attributes().forEach(attributes::putIfAbsent);
            Instant at = view.modifiedAt();
            modified = modified == null || at != null && at.isAfter(modified) ? at : modified;
        }
        return Optional.of(new Entity(
                first.id(),
                new ArrayList<>(types),
                new ArrayList<>(scopes),
                first.createdAt(),
                modified,
                first.expiresAt(),
                attributes));
    }
}
