package eu.twintown.store;

import eu.twintown.store.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done in the background: packing the history, deleting transient entities whose time has come, adding up the
 * tally, trimming the outbox.
 */
final class Maintenance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    /** How long rows of the outbox are kept at least: a commit in doubt is looked for among them. */
    private static final Duration LEAST_AGE = Duration.ofMinutes(5);

    private static final String ADD_UP = """
            with taken as (delete from tally returning tenant, subject, amount)
            insert into tally (tenant, subject, amount)
            select tenant, subject, sum(amount) from taken group by tenant, subject having sum(amount) <> 0
            """;

    private static final String TRIM = """
            delete from outbox
            where at < now() - make_interval(secs => ?)
            and position < coalesce((select min(r.position) from outbox_reader r) / ?, 9223372036854775807)
            """;

    private final Database database;
    private final History history;
    private final Entities entities;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    Maintenance(Database database, Entities entities, History history) {
        this.database = database;
        this.history = history;
        this.entities = entities;
        this.thread = Thread.ofPlatform().daemon().name("store-maintenance").start(this::run);
    }

    private void run() {
        try {
            while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                runOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce() {
        try {
            history.packWhatIsWorthwhile();
            entities.deleteExpired();
            addUp();
            trim(LEAST_AGE);
        } catch (RuntimeException e) {
            LOG.warn("background work of the store failed; it is tried again later", e);
        }
    }

    /** Makes one row of the many that commits have appended for the same number. */
    void addUp() {
        database.transaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(ADD_UP);
            }
        });
    }

    /** Deletes what all readers have passed and is older than {@code age}. */
    int trim(Duration age) {
        return database.repeatable(connection -> trim(connection, age));
    }

    private static int trim(Connection connection, Duration age) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(TRIM)) {
            delete.setDouble(1, age.toMillis() / 1000.0);
            delete.setLong(2, Outbox.PER_COMMIT);
            return delete.executeUpdate();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
