package eu.twintown.store.document;

import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Processes that this node runs together with another participant, each one row: its state and what it has yet to send
 * are one JSON text, so that one commit of one row changes both.
 *
 * <p>A row is changed by compare-and-set on its revision. Where it has something to send it is <em>due</em> at an instant.
 * Whoever looks after it first moves that instant into the future, which is a lease: of several nodes on one database
 * only one has it, and where that one dies another finds it due again.
 */
public final class Processes {
    private static final String COLUMNS = "kind, id, revision, json, created_at, modified_at";
    private static final String SELECT = "select " + COLUMNS + " from process where kind = ?";

    private final Database database;

    /**
     * A process as stored.
     *
     * @param revision grows by one with each change
     */
    public record Stored(String kind, String id, long revision, String json, Instant createdAt, Instant modifiedAt) {

        /** What a change of it starts from. */
        public Revision at() {
            return new Revision(kind, id, revision);
        }
    }

    /** A process as it was after so many changes; a new one has the number 1. */
    public record Revision(String kind, String id, long number) {
        public Revision next() {
            return new Revision(kind, id, number + 1);
        }
    }

    public Processes(Database database) {
        this.database = database;
    }

    /**
     * Stores a new one; false where there is another with this id or this origin.
     *
     * @param origin what began it, unique within the kind; empty = this node did
     * @param due when it is to be looked after; empty = it waits for the other side
     */
    public boolean create(String kind, String id, String origin, String json, Optional<Instant> due) {
        int rows = database.repeatable(connection -> {
            String sql = "insert into process (kind, id, origin, revision, json, due) values (?, ?, ?, 1, ?, ?)"
                    + " on conflict do nothing";
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                Binder binder = new Binder(connection, insert);
                binder.all(List.of(kind, id, origin, json));
                bind(insert, 5, due);
                return insert.executeUpdate();
            }
        });
        // It may have been stored by an attempt whose answer got lost.
        return rows == 1
                || find(kind, id).filter(stored -> stored.json().equals(json)).isPresent();
    }

    /** Changes one where nobody has done so since it was read; false where somebody has. */
    public boolean replace(Revision before, String json, Optional<Instant> due) {
        int rows = database.repeatable(connection -> {
            String sql = "update process set json = ?, due = ?, revision = revision + 1, modified_at = now()"
                    + " where kind = ? and id = ? and revision = ?";
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setString(1, json);
                bind(update, 2, due);
                update.setString(3, before.kind());
                update.setString(4, before.id());
                update.setLong(5, before.number());
                return update.executeUpdate();
            }
        });
        return rows == 1
                || find(before.kind(), before.id())
                        .filter(now -> now.revision() == before.number() + 1
                                && now.json().equals(json))
                        .isPresent();
    }

    public Optional<Stored> find(String kind, String id) {
        return query(SELECT + " and id = ?", List.of(kind, id)).stream().findFirst();
    }

    /** The one that the other side began under this name. */
    public Optional<Stored> findByOrigin(String kind, String origin) {
        return query(SELECT + " and origin = ? and origin <> ''", List.of(kind, origin)).stream()
                .findFirst();
    }

    /** The newest first. */
    public List<Stored> list(String kind, int limit, int offset) {
        return query(SELECT + " order by seq desc limit ? offset ?", List.of(kind, limit, offset));
    }

    public long count(String kind) {
        return database.repeatable(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select count(*) from process where kind = ?")) {
                select.setString(1, kind);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    /** Takes some that are due, for the caller alone until then; the longest due first. */
    public List<Stored> claim(String kind, Instant now, Instant until, int most) {
        String sql = "update process set due = ? where kind = ? and due is not null and id in (select id from process"
                + " where kind = ? and due is not null and due <= ? order by due limit ? for update skip locked)"
                + " returning " + COLUMNS;
        return query(sql, List.of(until.toEpochMilli(), kind, kind, now.toEpochMilli(), most));
    }

    /** When the next one is due. */
    public Optional<Instant> nextDue(String kind) {
        return database.repeatable(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select due from process where kind = ? and due is not null order by due limit 1")) {
                select.setString(1, kind);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(Instant.ofEpochMilli(rows.getLong(1))) : Optional.empty();
                }
            }
        });
    }

    /**
     * Where this node has the database for itself, ends the leases that it had before it was started; elsewhere nothing
     * happens, and they run out.
     */
    public void resume(String kind, Instant now) {
        if (!database.isShared()) {
            database.repeatable(connection -> {
                try (PreparedStatement update =
                        connection.prepareStatement("update process set due = ? where kind = ? and due > ?")) {
                    new Binder(connection, update).all(List.of(now.toEpochMilli(), kind, now.toEpochMilli()));
                    return update.executeUpdate();
                }
            });
        }
    }

    /** Gives back one that was claimed, unless it was changed meanwhile. */
    public void release(Revision claimed, Instant due) {
        database.repeatable(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update process set due = ? where kind = ? and id = ? and revision = ? and due is not null")) {
                new Binder(connection, update)
                        .all(List.of(due.toEpochMilli(), claimed.kind(), claimed.id(), claimed.number()));
                return update.executeUpdate();
            }
        });
    }

    private static void bind(PreparedStatement statement, int position, Optional<Instant> due) throws SQLException {
        if (due.isPresent()) {
            statement.setLong(position, due.get().toEpochMilli());
        } else {
            statement.setNull(position, java.sql.Types.BIGINT);
        }
    }

    private List<Stored> query(String sql, List<Object> values) {
        return database.repeatable(connection -> select(connection, sql, values));
    }

    private static List<Stored> select(Connection connection, String sql, List<Object> values) throws SQLException {
        List<Stored> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            new Binder(connection, select).all(values);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Stored(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getLong(3),
                            rows.getString(4),
                            rows.getObject(5, OffsetDateTime.class).toInstant(),
                            rows.getObject(6, OffsetDateTime.class).toInstant()));
                }
            }
        }
        return found;
    }
}
