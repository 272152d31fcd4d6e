package eu.twintown.node.catalogue;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks at the store to tell what it holds of each type: how many, where, from when to when. An answer is kept for a
 * minute, because it takes a walk over all entities; the earliest observation is looked up in the history of a few
 * entities of each type and kept.
 */
public final class LiveHoldings implements Supplier<List<Holding>> {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int HISTORIES_PER_TYPE = 5;

    private final Store store;
    private final InstantSource clock;
    private List<Holding> known = List.of();
    private Instant knownAt = Instant.MIN;

    /** What one walk gathers about a type. */
    private static final class Tally {
        private long count;
        private Holding.@Nullable Area area;
        private @Nullable Instant last;
        private @Nullable Instant first;
        private int histories;
    }

    public LiveHoldings(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public synchronized List<Holding> get() {
        Instant now = clock.instant();
        if (knownAt.isBefore(now.minus(FRESH))) {
            known = look();
            knownAt = now;
        }
        return known;
    }

    private List<Holding> look() {
        Map<String, Tally> tallies = new TreeMap<>();
        store.entities().scan("", EntityFilter.ALL, entity -> entity.types()
                .forEach(type -> add(tallies.computeIfAbsent(type, key -> new Tally()), entity)));
        return tallies.entrySet().stream()
                .map(entry -> holding(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void add(Tally tally, Entity entity) {
        tally.count++;
        Optional<Instant> last = observations(entity).max(Comparator.naturalOrder());
        if (last.isPresent()) {
            tally.last = later(tally.last, last.get());
            Optional<Instant> first = tally.histories++ < HISTORIES_PER_TYPE ? earliest(entity.id()) : last;
            tally.first = earlier(tally.first, first.orElse(last.get()));
        }
        entity.attributes().values().forEach(instances -> instances.stream()
                .filter(instance -> instance.kind() == AttributeKind.GEO_PROPERTY)
                .forEach(instance -> addPositions(tally, instance.value().path("coordinates"))));
    }

    private Optional<Instant> earliest(String id) {
        return store.history().read("", id, List.of(), TemporalQuery.ALL).flatMap(history -> observations(history)
                .min(Comparator.naturalOrder()));
    }

    private static Stream<Instant> observations(Entity entity) {
        return entity.attributes().values().stream().flatMap(List::stream).flatMap(LiveHoldings::observation);
    }

    private static Stream<Instant> observation(Attribute attribute) {
        return TemporalQuery.timeOf(attribute, TemporalQuery.TimeProperty.OBSERVED_AT).stream();
    }

    /** Walks nested arrays of a geometry's coordinates down to positions. */
    private static void addPositions(Tally tally, JsonNode coordinates) {
        if (coordinates.size() >= 2 && coordinates.get(0).isNumber()) {
            double longitude = coordinates.get(0).doubleValue();
            double latitude = coordinates.get(1).doubleValue();
            Holding.Area area = tally.area;
            tally.area = area == null
                    ? new Holding.Area(longitude, latitude, longitude, latitude)
                    : area.with(longitude, latitude);
        } else {
            coordinates.forEach(part -> addPositions(tally, part));
        }
    }

    private static Holding holding(String type, Tally tally) {
        return new Holding(
                type,
                tally.count,
                Optional.ofNullable(tally.area),
                Optional.ofNullable(tally.first),
                Optional.ofNullable(tally.last));
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
