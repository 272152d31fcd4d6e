package eu.twintown.node.access.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.kernel.query.TemporalQuery.Relation;
import eu.twintown.kernel.query.TemporalQuery.TimeProperty;
import eu.twintown.kernel.view.Averages;
import eu.twintown.kernel.view.Part;
import eu.twintown.kernel.view.Restriction;
import eu.twintown.kernel.view.Track;
import eu.twintown.store.History;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The history as it looks through a restriction; of entities that exist. */
final class Evolutions {
    private final History history;
    private final InstantSource clock;

    Evolutions(History history, InstantSource clock) {
        this.history = history;
        this.clock = clock;
    }

    /**
     * Temporal evolutions by id; without those of which nothing is shown.
     *
     * @param heads the entities as they are at present, nothing left out
     * @param attributes expanded names that are asked for; empty = all
     */
    Map<String, Entity> of(
            String tenant, Restriction restriction, List<Entity> heads, List<String> attributes, TemporalQuery query) {
        Map<String, List<Entity>> views = new LinkedHashMap<>();
        for (Part part : restriction.single()) {
            view(tenant, part, heads, attributes, query)
                    .forEach((id, view) ->
                            views.computeIfAbsent(id, i -> new ArrayList<>()).add(view));
        }
        Map<String, Entity> merged = new LinkedHashMap<>();
        views.forEach((id, list) -> Restriction.merge(list).ifPresent(entity -> merged.put(id, entity)));
        return merged;
    }

    /** What one part shows of each at present, its history read for all of them at once. */
    List<Optional<Entity>> look(String tenant, Part part, List<Entity> batch) {
        List<Optional<Entity>> shown = batch.stream().map(part::project).toList();
        if (part.period().isEmpty()) {
            return shown;
        }
        Averages averages = new Averages(part.period().get(), part.observed(), clock.instant());
        Samples samples = Samples.read(this, tenant, part, averages, batch, shown);
        return shown.stream()
                .map(view -> view.flatMap(entity -> averages.current(entity, samples.of(entity.id()))))
                .toList();
    }

    /** What one part shows of the samples of these entities, without averages: for those that are made of them. */
    Map<String, Entity> samples(
            String tenant, Part part, List<Entity> heads, List<String> attributes, TemporalQuery query) {
        List<String> shown =
                attributes.stream().filter(part.attributes()::admits).toList();
        if (heads.isEmpty() || !attributes.isEmpty() && shown.isEmpty()) {
            return Map.of();
        }
        List<String> names =
                shown.isEmpty() ? part.attributes().only().map(List::copyOf).orElse(List.of()) : shown;
        List<String> ids = heads.stream().map(Entity::id).toList();
        Map<String, Entity> stored = history.readAll(tenant, ids, names, query);
        Map<String, List<Attribute>> places = part.areas().isEmpty() ? Map.of() : locations(tenant, heads);
        Map<String, Entity> samples = new LinkedHashMap<>();
        for (Entity head : heads) {
            Entity evolution = stored.get(head.id());
            if (evolution != null) {
                part.projectEvolution(head, evolution, placed(part, places.getOrDefault(head.id(), List.of())))
                        .ifPresent(view -> samples.put(head.id(), view));
            }
        }
        return samples;
    }

    private static Predicate<Attribute> placed(Part part, List<Attribute> locations) {
        return part.areas().isEmpty() ? instance -> true : new Track(locations, part.areas());
    }

    /** All that is known of where each of these was. */
    Map<String, List<Attribute>> locations(String tenant, List<Entity> heads) {
        List<String> ids = heads.stream().map(Entity::id).toList();
        Map<String, Entity> places = history.readAll(tenant, ids, List.of(Representation.LOCATION), TemporalQuery.ALL);
        Map<String, List<Attribute>> locations = new LinkedHashMap<>();
        heads.forEach(head -> locations.put(head.id(), locations(head, Optional.ofNullable(places.get(head.id())))));
        return locations;
    }

    private static List<Attribute> locations(Entity head, Optional<Entity> places) {
        List<Attribute> locations = new ArrayList<>(head.attributes().getOrDefault(Representation.LOCATION, List.of()));
        places.ifPresent(past -> locations.addAll(past.attributes().getOrDefault(Representation.LOCATION, List.of())));
        return locations;
    }

    private Map<String, Entity> view(
            String tenant, Part part, List<Entity> heads, List<String> attributes, TemporalQuery query) {
        // How many are wanted is decided among those that are shown.
        TemporalQuery all =
                new TemporalQuery(query.relation(), query.timeAt(), query.endTimeAt(), query.timeProperty(), 0);
        Map<String, Entity> views = new LinkedHashMap<>();
        if (part.period().isEmpty()) {
            samples(tenant, part, heads, attributes, all)
                    .forEach((id, view) -> last(view, query).ifPresent(entity -> views.put(id, entity)));
        } else if (query.timeProperty() == TimeProperty.OBSERVED_AT) {
            Averages averages = new Averages(part.period().get(), part.observed(), clock.instant());
            samples(tenant, part, heads, attributes, wholePeriods(query, averages))
                    .forEach((id, view) -> averages.evolution(view)
                            .flatMap(averaged -> keep(averaged, query))
                            .flatMap(averaged -> last(averaged, query))
                            .ifPresent(entity -> views.put(id, entity)));
        }
        return views;
    }

    /** The query, widened to whole periods: what is observed in one counts for all of it. */
    static TemporalQuery wholePeriods(TemporalQuery query, Averages averages) {
        Optional<Instant> start = query.timeAt().map(averages::floor);
        Optional<Instant> end =
                query.relation().filter(Relation.BEFORE::equals).isPresent() ? query.timeAt() : query.endTimeAt();
        Optional<Instant> wholeEnd = end.map(averages::after);
        return query.relation()
                .map(relation -> switch (relation) {
                    case AFTER ->
                        new TemporalQuery(query.relation(), start, Optional.empty(), TimeProperty.OBSERVED_AT, 0);
                    case BEFORE ->
                        new TemporalQuery(query.relation(), wholeEnd, Optional.empty(), TimeProperty.OBSERVED_AT, 0);
                    case BETWEEN -> new TemporalQuery(query.relation(), start, wholeEnd, TimeProperty.OBSERVED_AT, 0);
                })
                .orElse(TemporalQuery.ALL);
    }

    private static Optional<Entity> keep(Entity averaged, TemporalQuery query) {
        return with(averaged, instances -> instances.stream().filter(query).toList());
    }

    /** The newest ones, newest first, where the query wants only some of each attribute. */
    static Optional<Entity> last(Entity view, TemporalQuery query) {
        return query.lastN() == 0
                ? Optional.of(view)
                : with(view, instances -> instances.reversed().stream()
                        .limit(query.lastN())
                        .toList());
    }

    private static Optional<Entity> with(Entity entity, UnaryOperator<List<Attribute>> change) {
        Map<String, List<Attribute>> changed = new LinkedHashMap<>();
        entity.attributes().forEach((name, instances) -> {
            List<Attribute> kept = change.apply(instances);
            if (!kept.isEmpty()) {
                changed.put(name, kept);
            }
        });
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Entity(
                        entity.id(),
                        entity.types(),
                        entity.scopes(),
                        entity.createdAt(),
                        entity.modifiedAt(),
                        entity.expiresAt(),
                        changed));
    }
}
