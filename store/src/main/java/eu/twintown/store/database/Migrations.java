package eu.twintown.store.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Brings a schema up to date: plain SQL files, forward only, each applied once and whole. */
final class Migrations {
    /** In the order in which they are applied; names are never changed after a release. */
    static final List<String> FILES = List.of(
            "V0001__start.sql",
            "V0002__value_index.sql",
            "V0003__process.sql",
            "V0004__quota.sql",
            "V0006__used_token.sql",
            "V0007__place_key.sql",
            "V0008__first_samples.sql",
            "V0009__no_statistics.sql");

    private static final int OLDEST_SERVER = 150_000;
    /** Any number that other programs are unlikely to lock. */
    private static final long LOCK = 7_462_019_384_112L;

    private Migrations() {}

    /** Applies what is missing in {@code schema}; several nodes may do so at once. */
    static void apply(Connection connection, String schema) throws SQLException {
        apply(connection, schema, FILES);
    }

    /** Applies what is missing of {@code files}, the first ones of {@link #FILES}. */
    static void apply(Connection connection, String schema, List<String> files) throws SQLException {
        checkServer(connection);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            statement.execute("create schema if not exists " + quoted(schema));
            statement.execute("set local search_path to " + quoted(schema));
            statement.execute("create table if not exists migration (name text primary key,"
                    + " applied_at timestamptz not null default now())");
            Set<String> applied = applied(statement);
            checkKnown(applied);
            for (String file : files) {
                if (!applied.contains(file)) {
                    statement.execute(text(file));
                    record(connection, file);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    private static void checkServer(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show server_version_num")) {
            result.next();
            int version = result.getInt(1);
            if (version < OLDEST_SERVER) {
                throw new StoreException(
                        "the database is PostgreSQL " + version / 10_000 + "; PostgreSQL 15 or newer is needed");
            }
        }
    }

    private static Set<String> applied(Statement statement) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet result = statement.executeQuery("select name from migration")) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        }
        return names;
    }

    private static void checkKnown(Set<String> applied) {
        for (String name : applied) {
            if (!FILES.contains(name)) {
                throw new StoreException("the database was written by a newer version of this program (it has " + name
                        + "); start that version or a newer one");
            }
        }
    }

    private static void record(Connection connection, String file) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into migration (name) values (?)")) {
            insert.setString(1, file);
            insert.executeUpdate();
        }
    }

    /** A schema name is the one thing that cannot be a parameter; StoreConfig's is checked to be a plain identifier. */
    static String quoted(String identifier) {
        if (!identifier.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new StoreException("the schema name '" + identifier
                    + "' must be of small letters, digits and underscores, and not begin with a digit");
        }
        return '"' + identifier + '"';
    }

    static String text(String file) {
        try (InputStream in = Migrations.class.getResourceAsStream("migrations/" + file)) {
            if (in == null) {
                throw new IllegalStateException("migration " + file + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
