package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.entity.EntityCodec;
import eu.twintown.store.Entities.Mutation;
import eu.twintown.store.Entities.Outcome;
import eu.twintown.store.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;

/**
 * One attempt to apply a batch of units of one tenant in one transaction. The first attempt takes those that create for
 * what they say, without looking: an insert that finds a row in its way tells soon enough. The others look and lock first.
 */
final class Commit {

    /** Another transaction created one of the entities at the same time. */
    static final class RaceLost extends SQLException {
        private static final long serialVersionUID = 1L;

        RaceLost() {
            super("another writer created the same entity", "40001");
        }
    }

    private static final String LOCK_ROWS =
            "select id, type_set, doc, seq, unsampled from entity where tenant = ? and id = any(?) order by id for update";

    private final CommitWork work;
    private final String tenant;
    private final List<WriteUnit> batch;
    private final boolean trusting;
    private final long token = ThreadLocalRandom.current().nextLong();
    private final Map<String, EntityState> states = new LinkedHashMap<>();
    private final ChangeColumns changes;
    private final PastWriter past;
    private final List<List<Outcome>> outcomes = new ArrayList<>();
    private Optional<CommitProof> proof = Optional.empty();
    private boolean commitSent;

    /** With {@code trusting}, entities that are said to be new are not looked for. */
    Commit(CommitWork work, List<WriteUnit> batch, boolean trusting) {
        this.work = work;
        this.trusting = trusting;
        this.tenant = batch.getFirst().tenant();
        this.batch = batch;
        this.changes = new ChangeColumns(work.terms(), work.demand());
        this.past = new PastWriter(work.terms());
    }

    List<List<Outcome>> run(Database database) throws SQLException {
        Lock lock = work.demand().commits();
        lock.lock();
        try {
            commit(database);
        } finally {
            // Where the commit failed, too: it may have happened.
            work.changed(tenant, states.keySet());
            lock.unlock();
        }
        if (!changes.isEmpty()) {
            announce();
        }
        return outcomes;
    }

    private void commit(Database database) throws SQLException {
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            try {
                readBefore(connection);
                batch.forEach(unit -> outcomes.add(apply(unit)));
                past.settle(connection, tenant, changes);
                if (changes.isEmpty()) {
                    connection.rollback();
                } else {
                    write(connection);
                    commitSent = true;
                    connection.commit();
                    commitSent = false;
                }
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        }
    }

    /** Whether the connection was lost while the commit was under way. */
    boolean inDoubt() {
        return commitSent;
    }

    /** Whether a commit in doubt happened. */
    boolean happened(Database database) throws SQLException {
        boolean happened = database.repeatable(proof.orElseThrow()::find);
        if (happened) {
            work.changed(tenant, states.keySet());
            announce();
        }
        return happened;
    }

    List<List<Outcome>> outcomes() {
        return outcomes;
    }

    private void announce() {
        work.tenants().committed(tenant);
        work.announce();
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void readBefore(Connection connection) throws SQLException {
        Set<String> stored = new HashSet<>();
        for (WriteUnit unit : batch) {
            for (Mutation mutation : unit.mutations()) {
                states.computeIfAbsent(mutation.id(), EntityState::new);
                if (!trusting || !mutation.creates()) {
                    stored.add(mutation.id());
                }
            }
        }
        if (stored.isEmpty()) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement(LOCK_ROWS)) {
            select.setString(1, tenant);
            select.setArray(2, connection.createArrayOf("text", stored.toArray(String[]::new)));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    EntityState state = states.get(rows.getString(1));
                    if (state != null) {
                        state.stored(rows.getInt(2), rows.getString(3), rows.getLong(4), rows.getBoolean(5));
                    }
                }
            }
        }
    }

    private List<Outcome> apply(WriteUnit unit) {
        List<Outcome> results = new ArrayList<>(unit.size());
        for (Mutation mutation : unit.mutations()) {
            EntityState state = java.util.Objects.requireNonNull(states.get(mutation.id()));
            Optional<Entity> before = state.current();
            try {
                EntityChange change = mutation.rule().apply(before);
                results.add(new Outcome(before, Optional.of(change), Optional.empty(), 0));
                accept(state, before, change);
                PastInstances instances = mutation.past().apply(before);
                if (!instances.isEmpty()) {
                    int place = results.size() - 1;
                    past.add(
                            state,
                            instances,
                            count -> results.set(place, results.get(place).withPast(count)));
                }
            } catch (RuntimeException e) {
                results.add(new Outcome(before, Optional.empty(), Optional.of(e), 0));
            }
        }
        return results;
    }

    private void accept(EntityState state, Optional<Entity> before, EntityChange change) {
        boolean nothing = change.changed().isEmpty() && change.after().equals(before);
        if (nothing) {
            return;
        }
        Optional<Entity> after = change.after();
        String textAfter = after.map(EntityCodec::encode).orElse("");
        boolean sampled = changes.add(state, after, textAfter, change.changed());
        state.become(after, textAfter, sampled);
    }

    private void write(Connection connection) throws SQLException {
        RowColumns rows = new RowColumns(work.types());
        states.values().forEach(rows::add);
        work.tenants().ensure(connection, tenant);
        WriteStatement.Written written = new WriteStatement(tenant, token).execute(connection, rows, changes);
        proof = Optional.of(new CommitProof(written.xid(), written.position(), token));
        if (written.inserted() != rows.inserts()) {
            throw new RaceLost();
        }
    }
}
