package eu.twintown.node.access.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.kernel.query.TemporalQuery.TimeProperty;
import eu.twintown.kernel.view.Area;
import eu.twintown.kernel.view.Averages;
import eu.twintown.kernel.view.Groups;
import eu.twintown.kernel.view.Part;
import eu.twintown.kernel.view.Restriction;
import eu.twintown.store.Candidates;
import eu.twintown.store.Entities;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parts of a restriction that show one value for all entities of an area: at present, and by periods. Of the entities
 * only those are read that count for an area which the query may match.
 */
final class AreaReads {
    private final Entities entities;
    private final Evolutions evolutions;
    private final Places places;
    private final InstantSource clock;

    AreaReads(Entities entities, Evolutions evolutions, Places places, InstantSource clock) {
        this.entities = entities;
        this.evolutions = evolutions;
        this.places = places;
        this.clock = clock;
    }

    /** Asks for the one with this id. */
    static EntityFilter byId(String id) {
        return new EntityFilter(
                List.of(id),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The values of areas at present: all that {@code asked} may match; it is still to be tested. */
    List<Entity> current(String tenant, Restriction restriction, EntityFilter asked) {
        List<Entity> all = new ArrayList<>();
        for (Part part : restriction.grouped()) {
            Groups groups = new Groups(part, places.of(tenant, part.level()), asked);
            Candidates candidates = candidates(tenant, part, asked, groups.box());
            while (!groups.isEmpty() && !candidates.ended()) {
                List<Entity> batch = candidates.next();
                List<Optional<Entity>> views = evolutions.look(tenant, part, batch);
                for (int i = 0; i < batch.size(); i++) {
                    Entity entity = batch.get(i);
                    views.get(i).ifPresent(view -> groups.add(entity, view));
                }
            }
            all.addAll(groups.entities());
        }
        return all;
    }

    /**
     * The values of areas by periods: all that {@code asked} may match; it is still to be tested. Things count for the area
     * in which they were, so where they are now does not tell which to read.
     *
     * @param attributes expanded names that are asked for; empty = all
     */
    List<Entity> evolutions(
            String tenant, Restriction restriction, EntityFilter asked, List<String> attributes, TemporalQuery query) {
        List<Entity> all = new ArrayList<>();
        if (query.timeProperty() != TimeProperty.OBSERVED_AT) {
            return all;
        }
        for (Part whole : restriction.grouped()) {
            Part part = whole.asked(attributes);
            Averages averages = new Averages(part.periods(), part.observed(), clock.instant());
            Groups groups = new Groups(part, places.of(tenant, part.level()), asked);
            Candidates candidates = candidates(tenant, part, asked, Optional.empty());
            while (!groups.isEmpty() && !candidates.ended()) {
                List<Entity> heads = candidates.next();
                Map<String, Entity> samples =
                        evolutions.samples(tenant, part, heads, attributes, Evolutions.wholePeriods(query, averages));
                Map<String, List<Attribute>> locations = evolutions.locations(tenant, heads);
                samples.forEach(
                        (id, sample) -> groups.add(locations.getOrDefault(id, List.of()), sample, averages, query));
            }
            groups.entities().forEach(group -> Evolutions.last(group, query).ifPresent(all::add));
        }
        return all;
    }

    private Candidates candidates(String tenant, Part part, EntityFilter asked, Optional<BoundingBox> box) {
        EntityFilter known = new EntityFilter(
                List.of(),
                Optional.empty(),
                asked.types(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<BoundingBox> boxes = Stream.concat(part.areas().stream().map(Area::box), box.stream())
                .toList();
        return entities.candidates(tenant, known, boxes, Views.types(List.of(part)), Entities.ALL);
    }
}
