package eu.twintown.node.federation;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions of entities that the sources of one request gave. For one thread. */
final class Versions {
    private final List<Forward> forwards;
    private final Map<String, Map<String, Entity>> bySource = new HashMap<>();

    /** The order of {@code forwards} decides where versions are equally recent. */
    Versions(List<Forward> forwards) {
        this.forwards = forwards;
    }

    /** Takes in what a source gave; gives the ids. */
    List<String> put(String source, List<Entity> entities) {
        Map<String, Entity> known = bySource.computeIfAbsent(source, s -> new HashMap<>());
        entities.forEach(entity -> known.put(entity.id(), entity));
        return entities.stream().map(Entity::id).toList();
    }

    boolean has(String source, String id) {
        return bySource.getOrDefault(source, Map.of()).containsKey(id);
    }

    /** The entity that its versions make; empty where there is none, or where together they no longer fit the filter. */
    Optional<Entity> merged(String id, EntityFilter filter, Instant now) {
        List<EntityMerge.Part> parts = new ArrayList<>();
        boolean recheck = true;
        Entity here = bySource.getOrDefault(EntityMap.LOCAL, Map.of()).get(id);
        if (here != null) {
            parts.add(new EntityMerge.Part(here, false));
        }
        for (Forward forward : forwards) {
            Entity there =
                    bySource.getOrDefault(forward.registration().id(), Map.of()).get(id);
            if (there != null) {
                parts.add(SourceRound.part(forward, there));
                recheck &= forward.recheck();
            }
        }
        boolean onlyHere = here != null && parts.size() == 1;
        boolean check = recheck && !onlyHere;
        return EntityMerge.merge(parts, now).filter(entity -> !check || filter.test(entity));
    }
}
