package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import eu.twintown.store.database.Database;
import eu.twintown.store.database.Wakeup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * The one record of change, in the order of commit. Each reader has a durable position of its own.
 *
 * <h2>Order</h2>
 *
 * A commit writes one row. It takes the row's position from a sequence when it already holds the locks of all entities
 * that it changes. So of two commits that change one entity, the later has the higher position: changes of an entity stand
 * in the order in which they happened. (The numbers of transactions would not do: a transaction gets its number with the
 * first lock, and may then wait for the second while a younger one changes that entity and commits.)
 *
 * <h2>Visibility</h2>
 *
 * A row may become visible after one with a higher position, and a reader that remembered "up to n" would miss it. So rows
 * are given out only up to a horizon below which nothing can appear any more; see {@link OutboxHorizon}. A transaction of
 * anybody that stays open in the database server holds the horizon, and so the readers, up, but loses nothing.
 *
 * <p>The position of a change is the commit's position times {@value #PER_COMMIT} plus its place within the commit, so a
 * reader may stop anywhere.
 *
 * <h2>Readers</h2>
 *
 * A reader is to be registered, with {@link #position}, before what it is to see happens: while there is none, commits of a
 * node that has the schema for itself write their row without the changes; see {@link OutboxDemand}.
 *
 * <h2>Wake-up and trimming</h2>
 *
 * Readers wait in memory; writers of the same node wake them at once, those of other nodes through LISTEN and NOTIFY,
 * which carries no data and may get lost: a reader looks for itself at least every second. Rows that all readers have
 * passed are deleted after a while (see {@link Maintenance}).
 */
public final class Outbox {
    /** Places within one commit; larger than any batch. */
    static final int PER_COMMIT = 4096;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** How soon to look again where something was announced but the horizon is held up. */
    private static final Duration LOOK_SOON = Duration.ofMillis(20);

    private static final String READ = """
            select position, tenant, at, ids, changed, before, after
            from (
                select *, sum(size - case when position = ? then ? else 0 end) over (order by position)
                    - size as earlier
                from outbox
                where position >= ? and position <= ?
                order by position
                limit ?) rows
            where earlier < ?
            order by position
            """;

    /**
     * One change of one entity.
     *
     * @param position where it stands; ascending, not gapless
     * @param before state before, empty where it was created
     * @param after state after, empty where it was deleted
     * @param changed expanded names of the attributes that changed
     */
    public record Change(
            long position,
            String tenant,
            String entityId,
            Optional<Entity> before,
            Optional<Entity> after,
            Set<String> changed,
            Instant at) {}

    private final Database database;
    private final Wakeup wakeup;
    private final OutboxHorizon horizon;
    private final OutboxDemand demand;

    Outbox(Database database, Wakeup wakeup, OutboxDemand demand) {
        this.database = database;
        this.wakeup = wakeup;
        this.horizon = new OutboxHorizon(database);
        this.demand = demand;
    }

    /** Where {@code reader} stands; a new reader is registered, and starts at the end. */
    public synchronized long position(String reader) {
        return stored(reader).orElseGet(() -> {
            demand.set(true);
            long end = horizon.everythingUntilNow() * PER_COMMIT + PER_COMMIT - 1;
            database.repeatable(connection -> {
                try (PreparedStatement insert = connection.prepareStatement(
                        "insert into outbox_reader (name, position) values (?, ?) on conflict (name) do nothing")) {
                    insert.setString(1, reader);
                    insert.setLong(2, end);
                    return insert.executeUpdate();
                }
            });
            return stored(reader).orElse(end);
        });
    }

    private Optional<Long> stored(String reader) {
        return database.repeatable(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select position from outbox_reader where name = ?")) {
                select.setString(1, reader);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
                }
            }
        });
    }

    /** Whole commits after {@code position}, about {@code max} changes; waits up to {@code patience} for the first. */
    public List<Change> read(long position, int max, Duration patience) {
        return look(
                patience,
                last -> commitOf(position) > last
                        ? List.of()
                        : database.repeatable(connection -> fetch(connection, position, last, max)),
                changes -> !changes.isEmpty());
    }

    /**
     * Passes over whatever there is after {@code position} without reading it; waits up to {@code patience} for something
     * to be there. Gives the new position: all changes up to it were complete before this returned.
     */
    public long skip(long position, Duration patience) {
        return look(
                patience,
                last -> Math.max(position, last * PER_COMMIT + PER_COMMIT - 1),
                reached -> reached > position);
    }

    /** Tries with the horizon as it is, again and again until it is enough or the time is over. */
    private <T> T look(Duration patience, LongFunction<T> attempt, Predicate<T> enough) {
        long end = System.nanoTime() + patience.toNanos();
        Duration pause = LOOK_AGAIN;
        while (true) {
            long seen = wakeup.count();
            T result = attempt.apply(horizon.advance());
            long left = end - System.nanoTime();
            if (enough.test(result) || left <= 0 || Thread.currentThread().isInterrupted()) {
                return result;
            }
            Duration wait = pause.toNanos() < left ? pause : Duration.ofNanos(left);
            pause = wakeup.await(seen, wait) ? LOOK_SOON : longer(pause);
        }
    }

    /**
     * Durably moves {@code reader} to {@code position}: everything up to it has been dealt with. A new reader begins there,
     * which makes sense only while another one has the changes after it kept.
     */
    public void advance(String reader, long position) {
        String sql = "insert into outbox_reader (name, position) values (?, ?) on conflict (name)"
                + " do update set position = greatest(outbox_reader.position, excluded.position), moved_at = now()";
        database.repeatable(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(sql)) {
                upsert.setString(1, reader);
                upsert.setLong(2, position);
                return upsert.executeUpdate();
            }
        });
    }

    /**
     * Forgets a reader that has nothing to read for, to spare writers the work for it; {@link #position} registers it again.
     * Does nothing where other nodes may read under the same name.
     *
     * @return whether it is forgotten
     */
    public boolean release(String reader) {
        if (demand.isShared()) {
            return false;
        }
        remove(reader);
        return true;
    }

    /** Forgets a reader, so that it no longer keeps changes from being trimmed. */
    public synchronized void remove(String reader) {
        database.repeatable(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from outbox_reader where name = ?")) {
                delete.setString(1, reader);
                return delete.executeUpdate();
            }
        });
        demand.set(database.repeatable(OutboxDemand::hasReaders));
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LOOK_AGAIN) < 0 ? doubled : LOOK_AGAIN;
    }

    /** The position of the commit that a change's position belongs to. */
    static long commitOf(long position) {
        return Math.floorDiv(position, PER_COMMIT);
    }

    private static List<Change> fetch(Connection connection, long position, long last, int max) throws SQLException {
        List<Change> changes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            // The commit that the position lies in may have more changes after it.
            long commit = commitOf(position);
            select.setLong(1, commit);
            select.setLong(2, position - commit * PER_COMMIT + 1);
            select.setLong(3, commit);
            select.setLong(4, last);
            select.setInt(5, max + 1);
            select.setInt(6, max);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    addCommit(rows, position, changes);
                }
            }
        }
        return changes;
    }

    private static void addCommit(ResultSet rows, long position, List<Change> changes) throws SQLException {
        long first = rows.getLong(1) * PER_COMMIT;
        String tenant = rows.getString(2);
        Instant at = rows.getObject(3, OffsetDateTime.class).toInstant();
        String[] ids = (String[]) rows.getArray(4).getArray();
        String[] changed = (String[]) rows.getArray(5).getArray();
        String[] before = (String[]) rows.getArray(6).getArray();
        String[] after = (String[]) rows.getArray(7).getArray();
        for (int i = (int) Math.max(0, position - first + 1); i < ids.length; i++) {
            Set<String> names = new LinkedHashSet<>();
            changed[i].lines().forEach(names::add);
            changes.add(new Change(first + i, tenant, ids[i], entity(before[i]), entity(after[i]), names, at));
        }
    }

    private static Optional<Entity> entity(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(EntityCodec.decode(text));
    }
}
