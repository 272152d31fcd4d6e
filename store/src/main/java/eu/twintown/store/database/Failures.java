package eu.twintown.store.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.ThreadLocalRandom;

/** Which failures of the database pass when the work is done again (PostgreSQL's error codes, appendix A). */
public final class Failures {
    private Failures() {}

    /** Whether the same work may succeed when repeated. */
    public static boolean mayPass(SQLException e) {
        return isConflict(e) || isConnection(e);
    }

    /** Serialization failure, deadlock, or a lost race for a unique key. */
    public static boolean isConflict(SQLException e) {
        String state = state(e);
        return state.equals("40001") || state.equals("40P01") || state.equals("23505");
    }

    /** The connection or the server has gone away, or is just coming up. */
    public static boolean isConnection(SQLException e) {
        String state = state(e);
        return state.startsWith("08")
                || state.startsWith("57P")
                || state.equals("53300")
                || e instanceof SQLTransientConnectionException;
    }

    public static void pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(20, 120));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for the database", e);
        }
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
