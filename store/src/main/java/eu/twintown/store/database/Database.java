package eu.twintown.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections to one schema of one PostgreSQL, and the rules by which failures are retried or told. */
public final class Database implements AutoCloseable {
    /** How long callers are made to wait for a database that has gone away. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int POOL_SIZE = 10;
    /**
     * The tables are always reached by an index: a plan made while a table was small could otherwise scan it whole long
     * after it has grown. So plans do not depend on values, and are made once for each connection; planning the statement
     * of a commit anew would cost more than a small commit itself.
     */
    private static final String SESSION = "set enable_seqscan = off; set enable_hashjoin = off;"
            + " set enable_mergejoin = off; set plan_cache_mode = force_generic_plan";

    private final String url;
    private final Properties properties;
    private final HikariDataSource pool;
    private final boolean shared;

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private Database(String url, Properties properties, HikariDataSource pool, boolean shared) {
        this.url = url;
        this.properties = properties;
        this.pool = pool;
        this.shared = shared;
    }

    /**
     * Connects, and brings the schema up to date.
     *
     * @param shared whether other nodes may use the same schema at the same time
     */
    public static Database open(String url, String user, String password, String schema, boolean shared) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("currentSchema", schema);
        properties.setProperty("ApplicationName", "twintown");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("assumeMinServerVersion", "15");
        properties.setProperty("prepareThreshold", "2");
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            Migrations.apply(connection, schema);
        } catch (SQLException e) {
            throw new StoreException("cannot open the database " + url + ": " + e.getMessage(), e);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("store-" + schema);
        config.setJdbcUrl(url);
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        config.setValidationTimeout(Duration.ofSeconds(2).toMillis());
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(SESSION);
        return new Database(url, properties, new HikariDataSource(config), shared);
    }

    /** Whether other nodes may use the same schema at the same time. */
    public boolean isShared() {
        return shared;
    }

    /** A connection from the pool, to be closed soon. */
    public Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /** A connection outside of the pool, for one that listens. */
    public Connection ownConnection() throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    /** Reads, or writes in a single statement that may be repeated; a database that has gone away is waited for. */
    public <T> T repeatable(Work<T> work) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection connection = connection()) {
                return work.with(connection);
            } catch (SQLException e) {
                if (!Failures.mayPass(e) || System.nanoTime() > end) {
                    throw failure(e);
                }
                LOG.debug("database call is repeated", e);
                Failures.pause();
            }
        }
    }

    /** Several statements in one transaction; repeated as a whole where that is safe. */
    public <T> T transaction(Work<T> work) {
        return repeatable(connection -> {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    /** The exception that a caller is to see. */
    public static RuntimeException failure(SQLException e) {
        if (Failures.isConnection(e)) {
            LOG.warn("the database does not answer: {}", e.getMessage());
            return new ProblemException(ProblemType.UNAVAILABLE, "The database does not answer at the moment.");
        }
        return new StoreException("the database refused: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        pool.close();
    }
}
