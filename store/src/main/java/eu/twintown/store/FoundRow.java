package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;

/**
 * A row that a query found. No two rows have the same place in the order of answers, and a row keeps its own as long as its
 * types are the same.
 *
 * @param typeSet number of the combination of types: the first part of the order
 * @param seq number of the row: the second
 */
record FoundRow(int typeSet, long seq, String document) {
    /** The columns that {@link #read} takes. */
    static final String COLUMNS = "e.type_set, e.seq, e.doc";

    static final Comparator<FoundRow> IN_ORDER =
            Comparator.comparingInt(FoundRow::typeSet).thenComparingLong(FoundRow::seq);

    static FoundRow read(ResultSet rows) throws SQLException {
        return new FoundRow(rows.getInt(1), rows.getLong(2), rows.getString(3));
    }

    Entity entity() {
        return EntityCodec.decode(document);
    }
}
