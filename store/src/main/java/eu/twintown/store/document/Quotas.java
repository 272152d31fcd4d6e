package eu.twintown.store.document;

import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Counts uses across all processes on one database. Each use has a number of its own, from 1 on; processes take numbers in
 * blocks, so that not every use costs a commit. A number is handed out once, unless it was given back unused, so a limit is
 * never exceeded. What a process held that was killed is lost: then the limit is not quite reached.
 */
public final class Quotas {
    /** A process takes at most this part of what is left, so that others get some, and little is lost with it. */
    private static final int SHARE = 16;

    /** The numbers from first to last, both included. */
    public record Block(long first, long last) {}

    private final Database database;

    public Quotas(Database database) {
        this.database = database;
    }

    /**
     * Takes a block, of numbers that were given back or else the next ones. Blocks get smaller towards the limit; beyond it
     * they have one number.
     *
     * @param name what is counted
     * @param period in which period, a number that grows; earlier ones of that name are forgotten
     * @param limit up to which number uses will be allowed
     * @param most the largest size
     */
    public Block take(String name, long period, long limit, int most) {
        return database.transaction(connection -> {
            long taken = locked(connection, name, period);
            Optional<Block> returned = returned(connection, name, period, most);
            if (returned.isPresent()) {
                return returned.get();
            }
            long size = Math.clamp((limit - taken) / SHARE, 1, most);
            execute(
                    connection,
                    "update quota set taken = ? where name = ? and period = ?",
                    List.of(taken + size, name, period));
            return new Block(taken + 1, taken + size);
        });
    }

    /** Gives numbers back that were not used. */
    public void giveBack(String name, long period, Block block) {
        database.transaction(connection -> {
            long taken = locked(connection, name, period);
            if (taken == block.last()) {
                execute(
                        connection,
                        "update quota set taken = ? where name = ? and period = ?",
                        List.of(block.first() - 1, name, period));
            } else {
                execute(
                        connection,
                        "insert into quota_returned (name, period, first, last) values (?, ?, ?, ?) on conflict do nothing",
                        List.of(name, period, block.first(), block.last()));
            }
            return true;
        });
    }

    /** How many numbers were taken and not given back, used or not. */
    public long taken(String name, long period) {
        String sql = "select q.taken - coalesce((select sum(r.last - r.first + 1) from quota_returned r"
                + " where r.name = q.name and r.period = q.period), 0)::bigint from quota q where q.name = ? and q.period = ?";
        return database.repeatable(
                connection -> number(connection, sql, List.of(name, period)).orElse(0L));
    }

    /** The highest number that was taken; its row is then locked, and made where there is none. */
    private static long locked(Connection connection, String name, long period) throws SQLException {
        String sql = "select taken from quota where name = ? and period = ? for update";
        Optional<Long> taken = number(connection, sql, List.of(name, period));
        if (taken.isPresent()) {
            return taken.get();
        }
        execute(connection, "delete from quota where name = ? and period < ?", List.of(name, period));
        execute(connection, "delete from quota_returned where name = ? and period < ?", List.of(name, period));
        execute(
                connection,
                "insert into quota (name, period, taken) values (?, ?, 0) on conflict do nothing",
                List.of(name, period));
        return number(connection, sql, List.of(name, period)).orElseThrow();
    }

    private static Optional<Block> returned(Connection connection, String name, long period, int most)
            throws SQLException {
        String sql = "select first, last from quota_returned where name = ? and period = ? order by first limit 1";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            new Binder(connection, select).all(List.of(name, period));
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                long first = rows.getLong(1);
                long last = rows.getLong(2);
                long end = Math.min(last, first + most - 1);
                execute(
                        connection,
                        "delete from quota_returned where name = ? and period = ? and first = ?",
                        List.of(name, period, first));
                if (end < last) {
                    execute(
                            connection,
                            "insert into quota_returned (name, period, first, last) values (?, ?, ?, ?)",
                            List.of(name, period, end + 1, last));
                }
                return Optional.of(new Block(first, end));
            }
        }
    }

    private static Optional<Long> number(Connection connection, String sql, List<Object> values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            new Binder(connection, select).all(values);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        }
    }

    private static void execute(Connection connection, String sql, List<Object> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binder(connection, statement).all(values);
            statement.executeUpdate();
        }
    }
}
