package eu.twintown.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes on the same database that there is something new, and hears it from them (LISTEN and NOTIFY). The
 * notice is not part of the commit it is about: a commit that notifies holds a lock of the whole server while it is
 * flushed, which would undo the sharing of flushes. It follows a moment later, one for many commits.
 */
public final class Signals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final Duration SPACING = Duration.ofMillis(10);
    private static final int LISTEN_MILLIS = 500;

    private final Database database;
    private final String channel;
    private final Wakeup local;
    private final Wakeup all;
    private final Thread teller;
    private volatile boolean closed;

    /**
     * Starts to tell and to listen.
     *
     * @param local signalled by commits of this node
     * @param all to be signalled on news from anywhere
     */
    public Signals(Database database, String schema, Wakeup local, Wakeup all) {
        this.database = database;
        this.channel = Migrations.quoted("outbox_" + schema.substring(0, Math.min(schema.length(), 50)));
        this.local = local;
        this.all = all;
        this.teller = Thread.ofPlatform().daemon().name("store-notify").start(this::tell);
        Thread.ofPlatform().daemon().name("store-listen").start(this::listen);
    }

    private void tell() {
        long told = 0;
        while (!closed) {
            local.await(told, Duration.ofSeconds(1));
            long now = local.count();
            if (now == told || closed) {
                continue;
            }
            told = now;
            try (Connection connection = database.connection();
                    Statement statement = connection.createStatement()) {
                statement.execute("notify " + channel);
                Thread.sleep(SPACING);
            } catch (SQLException e) {
                LOG.debug("other nodes could not be told of news; they look for themselves", e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void listen() {
        while (!closed) {
            try (Connection connection = database.ownConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + channel);
                PGConnection listening = connection.unwrap(PGConnection.class);
                while (!closed) {
                    if (listening.getNotifications(LISTEN_MILLIS).length > 0) {
                        all.signal();
                    }
                }
            } catch (SQLException e) {
                LOG.debug("cannot listen for news of other nodes; will retry", e);
                Failures.pause();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        local.signal();
        try {
            teller.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
