package eu.twintown.node.context;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.store.Entities;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The operations that change one entity (ETSI GS CIM 009 V1.9.1, clauses 5.6.1 to 5.6.6 and 5.6.17 to 5.6.19). Each
 * returns when the change is durable.
 */
public final class EntityWrites {

    /**
     * Which entity is meant.
     *
     * @param types where given, the entity must be of them, or it counts as not there
     */
    record Target(String tenant, String id, Optional<TypeSelection> types) {}

    private final Entities entities;
    private final Tenants tenants;
    private final InstantSource clock;

    public EntityWrites(Entities entities, InstantSource clock) {
        this.entities = entities;
        this.tenants = new Tenants(entities);
        this.clock = clock;
    }

    /** Clause 5.6.1. */
    EntityChange create(String tenant, Entity entity) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return entities.apply(
                tenant, new Entities.Mutation(entity.id(), before -> EntityChange.create(before, entity, now), true));
    }

    /** Clause 5.6.3. */
    EntityChange append(Target target, Entity fragment, boolean overwrite) {
        return change(target, (before, now) -> EntityChange.append(before, fragment, overwrite, now));
    }

    /** Clause 5.6.2. */
    EntityChange update(Target target, Entity fragment) {
        return change(target, (before, now) -> EntityChange.update(before, fragment, now));
    }

    /** Clause 5.6.17. */
    EntityChange merge(Target target, Entity fragment) {
        return change(target, (before, now) -> EntityChange.merge(before, fragment, now));
    }

    /** Clause 5.6.18. */
    EntityChange replace(Target target, Entity entity) {
        return change(target, (before, now) -> EntityChange.replace(before, entity, now));
    }

    /** Clause 5.6.6. */
    EntityChange delete(Target target) {
        return change(target, (before, now) -> EntityChange.delete(before));
    }

    /** Clause 5.6.4. */
    EntityChange updateAttribute(Target target, String name, Attribute fragment) {
        return change(target, (before, now) -> EntityChange.updateAttribute(before, name, fragment, now));
    }

    /** Clause 5.6.19. */
    EntityChange replaceAttribute(Target target, String name, Attribute attribute) {
        return change(target, (before, now) -> EntityChange.replaceAttribute(before, name, attribute, now));
    }

    /** Clause 5.6.5. */
    EntityChange deleteAttribute(Target target, String name, Optional<String> datasetId, boolean all) {
        return change(target, (before, now) -> EntityChange.deleteAttribute(before, name, datasetId, all, now));
    }

    private EntityChange change(Target target, BiFunction<Optional<Entity>, Instant, EntityChange> rule) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            return entities.apply(
                    target.tenant(),
                    new Entities.Mutation(target.id(), before -> rule.apply(existing(target, before), now)));
        } catch (ProblemException e) {
            if (e.problem().type() == ProblemType.RESOURCE_NOT_FOUND) {
                tenants.requireExists(target.tenant());
            }
            throw e;
        }
    }

    private static Optional<Entity> existing(Target target, Optional<Entity> before) {
        Optional<Entity> meant =
                before.filter(entity -> target.types().map(t -> t.test(entity)).orElse(true));
        if (meant.isEmpty()) {
            throw notFound(target.id());
        }
        return meant;
    }

    static ProblemException notFound(String id) {
        return new ProblemException(new Problem(
                ProblemType.RESOURCE_NOT_FOUND, "There is no entity " + id + " here", Map.of("entityId", id)));
    }
}
