package eu.twintown.node.context;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.store.Entities;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The batch operations (ETSI GS CIM 009 V1.9.1, clauses 5.6.7 to 5.6.10 and 5.6.20): every entity succeeds or fails by
 * itself, and all that succeeded is durable when they return.
 */
public final class BatchWrites {

    /** What is done to each entity. */
    @FunctionalInterface
    interface Rule {
        EntityChange apply(Optional<Entity> before, Entity given, Instant now);
    }

    /** An entity that failed, and why. */
    record Failure(String id, Problem problem) {}

    /**
     * What became of a batch.
     *
     * @param created ids of the entities that did not exist before
     * @param changed ids of those that did
     */
    record Result(List<String> created, List<String> changed, List<Failure> failures) {}

    private final Entities entities;
    private final Tenants tenants;
    private final InstantSource clock;

    public BatchWrites(Entities entities, InstantSource clock) {
        this.entities = entities;
        this.tenants = new Tenants(entities);
        this.clock = clock;
    }

    /** For the operations that may begin a tenant (clause 5.5.10). */
    Result applyCreating(String tenant, List<BatchBody.Item> items, Rule rule) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Result result = new Result(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Entities.Mutation> mutations = new ArrayList<>(items.size());
        for (BatchBody.Item item : items) {
            item.problem().ifPresent(problem -> result.failures.add(new Failure(item.id(), problem)));
            item.entity()
                    .ifPresent(entity -> mutations.add(
                            new Entities.Mutation(entity.id(), before -> rule.apply(before, entity, now))));
        }
        apply(tenant, mutations, result);
        return result;
    }

    /** For the operations that need a tenant to be there. */
    Result apply(String tenant, List<BatchBody.Item> items, Rule rule) {
        tenants.requireExists(tenant);
        return applyCreating(tenant, items, rule);
    }

    Result delete(String tenant, List<String> ids) {
        tenants.requireExists(tenant);
        Result result = new Result(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Entities.Mutation> mutations = ids.stream()
                .map(id -> new Entities.Mutation(id, EntityChange::delete))
                .toList();
        apply(tenant, mutations, result);
        return result;
    }

    private void apply(String tenant, List<Entities.Mutation> mutations, Result result) {
        if (mutations.isEmpty()) {
            return;
        }
        List<Entities.Outcome> outcomes = entities.applyAll(tenant, mutations);
        for (int i = 0; i < outcomes.size(); i++) {
            String id = mutations.get(i).id();
            Entities.Outcome outcome = outcomes.get(i);
            if (outcome.failure().isPresent()) {
                result.failures.add(new Failure(id, problem(outcome.failure().get())));
            } else if (outcome.before().isPresent()) {
                result.changed.add(id);
            } else {
                result.created.add(id);
            }
        }
    }

    /** What the caller sees of a failure; anything unforeseen is a fault of the whole request. */
    private static Problem problem(RuntimeException failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        throw failure;
    }
}
