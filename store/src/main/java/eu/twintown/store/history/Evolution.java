package eu.twintown.store.history;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.kernel.query.TemporalQuery.TimeProperty;
import eu.twintown.store.database.Micros;
import eu.twintown.store.dictionary.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the samples of one entity that a temporal query asks for (clauses 4.11 and 5.7.3). */
final class Evolution {

    private record Seen(long time, Sample sample, Attribute instance) {}

    private static final Comparator<Seen> IN_TIME = Comparator.comparingLong(Seen::time)
            .thenComparingLong(seen -> seen.sample().seq())
            .thenComparingInt(seen -> seen.sample().place());

    private final TemporalQuery query;
    private final Map<Integer, List<Seen>> series = new LinkedHashMap<>();

    Evolution(TemporalQuery query) {
        this.query = query;
    }

    void add(int attribute, List<Sample> samples) {
        for (Sample sample : samples) {
            Attribute instance = sample.instance();
            if (matches(sample, instance)) {
                long time = query.timeProperty() == TimeProperty.OBSERVED_AT
                        ? Sample.seen(instance, sample.at())
                        : sample.at();
                series.computeIfAbsent(attribute, number -> new ArrayList<>()).add(new Seen(time, sample, instance));
            }
        }
    }

    /** The entity with its instances; empty where there is nothing to show. */
    Optional<Entity> entity(String id, Optional<Entity> head, Terms terms) {
        if (series.isEmpty() && (head.isEmpty() || query.relation().isPresent())) {
            return Optional.empty();
        }
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        series.forEach((attribute, seen) -> attributes.put(terms.name(attribute), instances(seen)));
        Entity known = head.orElseGet(() -> new Entity(id, List.of(), Map.of()));
        return Optional.of(new Entity(
                id,
                known.types(),
                known.scopes(),
                known.createdAt(),
                known.modifiedAt(),
                known.expiresAt(),
                attributes));
    }

    private List<Attribute> instances(List<Seen> seen) {
        boolean newestFirst = query.lastN() > 0;
        seen.sort(newestFirst ? IN_TIME.reversed() : IN_TIME);
        return seen.stream()
                .limit(newestFirst ? query.lastN() : Long.MAX_VALUE)
                .map(Seen::instance)
                .toList();
    }

    private boolean matches(Sample sample, Attribute instance) {
        if (query.timeProperty() == TimeProperty.DELETED_AT) {
            return Sample.isDeletion(instance) && query.test(Micros.instant(sample.at()));
        }
        return query.test(instance);
    }
}
