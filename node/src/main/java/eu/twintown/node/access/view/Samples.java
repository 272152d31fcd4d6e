package eu.twintown.node.access.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.kernel.query.TemporalQuery.Relation;
import eu.twintown.kernel.query.TemporalQuery.TimeProperty;
import eu.twintown.kernel.view.Averages;
import eu.twintown.kernel.view.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What averages over the last period are made of: values that tell when they were observed by that time, the others by when
 * they came.
 */
record Samples(Map<String, Entity> observed, Map<String, Entity> states) {

    /** Reads what some entities need, where they need it. */
    static Samples read(
            Evolutions evolutions,
            String tenant,
            Part part,
            Averages averages,
            List<Entity> batch,
            List<Optional<Entity>> shown) {
        return new Samples(
                read(
                        evolutions,
                        tenant,
                        part,
                        averages,
                        needing(averages, batch, shown, Averages::needsObserved),
                        true),
                read(
                        evolutions,
                        tenant,
                        part,
                        averages,
                        needing(averages, batch, shown, Averages::needsStates),
                        false));
    }

    private static List<Entity> needing(
            Averages averages, List<Entity> batch, List<Optional<Entity>> shown, BiPredicate<Averages, Entity> needs) {
        List<Entity> needing = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (shown.get(i).filter(view -> needs.test(averages, view)).isPresent()) {
                needing.add(batch.get(i));
            }
        }
        return needing;
    }

    private static Map<String, Entity> read(
            Evolutions evolutions, String tenant, Part part, Averages averages, List<Entity> heads, boolean observed) {
        TemporalQuery lastPeriod = new TemporalQuery(
                Optional.of(Relation.BETWEEN),
                Optional.of(averages.start()),
                Optional.of(averages.end()),
                observed ? TimeProperty.OBSERVED_AT : TimeProperty.MODIFIED_AT,
                0);
        return evolutions.samples(tenant, part, heads, List.of(), lastPeriod);
    }

    /** All samples of an entity, each once. */
    Optional<Entity> of(String id) {
        Entity one = observed.get(id);
        Entity other = states.get(id);
        if (one == null || other == null) {
            return Optional.ofNullable(one == null ? other : one);
        }
        Map<String, List<Attribute>> both = new LinkedHashMap<>(one.attributes());
        other.attributes().forEach((name, instances) -> {
            List<Attribute> all = new ArrayList<>(both.getOrDefault(name, List.of()));
            instances.stream().filter(state -> state.observedAt() == null).forEach(all::add);
            both.put(name, all);
        });
        return Optional.of(new Entity(id, one.types(), both));
    }
}
