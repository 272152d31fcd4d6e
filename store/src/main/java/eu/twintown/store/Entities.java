package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.query.EntityFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** The current state of all entities of all tenants. */
public final class Entities {

    /**
     * A change to one entity: a pure function from its state before (empty = none) to the change. It may be called more
     * than once, and rejects by throwing ProblemException.
     */
    public record Mutation(String id, Function<Optional<Entity>, EntityChange> rule) {}

    /**
     * What became of a mutation, after the commit.
     *
     * @param before the state it met
     * @param change what it did; empty where {@code failure} tells why it did nothing
     */
    public record Outcome(Optional<Entity> before, Optional<EntityChange> change, Optional<RuntimeException> failure) {}

    /**
     * A page of a query's result, in a stable order.
     *
     * @param total how many match in all, where it was asked for
     */
    public record Page(List<Entity> entities, OptionalLong total) {}

    /** Applies one mutation; returns when it is durable. Throws what the rule threw. */
    public EntityChange apply(String tenant, Mutation mutation) {
        throw new UnsupportedOperationException();
    }

    /** Applies mutations in their order (same id several times is fine); returns when all are durable. */
    public List<Outcome> applyAll(String tenant, List<Mutation> mutations) {
        throw new UnsupportedOperationException();
    }

    public Optional<Entity> get(String tenant, String id) {
        throw new UnsupportedOperationException();
    }

    /** The entities that match, skipping {@code offset}, at most {@code limit}; limit 0 with count gives only the total. */
    public Page query(String tenant, EntityFilter filter, int limit, int offset, boolean count) {
        throw new UnsupportedOperationException();
    }

    /** Streams all matching entities to {@code sink} from one snapshot, without holding them all in memory. */
    public void scan(String tenant, EntityFilter filter, Consumer<Entity> sink) {
        throw new UnsupportedOperationException();
    }

    /** Number of entities by expanded type. */
    public Map<String, Long> typeCounts(String tenant) {
        throw new UnsupportedOperationException();
    }

    /** Tenants that exist; the default tenant is the empty name and always exists. */
    public List<String> tenants() {
        throw new UnsupportedOperationException();
    }
}
