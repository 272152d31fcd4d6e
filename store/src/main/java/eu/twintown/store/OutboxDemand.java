package eu.twintown.store;

import eu.twintown.store.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Whether commits write what changed into the outbox, or only that they happened. Where this node alone uses the schema,
 * they do so while there is a reader. Who registers one waits for the commits under way, so that all later ones write for
 * it; and since readers are durable, the next start knows them. Where other nodes may use the schema, commits always do.
 */
final class OutboxDemand {
    private final boolean shared;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean wanted;

    OutboxDemand(Database database) {
        this.shared = database.isShared();
        this.wanted = shared || database.repeatable(OutboxDemand::hasReaders);
    }

    boolean isShared() {
        return shared;
    }

    /** To be held by a commit from before it asks what is wanted until it has ended. */
    Lock commits() {
        return lock.readLock();
    }

    /** Whether a commit that holds the lock must write what changed. */
    boolean isWanted() {
        return wanted;
    }

    /** From the return of this on; waits for the commits under way. */
    void set(boolean now) {
        lock.writeLock().lock();
        try {
            wanted = now || shared;
        } finally {
            lock.writeLock().unlock();
        }
    }

    static boolean hasReaders(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select exists (select from outbox_reader)");
                ResultSet rows = select.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
