package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * The entities that may match a filter, in the order of every answer, some at a time. No connection is held in between, so
 * that what is done with them may use the store. Each entity is given once; what is written meanwhile may or may not be
 * seen. For one thread.
 */
public final class Candidates {
    private static final String AFTER = " and (e.type_set, e.seq) > (?, ?)";
    private static final int MOST_AT_ONCE = 200;
    private static final int LEAST_AT_ONCE = 16;

    private final Database database;
    private final IndexChoice choice;
    private final String tenant;
    private final QueryPlan plan;
    private final long wanted;
    private final Runnable many;
    private final Deque<FoundRow> few = new ArrayDeque<>();
    private int size;
    private boolean all;
    private QueryPlan chosen;
    private boolean begun;
    private boolean ended;
    private int typeSet;
    private long seq;

    /**
     * @param wanted how many matches will be wanted
     * @param many is told where there are too many in the place of the plan for going by it
     */
    Candidates(Database database, IndexChoice choice, String tenant, QueryPlan plan, long wanted, Runnable many) {
        this.database = database;
        this.choice = choice;
        this.tenant = tenant;
        this.plan = plan;
        this.chosen = plan;
        this.wanted = wanted;
        this.many = many;
        this.ended = plan.none();
        // Where the filter is tested on each, some will not match.
        this.size = (int) Math.clamp(plan.exact() ? wanted : 2 * wanted, LEAST_AT_ONCE, MOST_AT_ONCE);
    }

    /** The next ones: about as many as are wanted, then more at a time; none = there are no more. */
    public List<Entity> next() {
        return rows().stream().map(FoundRow::entity).toList();
    }

    /** Gives the entities to {@code sink} until it wants no more; tells whether it took all. What it did not want is not read out. */
    public boolean each(Predicate<Entity> sink) {
        return each((row, entity) -> sink.test(entity));
    }

    /** As {@link #each(Predicate)}, with the row of each. */
    boolean each(BiPredicate<FoundRow, Entity> sink) {
        while (!ended) {
            for (FoundRow row : rows()) {
                if (!sink.test(row, row.entity())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether {@link #next} has given all. */
    public boolean ended() {
        return ended;
    }

    private List<FoundRow> rows() {
        if (ended) {
            return List.of();
        }
        List<FoundRow> found = all ? few() : database.repeatable(this::read);
        ended = all ? few.isEmpty() : found.size() < size;
        size = MOST_AT_ONCE;
        return found;
    }

    private List<FoundRow> few() {
        List<FoundRow> found = new ArrayList<>(size);
        while (found.size() < size && !few.isEmpty()) {
            found.add(few.poll());
        }
        return found;
    }

    private List<FoundRow> read(Connection connection) throws SQLException {
        if (!begun) {
            Optional<List<FoundRow>> here = FewByPlace.find(connection, plan);
            if (here.isPresent()) {
                all = true;
                few.addAll(here.get());
                return few();
            }
            chosen = choice.plan(connection, tenant, plan, wanted, wanted == Entities.ALL);
            if (chosen == plan) {
                many.run();
            }
        }
        List<FoundRow> found = new ArrayList<>(size);
        String sql = chosen.select(FoundRow.COLUMNS) + (begun ? AFTER : "") + QueryPlan.ORDER + " limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Binder bind = new Binder(connection, select);
            bind.all(chosen.values());
            if (begun) {
                bind.number(typeSet);
                bind.number(seq);
            }
            bind.number(size);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(FoundRow.read(rows));
                }
            }
        }
        begun = true;
        if (found.size() == size) {
            // Only after a full piece is there a next one, which begins here.
            typeSet = found.getLast().typeSet();
            seq = found.getLast().seq();
        }
        return found;
    }
}
