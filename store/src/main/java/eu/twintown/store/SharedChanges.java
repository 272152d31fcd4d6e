package eu.twintown.store;

import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The trail of a database that other nodes may write to: the outbox, to which all of them always write what they change. A
 * position is that of the last commit below which nothing can appear any more ({@link OutboxHorizon}); whatever is visible
 * beyond it is named again the next time. It is one of a row that was seen, since a server that crashes may give positions
 * again that no commit had used. Rows stay in the outbox for longer than positions are good for.
 */
final class SharedChanges implements ChangeTrail {
    private static final String POSITION = "select coalesce(max(position), 0) from outbox where position <= ?";
    /** Of too many changes only that they are. */
    private static final String SINCE = """
            select position, case when tenant <> ? then '{}' when sum(size) over () <= ? then ids end
            from outbox where position > ?
            """;

    private final Database database;
    private final OutboxHorizon horizon;

    SharedChanges(Database database) {
        this.database = database;
        this.horizon = new OutboxHorizon(database);
    }

    @Override
    public long position() {
        long complete = horizon.advance();
        return database.repeatable(connection -> {
            try (PreparedStatement select = connection.prepareStatement(POSITION)) {
                new Binder(connection, select).all(List.of(complete));
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    @Override
    public Optional<Changes> since(String tenant, long position, int most) {
        long complete = horizon.advance();
        return database.repeatable(connection -> read(connection, tenant, position, most, complete));
    }

    private static Optional<Changes> read(Connection connection, String tenant, long position, int most, long complete)
            throws SQLException {
        Set<String> ids = new HashSet<>();
        long reached = position;
        try (PreparedStatement select = connection.prepareStatement(SINCE)) {
            new Binder(connection, select).all(List.of(tenant, (long) most, position));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Array changed = rows.getArray(2);
                    if (changed == null) {
                        return Optional.empty();
                    }
                    ids.addAll(List.of((String[]) changed.getArray()));
                    if (rows.getLong(1) <= complete) {
                        reached = Math.max(reached, rows.getLong(1));
                    }
                }
            }
        }
        return Optional.of(new Changes(reached, ids));
    }
}
