package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The entities that may match a filter, in the order of every answer, some at a time. No connection is held in between, so
 * that what is done with them may use the store. Each entity is given once; what is written meanwhile may or may not be
 * seen. For one thread.
 */
public final class Candidates {
    private static final String AFTER = " and (e.type_set, e.seq) > (?, ?)";

    private final Database database;
    private final IndexChoice choice;
    private final String tenant;
    private final QueryPlan plan;
    private final boolean whole;
    private final Runnable many;
    private final Deque<String> few = new ArrayDeque<>();
    private boolean all;
    private QueryPlan chosen;
    private boolean begun;
    private boolean ended;
    private int typeSet;
    private long seq;

    /**
     * @param whole whether all will be wanted
     * @param many is told where there are too many in the places of the plan for going by them
     */
    Candidates(Database database, IndexChoice choice, String tenant, QueryPlan plan, boolean whole, Runnable many) {
        this.database = database;
        this.choice = choice;
        this.tenant = tenant;
        this.plan = plan;
        this.chosen = plan;
        this.whole = whole;
        this.many = many;
        this.ended = plan.none();
    }

    /** The next ones, at most so many; fewer = there are no more. */
    public List<Entity> next(int most) {
        if (ended) {
            return List.of();
        }
        List<String> docs = all ? few(most) : database.repeatable(connection -> read(connection, most));
        ended = all ? few.isEmpty() : docs.size() < most;
        return docs.stream().map(EntityCodec::decode).toList();
    }

    private List<String> few(int most) {
        List<String> docs = new ArrayList<>(most);
        while (docs.size() < most && !few.isEmpty()) {
            docs.add(few.poll());
        }
        return docs;
    }

    /** Whether {@link #next} has given all. */
    public boolean ended() {
        return ended;
    }

    private List<String> read(Connection connection, int most) throws SQLException {
        if (!begun) {
            Optional<List<String>> found = FewByPlace.find(connection, plan);
            if (found.isPresent()) {
                all = true;
                few.addAll(found.get());
                return few(most);
            }
            chosen = choice.plan(connection, tenant, plan, most, whole);
            if (chosen == plan) {
                many.run();
            }
        }
        List<String> docs = new ArrayList<>(most);
        String sql = chosen.select("e.doc, e.type_set, e.seq") + (begun ? AFTER : "") + QueryPlan.ORDER + " limit ?";
        int lastTypeSet = typeSet;
        long lastSeq = seq;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Binder bind = new Binder(connection, select);
            bind.all(chosen.values());
            if (begun) {
                bind.number(typeSet);
                bind.number(seq);
            }
            bind.number(most);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    docs.add(rows.getString(1));
                    lastTypeSet = rows.getInt(2);
                    lastSeq = rows.getLong(3);
                }
            }
        }
        begun = true;
        typeSet = lastTypeSet;
        seq = lastSeq;
        return docs;
    }
}
