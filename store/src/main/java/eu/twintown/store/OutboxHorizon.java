package eu.twintown.store;

import eu.twintown.store.database.Database;
import eu.twintown.store.database.Failures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Finds out up to which position the outbox is complete.
 *
 * <p>A commit has a transaction number before it takes a position. So: look how far positions have been given out (n),
 * then at which transactions are under way. Whoever took a position up to n is among them or has ended. When all
 * transactions that had begun at that moment have ended, every row up to n is either visible or will never be; n is the
 * new horizon. Transaction numbers ascend, so it is enough to remember the next free one and to wait until no lower one is
 * under way. The look at positions must come first, in a statement of its own: one statement sees the transactions as of
 * its start, but the positions as they are.
 */
final class OutboxHorizon {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(1);

    private record Look(long given, long oldestUnderWay, long nextNumber) {}

    private final Database database;
    private long horizon;
    private long candidate;
    private long candidateNeeds;

    OutboxHorizon(Database database) {
        this.database = database;
    }

    /** Moves the horizon as far as is known to be safe now, and gives it. */
    synchronized long advance() {
        Look look = database.repeatable(OutboxHorizon::look);
        if (look.given() < horizon) {
            // A server that crashed may give positions again that no commit had used.
            horizon = 0;
            candidate = 0;
        }
        if (look.oldestUnderWay() >= look.nextNumber()) {
            candidate = 0;
            horizon = look.given();
        } else if (candidate > 0 && look.oldestUnderWay() >= candidateNeeds) {
            horizon = candidate;
            candidate = 0;
        }
        if (candidate == 0 && horizon < look.given()) {
            candidate = look.given();
            candidateNeeds = look.nextNumber();
        }
        return horizon;
    }

    /** Waits a moment for the horizon to reach all that was given out until now. */
    long everythingUntilNow() {
        long end = System.nanoTime() + LONG_ENOUGH.toNanos();
        long target = database.repeatable(OutboxHorizon::look).given();
        long reached = advance();
        while (reached < target && System.nanoTime() < end) {
            Failures.pause();
            reached = advance();
        }
        return reached;
    }

    private static Look look(Connection connection) throws SQLException {
        long given;
        try (PreparedStatement select = connection.prepareStatement(
                        "select case when is_called then last_value else 0 end from outbox_position");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            given = rows.getLong(1);
        }
        try (PreparedStatement select = connection.prepareStatement("select pg_snapshot_xmin(s)::text::bigint,"
                        + " pg_snapshot_xmax(s)::text::bigint from pg_current_snapshot() s");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return new Look(given, rows.getLong(1), rows.getLong(2));
        }
    }
}
