package eu.twintown.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of this node's own, on the loopback interface with a random password, with durable settings.
 *
 * <p>The server is a process of its own and outlives a JVM that is killed. The next start then adopts it, or recovers its
 * data where it was killed as well. While this object is open, a server that dies is started again on the same port.
 * Closing stops it; so does the end of the JVM.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(3);
    /** How long the end of the JVM waits for whoever opened the store to close it in order. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final FileChannel lockFile;
    private final Cluster cluster;
    private final int port;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAtExit, "postgres-stop");
    private final Thread watcher;

    private EmbeddedPostgres(FileChannel lockFile, Cluster cluster, int port) {
        this.lockFile = lockFile;
        this.cluster = cluster;
        this.port = port;
        this.watcher = Thread.ofPlatform().daemon().name("postgres-watch").unstarted(this::watch);
    }

    /**
     * Starts the server whose data live in {@code directory}, creates them where there are none, or adopts the server that
     * a killed JVM left behind. Blocks until it answers.
     *
     * @throws EmbeddedPostgresException where it cannot be started, or another node uses this folder
     */
    public static EmbeddedPostgres start(Path directory) {
        Path folder = directory.toAbsolutePath().normalize();
        FileChannel lock = lock(folder);
        try {
            Cluster cluster = Cluster.in(folder);
            int port = cluster.adopt().orElseGet(cluster::start);
            EmbeddedPostgres server = new EmbeddedPostgres(lock, cluster, port);
            Runtime.getRuntime().addShutdownHook(server.hook);
            server.watcher.start();
            return server;
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    public String jdbcUrl() {
        return Cluster.jdbcUrl(port);
    }

    public String user() {
        return Cluster.USER;
    }

    public String password() {
        return cluster.password();
    }

    /** Process id of the server, for diagnosis. */
    public long pid() {
        return cluster.pid().orElse(-1L);
    }

    /** Stops the server; returns when it has ended. */
    @Override
    public void close() {
        boolean first;
        synchronized (closed) {
            first = closed.getCount() > 0;
            closed.countDown();
        }
        if (!first) {
            return;
        }
        awaitWatcher();
        cluster.stop();
        release(lockFile);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.trace("closed while the JVM ends", e);
        }
    }

    private void awaitWatcher() {
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAtExit() {
        try {
            if (!closed.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                close();
            }
        } catch (InterruptedException e) {
            close();
        }
    }

    private void watch() {
        try {
            while (!closed.await(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                if (cluster.pid().isEmpty()) {
                    LOG.warn("PostgreSQL has ended unexpectedly; starting it again");
                    restart();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart() {
        try {
            cluster.startOn(port);
            LOG.info("PostgreSQL answers again");
        } catch (RuntimeException e) {
            LOG.error("PostgreSQL cannot be started again; will retry", e);
        }
    }

    private static FileChannel lock(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            // A process that was just killed may take a moment to be gone.
            if (!Cluster.await(LOCK_LIMIT, () -> locks(channel))) {
                channel.close();
                throw new EmbeddedPostgresException(
                        "another node uses the data directory " + folder + "; each node needs a directory of its own");
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the data directory " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean locks(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void release(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("cannot release the lock of the data directory", e);
        }
    }
}
