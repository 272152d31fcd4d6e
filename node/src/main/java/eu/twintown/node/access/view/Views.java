package eu.twintown.node.access.view;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.kernel.view.Area;
import eu.twintown.kernel.view.Groups;
import eu.twintown.kernel.view.Part;
import eu.twintown.kernel.view.Restriction;
import eu.twintown.store.Candidates;
import eu.twintown.store.Entities;
import eu.twintown.store.History;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The entities of this node as they look through a restriction.
 *
 * <p><b>Why the filter is tested on what is shown.</b> A query that were answered on the stored entities and cut down
 * afterwards would tell what is hidden: {@code q=salary>5000} by which entities come back, a geo query by distances to a
 * hidden place, a count by its number. So each entity is first made into what may be seen of it, and the whole filter is
 * tested on that. SQL is only asked for candidates, by conditions that everything meets that can match: types, boxes, ids
 * and, where values are shown as they are, indexed values. Candidates come some at a time, and no more of them are held.
 */
public final class Views {
    private final Entities entities;
    private final Evolutions evolutions;
    private final History history;
    private final AreaReads areas;

    public Views(Entities entities, History history, Places places, InstantSource clock) {
        this.entities = entities;
        this.history = history;
        this.evolutions = new Evolutions(history, clock);
        this.areas = new AreaReads(entities, evolutions, places, clock);
    }

    /** Where no areas are known that values could be put together by. */
    public static Views of(Entities entities, History history, InstantSource clock) {
        return new Views(entities, history, new Places(entities, Map.of()), clock);
    }

    /** One entity as it looks; empty where it may not be seen. */
    public Optional<Entity> get(String tenant, Restriction restriction, String id) {
        if (restriction.isNone()) {
            return entities.get(tenant, id);
        }
        Optional<Entity> found = entities.get(tenant, id)
                .flatMap(entity -> look(tenant, restriction, List.of(entity)).getFirst());
        return found.isPresent() || restriction.grouped().isEmpty()
                ? found
                : areas.current(tenant, restriction, AreaReads.byId(id)).stream()
                        .findFirst();
    }

    /** How an entity looks that is at hand, stored or not; an area's values are not made of one entity, so never. */
    public Optional<Entity> look(String tenant, Restriction restriction, Entity entity) {
        return restriction.isNone()
                ? Optional.of(entity)
                : look(tenant, restriction, List.of(entity)).getFirst();
    }

    /** The entities that match as they look, in the order of every answer; those that stand for areas come last. */
    public Entities.Page query(
            String tenant, Restriction restriction, EntityFilter asked, int limit, int offset, boolean count) {
        if (restriction.isNone()) {
            return entities.query(tenant, asked, limit, offset, count);
        }
        Optional<EntityFilter> askable = restriction.askable(asked);
        if (askable.isEmpty()) {
            return new Entities.Page(List.of(), count ? OptionalLong.of(0) : OptionalLong.empty());
        }
        EntityFilter filter = askable.get();
        Optional<Entities.Page> whole = Whole.query(entities, tenant, restriction, filter, limit, offset, count);
        if (whole.isPresent()) {
            return whole.get();
        }
        if (Kept.isFor(restriction, filter, offset, count)) {
            Optional<Entities.Page> kept = entities.kept(
                    tenant,
                    new Kept(restriction, filter),
                    () -> candidates(tenant, restriction, filter, Entities.ALL),
                    entity -> project(restriction.parts(), entity).filter(filter),
                    limit,
                    offset);
            if (kept.isPresent()) {
                return count ? kept.get() : new Entities.Page(kept.get().entities(), OptionalLong.empty());
            }
        }
        Pager pager = new Pager(limit, offset, count);
        each(tenant, restriction, filter, count ? Entities.ALL : (long) offset + limit, view -> {
            if (filter.test(view)) {
                pager.add(view);
            }
            return !pager.isDone();
        });
        return pager.page();
    }

    /** Gives every matching entity, as it looks, to {@code sink}. */
    public void scan(String tenant, Restriction restriction, EntityFilter filter, Consumer<Entity> sink) {
        if (restriction.isNone()) {
            entities.scan(tenant, filter, sink);
            return;
        }
        each(tenant, restriction, filter, Entities.ALL, view -> {
            if (filter.test(view)) {
                sink.accept(view);
            }
            return true;
        });
    }

    /**
     * The temporal evolution of an entity that exists, as it looks; empty where nothing of it may be seen.
     *
     * @param attributes expanded names that are asked for; empty = all
     */
    public Optional<Entity> evolution(
            String tenant, Restriction restriction, String id, List<String> attributes, TemporalQuery query) {
        if (restriction.isNone()) {
            return history.read(tenant, id, attributes, query);
        }
        return Groups.isGroup(id) && !restriction.grouped().isEmpty()
                ? areas.evolutions(tenant, restriction, AreaReads.byId(id), attributes, query).stream()
                        .findFirst()
                : entities.get(tenant, id)
                        .map(head -> evolutions.of(tenant, restriction, List.of(head), attributes, query))
                        .map(found -> found.get(id));
    }

    /** Gives the evolutions, as they look, of all entities that {@code filter} may match to {@code sink}, until it has enough. */
    public void evolutions(
            String tenant,
            Restriction restriction,
            EntityFilter filter,
            List<String> attributes,
            TemporalQuery query,
            Predicate<Entity> sink) {
        if (restriction.askable(filter).isEmpty()) {
            return;
        }
        if (!restriction.single().isEmpty()) {
            Candidates candidates = candidates(tenant, restriction, filter, Entities.ALL);
            while (!candidates.ended()) {
                List<Entity> heads = candidates.next();
                Map<String, Entity> found = evolutions.of(tenant, restriction, heads, attributes, query);
                for (Entity head : heads) {
                    Entity view = found.get(head.id());
                    if (view != null && filter.test(view) && !sink.test(view)) {
                        return;
                    }
                }
            }
        }
        for (Entity group : areas.evolutions(tenant, restriction, filter, attributes, query)) {
            if (filter.test(group) && !sink.test(group)) {
                return;
            }
        }
    }

    private void each(
            String tenant, Restriction restriction, EntityFilter filter, long wanted, Predicate<Entity> sink) {
        if (!restriction.single().isEmpty()
                && !single(tenant, restriction, candidates(tenant, restriction, filter, wanted), sink)) {
            return;
        }
        for (Entity group : areas.current(tenant, restriction, filter)) {
            if (!sink.test(group)) {
                return;
            }
        }
    }

    /** Gives what each candidate looks like to {@code sink}; tells whether it took all. */
    private boolean single(String tenant, Restriction restriction, Candidates candidates, Predicate<Entity> sink) {
        List<Part> parts = restriction.single();
        if (parts.stream().allMatch(Part::isExact)) {
            return candidates.each(
                    entity -> project(parts, entity).map(sink::test).orElse(true));
        }
        while (!candidates.ended()) {
            for (Optional<Entity> view : look(tenant, restriction, candidates.next())) {
                if (view.isPresent() && !sink.test(view.get())) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<Optional<Entity>> look(String tenant, Restriction restriction, List<Entity> batch) {
        List<Part> parts = restriction.single();
        if (parts.stream().allMatch(Part::isExact)) {
            return batch.stream().map(entity -> project(parts, entity)).toList();
        }
        List<List<Entity>> views = new ArrayList<>();
        batch.forEach(entity -> views.add(new ArrayList<>()));
        for (Part part : parts) {
            List<Optional<Entity>> shown = evolutions.look(tenant, part, batch);
            for (int i = 0; i < batch.size(); i++) {
                shown.get(i).ifPresent(views.get(i)::add);
            }
        }
        return views.stream().map(Restriction::merge).toList();
    }

    private static Optional<Entity> project(List<Part> parts, Entity entity) {
        return parts.size() == 1
                ? parts.getFirst().project(entity)
                : Restriction.merge(parts.stream()
                        .flatMap(part -> part.project(entity).stream())
                        .toList());
    }

    private Candidates candidates(String tenant, Restriction restriction, EntityFilter filter, long wanted) {
        List<Part> parts = restriction.parts();
        boolean exact = parts.stream().allMatch(Part::isExact);
        EntityFilter known = new EntityFilter(
                filter.ids(),
                filter.idPattern(),
                filter.types(),
                List.of(),
                exact ? filter.q() : Optional.empty(),
                exact ? filter.geo() : Optional.empty(),
                Optional.empty());
        List<BoundingBox> boxes = parts.size() == 1
                ? parts.getFirst().areas().stream().map(Area::box).toList()
                : List.of();
        return entities.candidates(tenant, known, boxes, types(parts), wanted);
    }

    /** Types of which every entity has one that any part shows; empty where it may have any. */
    static Optional<TypeSelection> types(List<Part> parts) {
        Set<String> types = new LinkedHashSet<>();
        for (Part part : parts) {
            if (part.types().only().isEmpty()) {
                return Optional.empty();
            }
            types.addAll(part.types().only().get());
        }
        return types.isEmpty() ? Optional.empty() : Optional.of(TypeSelection.anyOf(List.copyOf(types)));
    }
}
