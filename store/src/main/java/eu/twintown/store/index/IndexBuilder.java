package eu.twintown.store.index;

import eu.twintown.store.database.Database;
import eu.twintown.store.database.Failures;
import eu.twintown.store.dictionary.TypeSets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the indexes in the database to what the table value_index says, without keeping writers out (CREATE INDEX
 * CONCURRENTLY). One node at a time does so, by an advisory lock that ends with its connection; it is only ever tried for,
 * since whoever waits inside PostgreSQL holds up the very build that is waited for. A build that was killed leaves an index
 * that PostgreSQL marks invalid: nobody reads it, and it is made anew.
 */
final class IndexBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(IndexBuilder.class);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);
    /** PostgreSQL's prover looks at so many constants at most. */
    private static final int MOST_TYPE_SETS = 90;

    private static final String FOUND = """
            select c.relname, i.indisvalid from pg_class c
            join pg_index i on i.indexrelid = c.oid
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = current_schema() and starts_with(c.relname, ?)
            """;
    private static final String LOCK =
            "select pg_try_advisory_lock(hashtext('twintown value indexes'), hashtext(current_schema()))";

    private final Database database;
    private final TypeSets types;
    private final InstantSource clock;
    private final Map<Integer, Instant> failed = new HashMap<>();
    private volatile @Nullable Statement running;
    private volatile boolean closed;

    IndexBuilder(Database database, TypeSets types, InstantSource clock) {
        this.database = database;
        this.types = types;
        this.clock = clock;
    }

    /** Whether there is something to make or to drop now. */
    boolean isDue(List<IndexRow> rows) {
        Map<String, Boolean> found = new HashMap<>(database.repeatable(IndexBuilder::found));
        boolean due = false;
        for (IndexRow row : rows) {
            List<Integer> wanted = typeSets(row);
            Instant failure = failed.get(row.id());
            if (failure != null && failure.plus(AFTER_FAILURE).isAfter(clock.instant())) {
                found.keySet().removeIf(row::isNameOf);
            } else if (!wanted.isEmpty()) {
                boolean whole = found.getOrDefault(row.name(wanted), false);
                found.remove(row.name(wanted));
                due |= !whole || !row.covers().equals(Set.copyOf(wanted));
            }
        }
        return due || !found.isEmpty();
    }

    /** Makes what is missing and drops what is left over; does nothing while another node is at it. */
    void build() {
        if (closed) {
            return;
        }
        try (Connection connection = database.ownConnection()) {
            if (locked(connection)) {
                // By the newest sets: older ones would undo what another node has just made.
                types.refresh();
                Map<String, Boolean> found = found(connection);
                Set<String> keep = new HashSet<>();
                for (IndexRow row : IndexRow.all(connection)) {
                    keep.addAll(build(connection, row, found));
                }
                for (String name : found.keySet()) {
                    if (!keep.contains(name)) {
                        execute(connection, "drop index concurrently if exists \"" + name + "\"");
                    }
                }
            }
        } catch (SQLException e) {
            if (!closed) {
                throw Database.failure(e);
            }
        }
    }

    /** Ends what is under way; the next start takes it up. */
    void close() {
        closed = true;
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.debug("the build of an index could not be cancelled", e);
            }
        }
    }

    /** Size of the indexes in bytes, by the number of the index. */
    Map<Integer, Long> sizes() {
        return database.repeatable(connection -> {
            Map<Integer, Long> sizes = new HashMap<>();
            for (String name : found(connection).keySet()) {
                try (PreparedStatement select =
                        connection.prepareStatement("select pg_relation_size(to_regclass(?))")) {
                    select.setString(1, name);
                    try (ResultSet rows = select.executeQuery()) {
                        rows.next();
                        int end = name.lastIndexOf('_');
                        int id = Integer.parseInt(name, IndexRow.PREFIX.length(), end, 10);
                        sizes.merge(id, rows.getLong(1), Long::sum);
                    }
                }
            }
            return sizes;
        });
    }

    private List<Integer> typeSets(IndexRow row) {
        List<Integer> sets = types.all().entrySet().stream()
                .filter(set -> set.getValue().contains(row.type()))
                .map(Map.Entry::getKey)
                .toList();
        return sets.size() > MOST_TYPE_SETS ? List.of() : sets;
    }

    private static boolean locked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LOCK)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static Map<String, Boolean> found(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FOUND)) {
            select.setString(1, IndexRow.PREFIX);
            Map<String, Boolean> found = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getBoolean(2));
                }
            }
            return found;
        }
    }

    /** Makes the index of this row where it lacks; gives the names to keep. */
    private Set<String> build(Connection connection, IndexRow row, Map<String, Boolean> found) throws SQLException {
        List<Integer> wanted = typeSets(row);
        if (wanted.isEmpty()) {
            return Set.of();
        }
        String name = row.name(wanted);
        try {
            if (!found.getOrDefault(name, false)) {
                execute(connection, "drop index concurrently if exists \"" + name + "\"");
                long start = System.nanoTime();
                execute(
                        connection,
                        "create index concurrently \"" + name + "\" on entity ("
                                + IndexCondition.key("", row.attribute()) + ") where "
                                + IndexCondition.in("", wanted));
                // Nothing is planned by them, and making them means making thousands of keys.
                execute(connection, "alter index \"" + name + "\" alter column 1 set statistics 0");
                LOG.info(
                        "value index on {} of {} made in {} ms",
                        row.attribute(),
                        row.type(),
                        Duration.ofNanos(System.nanoTime() - start).toMillis());
            }
            if (!row.covers().equals(Set.copyOf(wanted))) {
                IndexRow.cover(
                        connection,
                        row.id(),
                        wanted.stream().mapToInt(Integer::intValue).toArray());
            }
            failed.remove(row.id());
            return Set.of(name);
        } catch (SQLException e) {
            if (closed || Failures.isConnection(e)) {
                throw e;
            }
            LOG.warn(
                    "value index on {} of {} cannot be made; it is tried again in {} minutes",
                    row.attribute(),
                    row.type(),
                    AFTER_FAILURE.toMinutes(),
                    e);
            failed.put(row.id(), clock.instant());
            // Whatever served before goes on serving.
            Set<String> keep = new HashSet<>(found.keySet());
            keep.removeIf(other -> !row.isNameOf(other));
            return keep;
        }
    }

    private void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            running = statement;
            if (!closed) {
                statement.execute(sql);
            }
        } finally {
            running = null;
        }
    }
}
