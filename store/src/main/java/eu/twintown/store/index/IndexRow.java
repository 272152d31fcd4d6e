package eu.twintown.store.index;

import eu.twintown.store.database.Binder;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A row of the table value_index: what all nodes know of one index.
 *
 * @param covers type sets of which every entity is in the index; empty while it is not there
 */
public record IndexRow(
        int id,
        String type,
        String attribute,
        boolean declared,
        Set<Integer> covers,
        Instant createdAt,
        long uses,
        Instant usedAt) {

    /** Begins the name of every value index in the database. */
    public static final String PREFIX = "entity_by_value_";

    /** The index over these type sets. A new set makes a new name: sets are only ever added, and numbered upwards. */
    String name(List<Integer> typeSets) {
        return PREFIX + id + "_" + typeSets.getLast();
    }

    /** Whether that is a name of this index, over whichever type sets. */
    boolean isNameOf(String name) {
        return name.startsWith(PREFIX + id + "_");
    }

    boolean isOn(String otherType, String otherAttribute) {
        return type.equals(otherType) && attribute.equals(otherAttribute);
    }

    static List<IndexRow> all(Connection connection) throws SQLException {
        String sql =
                "select id, type, attribute, declared, covers, created_at, uses, used_at from value_index order by id";
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            List<IndexRow> all = new ArrayList<>();
            while (rows.next()) {
                Array covers = rows.getArray(5);
                all.add(new IndexRow(
                        rows.getInt(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getBoolean(4),
                        Set.copyOf(Arrays.asList((Integer[]) covers.getArray())),
                        rows.getTimestamp(6).toInstant(),
                        rows.getLong(7),
                        rows.getTimestamp(8).toInstant()));
            }
            return all;
        }
    }

    /** Adds a pair where it is not yet there; a declared one stays declared. */
    static int insert(Connection connection, String type, String attribute, boolean declared) throws SQLException {
        String sql = "insert into value_index (type, attribute, declared) values (?, ?, ?)"
                + " on conflict (type, attribute) do update set declared = true"
                + " where excluded.declared and not value_index.declared";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, type);
            insert.setString(2, attribute);
            insert.setBoolean(3, declared);
            return insert.executeUpdate();
        }
    }

    /** Treats a pair as made on demand from now on. */
    static int undeclare(Connection connection, int id) throws SQLException {
        return change(connection, "declared = false, used_at = now() where id = ?", List.of(id));
    }

    /** Says which type sets the index covers. */
    static int cover(Connection connection, int id, int[] typeSets) throws SQLException {
        return change(connection, "covers = ? where id = ?", List.of(typeSets, id));
    }

    static int use(Connection connection, int id, long times) throws SQLException {
        return change(connection, "used_at = now(), uses = uses + ? where id = ?", List.of(times, id));
    }

    private static int change(Connection connection, String change, List<Object> values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update value_index set " + change)) {
            new Binder(connection, update).all(values);
            return update.executeUpdate();
        }
    }
}
