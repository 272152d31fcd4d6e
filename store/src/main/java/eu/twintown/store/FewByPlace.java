package eu.twintown.store;

import eu.twintown.store.database.Binder;
import eu.twintown.store.index.IndexCondition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The short way of a geo query: where the index of places has few entities in the area, of whatever type, one statement
 * gives all candidates. Where it has more, as the number of rows tells, {@link IndexChoice} decides.
 */
final class FewByPlace {
    private static final int FEW = 64;

    private FewByPlace() {}

    /** The candidates in the order of the answer; empty where this is not the way. */
    static Optional<List<FoundRow>> find(Connection connection, QueryPlan plan) throws SQLException {
        if (plan.place().isEmpty()) {
            return Optional.empty();
        }
        IndexCondition place = IndexCondition.of(plan.place().get());
        String sql = "select e.type_set, e.seq, case when " + plan.where() + " then e.doc end from " + place.rows()
                + " limit " + (FEW + 1);
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Binder bind = new Binder(connection, select);
            bind.all(plan.values());
            bind.all(place.values());
            return read(select);
        }
    }

    private static Optional<List<FoundRow>> read(PreparedStatement select) throws SQLException {
        List<FoundRow> found = new ArrayList<>();
        int looked = 0;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                looked++;
                String document = rows.getString(3);
                if (document != null) {
                    found.add(new FoundRow(rows.getInt(1), rows.getLong(2), document));
                }
            }
        }
        if (looked > FEW) {
            return Optional.empty();
        }
        found.sort(FoundRow.IN_ORDER);
        return Optional.of(found);
    }
}
