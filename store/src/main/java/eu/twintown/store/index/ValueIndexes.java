package eu.twintown.store.index;

import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.store.database.Database;
import eu.twintown.store.database.StoreException;
import eu.twintown.store.dictionary.TypeSets;
import eu.twintown.store.index.ScanWatch.Pair;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indexes on the values of single attributes of single types, which spare a q that matches few of many entities the look at
 * all of them. Some are declared, others come and go by need.
 *
 * <p>Theory: an index lies over {@code value_key(doc, attribute)} (migration V0002), a function of the stored document
 * alone. So PostgreSQL keeps it true in the commit that changes the entity, whichever node writes; makes it beside the
 * writers; and knows by itself when it is whole. An answer never depends on it: keys give candidates, and every candidate
 * is tested by the q itself.
 *
 * <p>Concurrency: what the other nodes of a shared database have made or dropped is seen at the next look, some seconds
 * later. Until then a query is slower than it could be, not wrong. One thread of each node looks, builds and drops.
 */
public final class ValueIndexes {
    private static final Logger LOG = LoggerFactory.getLogger(ValueIndexes.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Database database;
    private final TypeSets types;
    private final InstantSource clock;
    private final ScanWatch watch;
    private final IndexBuilder builder;
    private final Map<Integer, LongAdder> uses = new ConcurrentHashMap<>();
    private final LongAdder allUses = new LongAdder();
    private final LongAdder scanned = new LongAdder();
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile IndexPolicy policy = IndexPolicy.DEFAULT;
    private volatile List<IndexRow> rows = List.of();
    private volatile Map<String, Map<Integer, Long>> sizes = Map.of();
    private volatile boolean closed;

    public ValueIndexes(Database database, TypeSets types, InstantSource clock) {
        this.database = database;
        this.types = types;
        this.clock = clock;
        this.watch = new ScanWatch(clock);
        this.builder = new IndexBuilder(database, types, clock);
        this.rows = database.repeatable(IndexRow::all);
        this.thread = Thread.ofPlatform().daemon().name("store-indexes").start(this::run);
    }

    /**
     * Says which indexes the configuration asks for; those that it no longer asks for are kept as if made on demand.
     * Returns at once, they are made in the background.
     *
     * @param declared expanded types and attributes: attributes by type
     * @throws StoreException where an attribute cannot have an index, such as createdAt
     */
    public void declare(Map<String, Set<String>> declared, IndexPolicy newPolicy) {
        declared.values().stream()
                .flatMap(Set::stream)
                .filter(attribute -> !IndexableTerm.isIndexable(attribute))
                .findFirst()
                .ifPresent(attribute -> {
                    throw new StoreException("there can be no value index on " + attribute);
                });
        policy = newPolicy;
        watch.follow(newPolicy);
        database.transaction(connection -> declare(connection, declared));
        refresh();
        wake.release();
    }

    private static int declare(Connection connection, Map<String, Set<String>> declared) throws SQLException {
        int changes = 0;
        for (Map.Entry<String, Set<String>> entry : declared.entrySet()) {
            for (String attribute : entry.getValue()) {
                changes += IndexRow.insert(connection, entry.getKey(), attribute, true);
            }
        }
        for (IndexRow row : IndexRow.all(connection)) {
            if (row.declared() && !declared.getOrDefault(row.type(), Set.of()).contains(row.attribute())) {
                changes += IndexRow.undeclare(connection, row.id());
            }
        }
        return changes;
    }

    /** All indexes that there are or are to be. */
    public List<ValueIndex> list() {
        refresh();
        Map<Integer, Long> bytes = builder.sizes();
        return rows.stream()
                .map(row -> new ValueIndex(
                        row.type(),
                        row.attribute(),
                        isReady(row),
                        row.declared(),
                        bytes.getOrDefault(row.id(), 0L),
                        row.uses() + pending(row.id()),
                        row.createdAt(),
                        row.usedAt()))
                .toList();
    }

    /** How many indexes queries can use, as known at the last look. */
    public long ready() {
        return rows.stream().filter(ValueIndexes::isReady).count();
    }

    /** How many indexes are to be made, as known at the last look. */
    public long waiting() {
        return rows.stream().filter(row -> !isReady(row)).count();
    }

    /** Queries of this node that an index answered, since it started. */
    public long uses() {
        return allUses.sum();
    }

    /** Entities that queries of this node looked at one by one, since it started. */
    public long scannedRows() {
        return scanned.sum();
    }

    public List<IndexRow> rows() {
        return rows;
    }

    /** About how many entities of these type sets a tenant has; of all where the list is empty. */
    public long about(String tenant, List<Integer> typeSets) {
        Map<Integer, Long> bySet = sizes.getOrDefault(tenant, Map.of());
        return (typeSets.isEmpty() ? bySet.keySet() : typeSets)
                .stream().mapToLong(set -> bySet.getOrDefault(set, 0L)).sum();
    }

    public void used(IndexCondition condition) {
        if (!condition.indexes().isEmpty()) {
            allUses.increment();
        }
        condition.indexes().forEach(id -> uses.computeIfAbsent(id, i -> new LongAdder())
                .increment());
    }

    public void scanned(long entities) {
        scanned.add(entities);
    }

    /** Watches a scan that an index may spare the next time. */
    public Optional<ScanWatch.Scan> watch(EntityFilter filter, List<IndexableTerm> terms) {
        return watch.begin(filter, terms);
    }

    /** One look at what is needed; the background thread does this every few seconds. */
    public synchronized void runOnce() {
        noteUses();
        dropUnused();
        addWanted();
        types.refresh();
        refresh();
        if (builder.isDue(rows)) {
            builder.build();
            refresh();
        }
    }

    public void close() {
        closed = true;
        builder.close();
        wake.release();
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (wake.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
                if (!closed) {
                    runSafely();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runSafely() {
        try {
            runOnce();
        } catch (RuntimeException e) {
            LOG.warn("value indexes could not be looked after; it is tried again later", e);
        }
    }

    private void refresh() {
        rows = database.repeatable(IndexRow::all);
        sizes = database.repeatable(ValueIndexes::readSizes);
    }

    private static Map<String, Map<Integer, Long>> readSizes(Connection connection) throws SQLException {
        String sql =
                "select tenant, subject, sum(amount)::bigint from tally where subject >= 0 group by tenant, subject";
        try (Statement select = connection.createStatement();
                ResultSet found = select.executeQuery(sql)) {
            Map<String, Map<Integer, Long>> sizes = new HashMap<>();
            while (found.next()) {
                sizes.computeIfAbsent(found.getString(1), tenant -> new HashMap<>())
                        .put(found.getInt(2), found.getLong(3));
            }
            return sizes;
        }
    }

    private void noteUses() {
        uses.forEach((id, adder) -> {
            long more = adder.sumThenReset();
            if (more > 0) {
                database.repeatable(connection -> IndexRow.use(connection, id, more));
            }
        });
    }

    private void dropUnused() {
        Instant oldest = clock.instant().minus(policy.unused());
        for (IndexRow row : rows) {
            if (!row.declared()
                    && row.usedAt().isBefore(oldest)
                    && row.createdAt().isBefore(oldest)) {
                LOG.info("value index on {} of {} is dropped: unused", row.attribute(), row.type());
                database.repeatable(connection -> dropUnused(connection, row.id(), oldest));
            }
        }
    }

    /** Another node may have used it meanwhile. */
    private static int dropUnused(Connection connection, int id, Instant oldest) throws SQLException {
        String sql = "delete from value_index where id = ? and not declared and used_at < ?";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setInt(1, id);
            delete.setTimestamp(2, java.sql.Timestamp.from(oldest));
            return delete.executeUpdate();
        }
    }

    private void addWanted() {
        for (Pair pair : watch.wanted()) {
            boolean known = rows.stream().anyMatch(row -> row.isOn(pair.type(), pair.attribute()));
            long made = rows.stream().filter(row -> !row.declared()).count();
            if (!known && made < policy.most()) {
                LOG.info("value index on {} of {} is made on demand", pair.attribute(), pair.type());
                database.repeatable(connection -> IndexRow.insert(connection, pair.type(), pair.attribute(), false));
                refresh();
            }
            watch.forget(pair);
        }
    }

    private long pending(int id) {
        LongAdder adder = uses.get(id);
        return adder == null ? 0 : adder.sum();
    }

    private static boolean isReady(IndexRow row) {
        return !row.covers().isEmpty();
    }
}
