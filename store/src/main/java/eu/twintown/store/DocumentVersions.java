package eu.twintown.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The versions of the kinds of documents, kept in memory and read again after own changes and from time to time. */
final class DocumentVersions {
    private static final long MAX_AGE = Duration.ofSeconds(1).toNanos();

    private record Known(long version, long readAt) {}

    private final Database database;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    DocumentVersions(Database database) {
        this.database = database;
    }

    long current(String kind) {
        Known last = known.get(kind);
        // Nobody else writes to a database that is not shared.
        if (last != null && (!database.isShared() || System.nanoTime() - last.readAt() < MAX_AGE)) {
            return last.version();
        }
        return read(kind);
    }

    /** To be called after the commit of a change by this node. */
    void changed(String kind) {
        read(kind);
    }

    static void raise(Connection connection, String kind) throws SQLException {
        String sql = "insert into document_version as v (kind, version) values (?, 1)"
                + " on conflict (kind) do update set version = v.version + 1";
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, kind);
            upsert.executeUpdate();
        }
    }

    private long read(String kind) {
        long version = database.repeatable(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select version from document_version where kind = ?")) {
                select.setString(1, kind);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? rows.getLong(1) : 0L;
                }
            }
        });
        Known now = new Known(version, System.nanoTime());
        known.merge(kind, now, (a, b) -> a.version() > b.version() ? new Known(a.version(), b.readAt()) : b);
        return version;
    }
}
