package eu.twintown.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {
    private Path directory;

    @BeforeEach
    void create() throws IOException {
        directory = Files.createTempDirectory("twintown-postgres-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void delete() throws IOException {
        PostgresBinaries.delete(directory);
    }

    @Test
    void keepsItsDataFromOneStartToTheNextAndIsDurable() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            run(server, "create table t as select 42 as n");
            assertThat(ask(server, "show fsync")).isEqualTo("on");
            assertThat(ask(server, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "show full_page_writes")).isEqualTo("on");
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            assertThat(ask(server, "select n from t")).isEqualTo("42");
        }
    }

    @Test
    void answersOnlyOnLoopbackAndOnlyToItsPassword() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            assertThat(ask(server, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "guess")
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(Files.getPosixFilePermissions(directory.resolve("postgres.secret")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void endsWithClose() {
        EmbeddedPostgres server = EmbeddedPostgres.start(directory);
        long pid = server.pid();
        assertThat(ProcessHandle.of(pid)).isPresent();
        server.close();
        server.close();

        assertThat(new ServerProcesses(directory.resolve("postgres")).all()).isEmpty();
        assertThat(directory.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void secondNodeIsRefusedTheSameDirectory() {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            assertThat(server.pid()).isPositive();
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("another node uses the data directory " + directory);
        }
    }

    @Test
    void dataOfAnotherMajorVersionAreRefusedWithBothVersions() throws Exception {
        EmbeddedPostgres.start(directory).close();
        Files.writeString(directory.resolve("postgres/PG_VERSION"), "12\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("PostgreSQL 12")
                .hasMessageContaining("PostgreSQL 18");
    }

    @Test
    void initialisationThatWasCutShortBeginsAnew() throws Exception {
        Path half = Files.createDirectories(directory.resolve("postgres.new/data"));
        Files.writeString(half.resolve("PG_VERSION"), "18\n");

        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            assertThat(ask(server, "select 1")).isEqualTo("1");
        }
        assertThat(directory.resolve("postgres.new")).doesNotExist();
    }

    /** As after a restart of the machine: the number in the lock file belongs to something else now. */
    @Test
    void lockFileThatNamesAStrangerIsNotTakenForAServer() throws Exception {
        EmbeddedPostgres.start(directory).close();
        long stranger = ProcessHandle.current().pid();
        Files.writeString(
                directory.resolve("postgres/postmaster.pid"),
                stranger + "\n" + directory.resolve("postgres") + "\n1669680000\n5432\n\n127.0.0.1\n\nready\n");

        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            assertThat(ask(server, "select 1")).isEqualTo("1");
            assertThat(server.pid()).isNotEqualTo(stranger);
        }
    }

    @Test
    void folderThatOnlyItsOwnerMayEnterWorksToo() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));

        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            assertThat(ask(server, "select 1")).isEqualTo("1");
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            assertThat(ask(server, "select 2")).isEqualTo("2");
        }
    }

    private static void run(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }
}
