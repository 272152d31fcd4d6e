package eu.twintown.store;

import eu.twintown.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores for tests: one embedded server for the whole JVM, and a schema of its own for each store.
 *
 * <p>The server starts with the first store and ends with the JVM.
 */
public final class StoreFixture implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static volatile @Nullable Postgres15 instead;

    private final StoreConfig config;
    private final Store store;

    private StoreFixture(StoreConfig config, boolean shared) {
        this.config = config;
        this.store = Store.open(config, shared);
    }

    /** A fresh, empty store. */
    public static StoreFixture open() {
        return open(config());
    }

    /** A fresh, empty store in the database of {@code config}. */
    public static StoreFixture open(StoreConfig config) {
        return new StoreFixture(config, true);
    }

    /** A fresh, empty store that takes itself for the only one on its data, as that of an embedded server does. */
    public static StoreFixture openAlone() {
        return new StoreFixture(config(), false);
    }

    /** The configuration of a store that does not exist yet, in the server of this JVM. */
    public static StoreConfig config() {
        String schema = "test_" + NUMBER.incrementAndGet();
        Postgres15 other = instead;
        if (other != null) {
            return other.config(schema);
        }
        EmbeddedPostgres server = Server.RUNNING;
        return new StoreConfig(
                Optional.of(server.jdbcUrl()),
                Optional.of(server.user()),
                Optional.of(server.password()),
                schema,
                Path.of("unused"));
    }

    /** From now on stores are opened there; null = in the embedded server again. */
    static void use(@Nullable Postgres15 server) {
        instead = server;
    }

    public Store store() {
        return store;
    }

    /** To open the same data a second time, as another node would. */
    public StoreConfig sameConfig() {
        return config;
    }

    /** Runs SQL in the schema of this store, as an outsider would. */
    public void sql(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection to the schema of this store. */
    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(
                config.jdbcUrl().orElseThrow(),
                config.user().orElseThrow(),
                config.password().orElseThrow());
        connection.setSchema(config.schema());
        return connection;
    }

    @Override
    public void close() {
        store.close();
        sql("drop schema \"" + config.schema() + "\" cascade");
    }

    /** A folder that a server of another user can reach, deleted when the JVM ends. */
    static Path directory() {
        try {
            Path folder = Files.createTempDirectory("twintown-test-");
            Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started on first use. */
    private static final class Server {
        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            Path directory = directory();
            EmbeddedPostgres server = EmbeddedPostgres.start(directory);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                delete(directory);
            }));
            return server;
        }
    }
}
