package eu.twintown.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Finds out whether a commit happened whose answer was lost. The outbox row of the commit is the proof; its token tells
 * it from another commit that got the same position, as may happen when a server recovers from a crash.
 */
record CommitProof(long xid, long position, long token) {

    boolean find(Connection connection) throws SQLException {
        if (isInProgress(connection)) {
            throw new SQLException("the transaction is still under way", "40001");
        }
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from outbox where position = ? and token = ?")) {
            select.setLong(1, position);
            select.setLong(2, token);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private boolean isInProgress(Connection connection) throws SQLException {
        String sql = "select ?::text::xid8 >= pg_snapshot_xmin(s) and ?::text::xid8 < pg_snapshot_xmax(s)"
                + " and not pg_visible_in_snapshot(?::text::xid8, s) from pg_current_snapshot() s";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 1; i <= 3; i++) {
                select.setString(i, Long.toString(xid));
            }
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
