package eu.twintown.store;

import eu.twintown.store.database.Binder;
import eu.twintown.store.index.IndexCondition;
import eu.twintown.store.index.IndexRow;
import eu.twintown.store.index.IndexableTerm;
import eu.twintown.store.index.ValueIndexes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a query goes by the index of places or a value index, and by which. An index is asked how many candidates it has, up to the
 * number from which on the scan in the order of the answer is the cheaper way: a scan ends as soon as the page is full.
 */
public final class IndexChoice {
    /** Few enough to fetch and sort whatever the scan would cost. */
    private static final long FEW = 200;
    /** How many terms of a conjunction are asked at most, the more promising first. */
    private static final int MOST_ASKED = 3;

    private final ValueIndexes indexes;

    public IndexChoice(ValueIndexes indexes) {
        this.indexes = indexes;
    }

    /**
     * The plan with the condition of the best index; the plan itself where the scan is better.
     *
     * @param page how many matches are wanted, with those that are skipped
     * @param whole whether all matches are wanted, be it only to count them
     */
    public QueryPlan plan(Connection connection, String tenant, QueryPlan plan, long page, boolean whole)
            throws SQLException {
        List<IndexCondition> conditions = conditions(tenant, plan);
        if (conditions.isEmpty()) {
            return plan;
        }
        long limit = worthwhile(indexes.about(tenant, plan.typeSets()), page, whole);
        Optional<IndexCondition> best = Optional.empty();
        for (IndexCondition condition : conditions) {
            long candidates = count(connection, condition, limit);
            if (candidates < limit) {
                limit = candidates;
                best = Optional.of(condition);
            }
            if (limit <= FEW / 4) {
                break;
            }
        }
        best.ifPresent(indexes::used);
        return best.map(plan::by).orElse(plan);
    }

    private List<IndexCondition> conditions(String tenant, QueryPlan plan) {
        List<IndexCondition> conditions = new ArrayList<>();
        plan.place().map(IndexCondition::of).ifPresent(conditions::add);
        List<IndexRow> rows = indexes.rows();
        if (!rows.isEmpty() && plan.rest().q().isPresent() && !plan.typeSets().isEmpty()) {
            IndexableTerm.of(plan.rest().q().get()).stream()
                    .sorted((a, b) -> Integer.compare(a.width(), b.width()))
                    .flatMap(term -> IndexCondition.of(term, tenant, plan.typeSets(), rows).stream())
                    .limit(MOST_ASKED)
                    .forEach(conditions::add);
        }
        return conditions;
    }

    /**
     * From how many candidates on the scan is cheaper. Reading a row and testing it costs about the same either way; an
     * index costs a quarter more for each candidate. Where m of n match, the scan reads page * n / m rows.
     */
    public static long worthwhile(long entities, long page, boolean whole) {
        double limit = whole ? entities * 0.6 : Math.sqrt(0.8 * entities * (page + 1.0));
        return Math.max(FEW, (long) Math.min(limit, Integer.MAX_VALUE));
    }

    private static long count(Connection connection, IndexCondition condition, long limit) throws SQLException {
        String sql = "select count(*) from (select 1 from " + condition.rows() + " limit ?) candidates";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Binder bind = new Binder(connection, select);
            bind.all(condition.values());
            bind.number(limit);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
