package eu.twintown.node.acquisition;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.store.Entities;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Where mapped entities go.
 *
 * @param apply applies mutations of a tenant in their order; returns when they are durable
 * @param get the present state of an entity of a tenant
 */
public record EntityTarget(
        BiFunction<String, List<Entities.Mutation>, List<Entities.Outcome>> apply,
        BiFunction<String, String, Optional<Entity>> get) {

    /** The store itself. */
    public static EntityTarget of(Entities entities) {
        return new EntityTarget(entities::applyAll, entities::get);
    }
}
