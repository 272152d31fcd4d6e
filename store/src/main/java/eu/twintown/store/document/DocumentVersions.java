package eu.twintown.store.document;

import eu.twintown.store.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The versions of the kinds of documents. Where several nodes write to one database they are a row there, which every
 * writer of the kind raises in the transaction of the change, kept in memory and read again after own changes and from
 * time to time. A node that has its database for itself counts in memory alone, so that its writers need not wait for each
 * other; it begins with the time, since its caches and those of its callers do not outlive it but answers may.
 */
public final class DocumentVersions {
    private static final long MAX_AGE = Duration.ofSeconds(1).toNanos();

    private record Known(long version, long readAt) {}

    private final Database database;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> counted = new ConcurrentHashMap<>();

    public DocumentVersions(Database database) {
        this.database = database;
    }

    long current(String kind) {
        if (!database.isShared()) {
            return counter(kind).get();
        }
        Known last = known.get(kind);
        return last != null && System.nanoTime() - last.readAt() < MAX_AGE ? last.version() : read(kind);
    }

    /** Makes a change of documents of this kind durable together with their version; false where there was none. */
    boolean change(String kind, Database.Work<Boolean> change) {
        boolean changed;
        if (database.isShared()) {
            changed = database.transaction(connection -> {
                boolean done = change.with(connection);
                if (done) {
                    raise(connection, kind);
                }
                return done;
            });
        } else {
            changed = database.repeatable(change);
        }
        if (changed) {
            changed(kind);
        }
        return changed;
    }

    private AtomicLong counter(String kind) {
        return counted.computeIfAbsent(kind, k -> new AtomicLong(System.currentTimeMillis()));
    }

    /** To be called after the commit of a change by this node. */
    void changed(String kind) {
        if (database.isShared()) {
            read(kind);
        } else {
            counter(kind).incrementAndGet();
        }
    }

    /** Within the transaction of a change; costs nothing where nobody else writes. */
    void raise(Connection connection, String kind) throws SQLException {
        if (!database.isShared()) {
            return;
        }
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
