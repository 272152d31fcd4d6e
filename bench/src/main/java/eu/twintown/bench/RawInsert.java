package eu.twintown.bench;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Yardstick for batches: rows of the same text into the same PostgreSQL, in a table with the indexes that a store of
 * entities cannot do without (id, type, box), a thousand to a statement and commit.
 */
final class RawInsert {

    private static final int ROWS = 1000;

    private RawInsert() {}

    /** Rows per second, over so many statements on one connection; the table is gone afterwards. */
    static double rowsPerSecond(String url, String user, String password, int statements) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement ddl = connection.createStatement()) {
            ddl.execute("drop table if exists bench_raw");
            ddl.execute("create table bench_raw (id text primary key, type int, box box, doc text)");
            ddl.execute("create index on bench_raw (type, id)");
            ddl.execute("create index on bench_raw using gist (box)");
            insert(connection, -ROWS, 1);
            List<String[][]> batches = new ArrayList<>();
            for (int i = 0; i < statements; i++) {
                batches.add(rows((long) i * ROWS));
            }
            long start = System.nanoTime();
            for (String[][] batch : batches) {
                insert(connection, batch);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            ddl.execute("drop table bench_raw");
            return statements * ROWS / seconds;
        } catch (SQLException e) {
            throw new IllegalStateException("the yardstick cannot write to PostgreSQL", e);
        }
    }

    private static void insert(Connection connection, long first, int statements) throws SQLException {
        for (int i = 0; i < statements; i++) {
            insert(connection, rows(first + (long) i * ROWS));
        }
    }

    private static String[][] rows(long first) {
        String[] ids = new String[ROWS];
        String[] documents = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            ids[i] = Samples.ID + (first + i);
            documents[i] = Samples.entity(first + i);
        }
        return new String[][] {ids, documents};
    }

    private static void insert(Connection connection, String[][] rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into bench_raw (id, type, box, doc)"
                + " select id, 1, box(point(7.6 + n / 1e4, 51.9 + n / 1e4), point(7.6 + n / 1e4, 51.9 + n / 1e4)), doc"
                + " from unnest(?, ?) with ordinality as t (id, doc, n)")) {
            Array ids = connection.createArrayOf("text", rows[0]);
            Array documents = connection.createArrayOf("text", rows[1]);
            insert.setArray(1, ids);
            insert.setArray(2, documents);
            insert.executeUpdate();
        }
    }
}
