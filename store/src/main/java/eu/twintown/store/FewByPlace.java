package eu.twintown.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The short way of a geo query: where the index of places has few entities in the area, of whatever type, one statement
 * gives all candidates. Where it has more, as the number of rows tells, {@link IndexChoice} decides.
 */
final class FewByPlace {
    private static final int FEW = 64;

    private record Row(int typeSet, long seq, String document) {
        private static final Comparator<Row> IN_ORDER =
                Comparator.comparingInt(Row::typeSet).thenComparingLong(Row::seq);
    }

    private FewByPlace() {}

    /** The documents of the candidates in the order of the answer; empty where this is not the way. */
    static Optional<List<String>> find(Connection connection, QueryPlan plan) throws SQLException {
        if (plan.place().isEmpty()) {
            return Optional.empty();
        }
        IndexCondition place = IndexCondition.of(plan.place().get());
        String sql = "select case when " + plan.where() + " then e.doc end, e.type_set, e.seq from " + place.rows()
                + " limit " + (FEW + 1);
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Binder bind = new Binder(connection, select);
            bind.all(plan.values());
            bind.all(place.values());
            return read(select);
        }
    }

    private static Optional<List<String>> read(PreparedStatement select) throws SQLException {
        List<Row> found = new ArrayList<>();
        int looked = 0;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                looked++;
                String document = rows.getString(1);
                if (document != null) {
                    found.add(new Row(rows.getInt(2), rows.getLong(3), document));
                }
            }
        }
        if (looked > FEW) {
            return Optional.empty();
        }
        found.sort(Row.IN_ORDER);
        return Optional.of(found.stream().map(Row::document).toList());
    }
}
