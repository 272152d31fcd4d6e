package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.store.database.Database;
import eu.twintown.store.database.Micros;
import eu.twintown.store.dictionary.Tenants;
import eu.twintown.store.dictionary.TypeSets;
import eu.twintown.store.index.ValueIndexes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The current state of all entities of all tenants. */
public final class Entities {
    /** As a number of matches: all of them. */
    public static final long ALL = Long.MAX_VALUE / 4;

    /**
     * A change to one entity: a pure function from its state before (empty = none) to the change. It may be called more
     * than once, and rejects by throwing ProblemException.
     *
     * @param creates whether the entity is expected to be new: a hint that saves reading it, and costs a repetition where
     *     it is wrong
     * @param past what goes into the history only, by the same state before; what the history has already is left out
     */
    public record Mutation(
            String id,
            Function<Optional<Entity>, EntityChange> rule,
            boolean creates,
            Function<Optional<Entity>, PastInstances> past) {

        public Mutation(String id, Function<Optional<Entity>, EntityChange> rule, boolean creates) {
            this(id, rule, creates, before -> PastInstances.NONE);
        }

        public Mutation(String id, Function<Optional<Entity>, EntityChange> rule) {
            this(id, rule, false);
        }
    }

    /**
     * What became of a mutation, after the commit.
     *
     * @param before the state it met
     * @param change what it did; empty where {@code failure} tells why it did nothing
     * @param past how many instances came into the history only
     */
    public record Outcome(
            Optional<Entity> before, Optional<EntityChange> change, Optional<RuntimeException> failure, int past) {

        Outcome withPast(int count) {
            return new Outcome(before, change, failure, count);
        }
    }

    /**
     * A page of a query's result, in a stable order.
     *
     * @param total how many match in all, where it was asked for
     */
    public record Page(List<Entity> entities, OptionalLong total) {}

    private final Database database;
    private final Batcher batcher;
    private final PointReads reads;
    private final RecentEntities recent;
    private final TypeSets types;
    private final Tenants tenants;
    private final EntityQueries queries;
    private final KeptMatches kept;

    Entities(
            Database database,
            Batcher batcher,
            PointReads reads,
            RecentEntities recent,
            TypeSets types,
            Tenants tenants,
            ValueIndexes indexes,
            KeptMatches kept) {
        this.database = database;
        this.batcher = batcher;
        this.reads = reads;
        this.recent = recent;
        this.types = types;
        this.tenants = tenants;
        this.queries = new EntityQueries(database, types, indexes);
        this.kept = kept;
    }

    /** Applies one mutation; returns when it is durable. Throws what the rule threw. */
    public EntityChange apply(String tenant, Mutation mutation) {
        Outcome outcome = batcher.apply(tenant, List.of(mutation)).getFirst();
        if (outcome.failure().isPresent()) {
            throw outcome.failure().get();
        }
        return outcome.change().orElseThrow();
    }

    /**
     * Applies mutations in their order (same id several times is fine); returns when all are durable. Each stands for
     * itself: one that is rejected does not keep the others from being done. Lists of up to 1,024 are one commit.
     */
    public List<Outcome> applyAll(String tenant, List<Mutation> mutations) {
        return mutations.isEmpty() ? List.of() : batcher.apply(tenant, mutations);
    }

    public Optional<Entity> get(String tenant, String id) {
        return recent.get(tenant, id, reads::get);
    }

    /** The entities that match, skipping {@code offset}, at most {@code limit}; limit 0 with count gives only the total. */
    public Page query(String tenant, EntityFilter filter, int limit, int offset, boolean count) {
        return queries.page(tenant, filter, limit, offset, count);
    }

    /**
     * The entities that may match, found by what SQL can tell of the filter: ids, types, places and indexed values. Nothing
     * that matches is left out; the rest of the filter is not tested.
     *
     * @param within boxes that the geometry of each must share a point with
     * @param among types of which each must have one; empty = any
     * @param wanted how many matches will be wanted, with those that are skipped; {@link #ALL} for all
     */
    public Candidates candidates(
            String tenant, EntityFilter filter, List<BoundingBox> within, Optional<TypeSelection> among, long wanted) {
        return queries.candidates(tenant, filter, within, among, wanted);
    }

    /**
     * A page, with the total, of the entities that match a question which SQL cannot tell; from a list of them that is kept
     * in memory, and brought up to date by what has changed since. Empty where none is kept: too few entities are looked at
     * for it to be worthwhile, or too many match.
     *
     * @param question equal for what has equal answers as long as no entity changes; kept, so it must be small
     * @param candidates gives all entities that may match
     * @param look how an entity looks; empty where it does not match. Depends on nothing but the entity
     */
    public Optional<Page> kept(
            String tenant,
            Object question,
            Supplier<Candidates> candidates,
            Function<Entity, Optional<Entity>> look,
            int limit,
            int offset) {
        return kept.page(tenant, new KeptMatches.Question(question, candidates, look), limit, offset);
    }

    /** Streams all matching entities to {@code sink} from one snapshot, without holding them all in memory. */
    public void scan(String tenant, EntityFilter filter, Consumer<Entity> sink) {
        queries.scan(tenant, filter, sink);
    }

    /** Number of entities by expanded type. */
    public Map<String, Long> typeCounts(String tenant) {
        Map<Integer, Long> bySet = database.repeatable(connection -> {
            Map<Integer, Long> counts = new HashMap<>();
            String sql =
                    "select subject, sum(amount)::bigint from tally where tenant = ? and subject >= 0 group by subject";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, tenant);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        counts.put(rows.getInt(1), rows.getLong(2));
                    }
                }
            }
            return counts;
        });
        if (bySet.keySet().stream().anyMatch(set -> set > types.highest())) {
            types.refresh();
        }
        Map<String, Long> byType = new TreeMap<>();
        bySet.forEach((set, amount) -> {
            if (amount != 0) {
                types.all().getOrDefault(set, List.of()).forEach(type -> byType.merge(type, amount, Long::sum));
            }
        });
        return byType;
    }

    /** Tenants that exist; the default tenant is the empty name and always exists. */
    public List<String> tenants() {
        return tenants.all();
    }

    /** Deletes transient entities whose time has come (clause 4.22), as a change like any other; gives their number. */
    int deleteExpired() {
        Map<String, List<String>> expired = database.repeatable(Entities::expired);
        Instant now = Instant.now();
        expired.forEach((tenant, ids) -> applyAll(
                tenant,
                ids.stream()
                        .map(id -> new Mutation(id, before -> ending(before, now)))
                        .toList()));
        return expired.values().stream().mapToInt(List::size).sum();
    }

    private static Map<String, List<String>> expired(Connection connection) throws SQLException {
        Map<String, List<String>> found = new HashMap<>();
        String sql = "select tenant, id from entity where expires <= ? order by expires limit 10000";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, Micros.of(Instant.now()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(rows.getString(1), tenant -> new ArrayList<>())
                            .add(rows.getString(2));
                }
            }
        }
        return found;
    }

    /** Deletes what is still expired; it may have been prolonged or deleted meanwhile. */
    private static EntityChange ending(Optional<Entity> before, Instant now) {
        Instant end = before.isPresent() ? before.get().expiresAt() : null;
        return end != null && !end.isAfter(now)
                ? new EntityChange(Optional.empty(), before.get().attributes().keySet(), List.of())
                : new EntityChange(before, Set.of(), List.of());
    }
}
