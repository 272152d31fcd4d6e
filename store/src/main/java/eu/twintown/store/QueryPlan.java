package eu.twintown.store;

import eu.twintown.kernel.query.EntityFilter;
import java.util.List;

/**
 * How a query is answered: rows that may match, from SQL; and what is left to be tested on each.
 *
 * @param where condition on the table {@code entity e}, with a parameter for each value
 * @param values what goes into the parameters: String, Integer, Double, List of String, int[]
 * @param rest the whole filter; tested on each candidate unless {@code exact}
 * @param exact whether the condition alone decides
 * @param none whether nothing can match
 */
record QueryPlan(String where, List<Object> values, EntityFilter rest, boolean exact, boolean none) {

    /** The order of every answer: by the combination of types, then by age. Served by the index entity_by_type. */
    static final String ORDER = " order by e.type_set, e.seq";
}
