package eu.twintown.store;

import eu.twintown.store.database.Database;
import eu.twintown.store.database.Micros;
import eu.twintown.store.database.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Joins concurrent reads of single entities into one statement, as {@link Batcher} does for writes: what arrives while a
 * statement is under way goes into the next one. A read sees everything that was acknowledged before it was asked for.
 */
final class PointReads implements AutoCloseable {
    private static final int BATCH = 256;
    private static final int READERS = 2;

    private record Read(String tenant, String id, CompletableFuture<Optional<String>> result) {}

    private final Database database;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Read> queue = new ArrayDeque<>();
    private boolean closed;

    PointReads(Database database) {
        this.database = database;
        for (int i = 1; i <= READERS; i++) {
            Thread.ofPlatform().daemon().name("store-reader-" + i).start(this::serve);
        }
    }

    /** The document of an entity. */
    Optional<String> get(String tenant, String id) {
        Read read = new Read(tenant, id, new CompletableFuture<>());
        lock.lock();
        try {
            if (closed) {
                throw new StoreException("the store is closed");
            }
            queue.add(read);
            arrived.signal();
        } finally {
            lock.unlock();
        }
        try {
            return read.result().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void serve() {
        for (List<Read> reads = take(); !reads.isEmpty(); reads = take()) {
            List<Read> batch = reads;
            try {
                Map<String, String> docs = database.repeatable(connection -> fetch(connection, batch));
                batch.forEach(read -> read.result().complete(Optional.ofNullable(docs.get(read.id()))));
            } catch (RuntimeException | Error e) {
                batch.forEach(read -> read.result().completeExceptionally(e));
            }
        }
    }

    private List<Read> take() {
        lock.lock();
        try {
            while (queue.isEmpty()) {
                if (closed) {
                    return List.of();
                }
                arrived.awaitUninterruptibly();
            }
            String tenant = queue.getFirst().tenant();
            List<Read> batch = new ArrayList<>();
            for (Iterator<Read> reads = queue.iterator(); reads.hasNext() && batch.size() < BATCH; ) {
                Read read = reads.next();
                if (read.tenant().equals(tenant)) {
                    reads.remove();
                    batch.add(read);
                }
            }
            if (!queue.isEmpty()) {
                arrived.signal();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private static Map<String, String> fetch(Connection connection, List<Read> reads) throws SQLException {
        Set<String> ids = new LinkedHashSet<>();
        reads.forEach(read -> ids.add(read.id()));
        Map<String, String> docs = new HashMap<>();
        String sql = "select id, doc from entity where tenant = ? and id = any(?) and (expires is null or expires > ?)";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, reads.getFirst().tenant());
            select.setArray(2, connection.createArrayOf("text", ids.toArray(String[]::new)));
            select.setLong(3, Micros.of(Instant.now()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    docs.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return docs;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
