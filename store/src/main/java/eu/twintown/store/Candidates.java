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
    private final Deque<String> few = new ArrayDeque<>();
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
        return documents().stream().map(EntityCodec::decode).toList();
    }

    /** Gives the entities to {@code sink} until it wants no more; tells whether it took all. What it did not want is not read out. */
    public boolean each(Predicate<Entity> sink) {
        while (!ended) {
            for (String document : documents()) {
                if (!sink.test(EntityCodec.decode(document))) {
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

    private List<String> documents() {
        if (ended) {
            return List.of();
        }
        List<String> documents = all ? few() : database.repeatable(this::read);
        ended = all ? few.isEmpty() : documents.size() < size;
        size = MOST_AT_ONCE;
        return documents;
    }

    private List<String> few() {
        List<String> documents = new ArrayList<>(size);
        while (documents.size() < size && !few.isEmpty()) {
            documents.add(few.poll());
        }
        return documents;
    }

    private List<String> read(Connection connection) throws SQLException {
        if (!begun) {
            Optional<List<String>> found = FewByPlace.find(connection, plan);
            if (found.isPresent()) {
                all = true;
                few.addAll(found.get());
                return few();
            }
            chosen = choice.plan(connection, tenant, plan, wanted, wanted == Entities.ALL);
            if (chosen == plan) {
                many.run();
            }
        }
        List<String> documents = new ArrayList<>(size);
        int lastTypeSet = typeSet;
        long lastSeq = seq;
        String sql = chosen.select("e.doc, e.type_set, e.seq") + (begun ? AFTER : "") + QueryPlan.ORDER + " limit ?";
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
                    documents.add(rows.getString(1));
                    if (documents.size() == size) {
                        // Only after a full piece is there a next one, which begins here.
                        lastTypeSet = rows.getInt(2);
                        lastSeq = rows.getLong(3);
                    }
                }
            }
        }
        begun = true;
        typeSet = lastTypeSet;
        seq = lastSeq;
        return documents;
    }
}
