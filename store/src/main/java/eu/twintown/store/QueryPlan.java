package eu.twintown.store;

import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.store.database.Binder;
import eu.twintown.store.index.IndexCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a query is answered: rows that may match, from SQL; and what is left to be tested on each.
 *
 * @param from where rows come from, under the name {@code e}
 * @param where condition on them; in both stands a parameter for each value
 * @param values what goes into the parameters: as {@link Binder#all} takes them
 * @param rest the whole filter; tested on each candidate unless {@code exact}
 * @param exact whether the condition alone decides
 * @param none whether nothing can match
 * @param typeSets the combinations of types that may match; empty where any may
 * @param place the smallest of the boxes with each of which an entity must share a point; the index can go by that
 */
public record QueryPlan(
        String from,
        String where,
        List<Object> values,
        EntityFilter rest,
        boolean exact,
        boolean none,
        List<Integer> typeSets,
        Optional<BoundingBox> place) {

    /** All entities. */
    static final String TABLE = "entity e";
    /** The order of every answer: by the combination of types, then by age. Served by the index entity_by_type. */
    public static final String ORDER = " order by e.type_set, e.seq";

    /** The statement that gives a column of the rows, in no order. */
    public String select(String column) {
        return "select " + column + " from " + from + " where " + where;
    }

    /** The same, without going by the place: the condition on it stays. */
    QueryPlan withoutPlace() {
        return new QueryPlan(from, where, values, rest, exact, none, typeSets, Optional.empty());
    }

    /** The same, by way of indexes. They give rows in another order; the fence keeps PostgreSQL from sparing the sort. */
    QueryPlan by(IndexCondition condition) {
        List<Object> all = new ArrayList<>(condition.values());
        all.addAll(values);
        return new QueryPlan(
                "(select e.* from " + condition.rows() + " offset 0) e",
                where,
                all,
                rest,
                exact,
                none,
                typeSets,
                place);
    }
}
