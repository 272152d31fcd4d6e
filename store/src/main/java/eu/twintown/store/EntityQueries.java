package eu.twintown.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.store.Entities.Page;
import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Database;
import eu.twintown.store.dictionary.TypeSets;
import eu.twintown.store.index.IndexableTerm;
import eu.twintown.store.index.ScanWatch;
import eu.twintown.store.index.ValueIndexes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs the plans of {@link QueryPlanner}. */
final class EntityQueries {
    private static final int FETCH = 256;
    private static final Duration CROWDED = Duration.ofMinutes(1);

    private final Database database;
    private final TypeSets types;
    private final QueryPlanner planner;
    private final IndexChoice choice;
    private final ValueIndexes indexes;
    private final Cache<Crowd, Boolean> crowded =
            Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(CROWDED).build();

    private record Crowd(String tenant, BoundingBox box) {}

    EntityQueries(Database database, TypeSets types, ValueIndexes indexes) {
        this.database = database;
        this.types = types;
        this.indexes = indexes;
        this.choice = new IndexChoice(indexes);
        this.planner = new QueryPlanner(types);
    }

    Page page(String tenant, EntityFilter filter, int limit, int offset, boolean count) {
        while (true) {
            QueryPlan plan = planner.plan(tenant, filter);
            int known = types.highest();
            Page page = plan.none()
                    ? new Page(List.of(), count ? OptionalLong.of(0) : OptionalLong.empty())
                    : run(tenant, plan, limit, offset, count);
            if (filter.types().isEmpty() || !typesAreNew(known)) {
                return page;
            }
        }
    }

    Candidates candidates(
            String tenant, EntityFilter filter, List<BoundingBox> within, Optional<TypeSelection> among, long wanted) {
        if (database.isShared() && (filter.types().isPresent() || among.isPresent())) {
            types.refresh();
        }
        QueryPlan plan = planner.plan(tenant, filter, within, among);
        // Areas of agreements come again and again; those with many entities need not be looked up each time.
        Optional<Crowd> area = plan.place().filter(within::contains).map(box -> new Crowd(tenant, box));
        if (area.filter(crowd -> crowded.getIfPresent(crowd) != null).isPresent()) {
            return new Candidates(database, choice, tenant, plan.withoutPlace(), wanted, () -> {});
        }
        return new Candidates(
                database, choice, tenant, plan, wanted, () -> area.ifPresent(crowd -> crowded.put(crowd, true)));
    }

    void scan(String tenant, EntityFilter filter, Consumer<Entity> sink) {
        if (filter.types().isPresent()) {
            types.refresh();
        }
        QueryPlan plan = planner.plan(tenant, filter);
        if (plan.none()) {
            return;
        }
        // Not repeated on failure: the sink has had part of the entities by then.
        try (Connection connection = database.connection()) {
            QueryPlan chosen = choice.plan(connection, tenant, plan, Long.MAX_VALUE, true);
            stream(connection, chosen, FETCH, doc -> {
                Entity entity = EntityCodec.decode(doc);
                if (plan.exact() || plan.rest().test(entity)) {
                    sink.accept(entity);
                }
                return true;
            });
        } catch (SQLException e) {
            throw Database.failure(e);
        }
    }

    private boolean typesAreNew(int known) {
        return types.highest() > known || (database.isShared() && types.refresh());
    }

    private Page run(String tenant, QueryPlan plan, int limit, int offset, boolean count) {
        if (plan.exact()) {
            List<Entity> entities = limit == 0 ? List.of() : exactPage(plan, limit, offset);
            return new Page(entities, count ? OptionalLong.of(exactCount(plan)) : OptionalLong.empty());
        }
        return database.repeatable(connection -> {
            Optional<List<FoundRow>> few = FewByPlace.find(connection, plan);
            if (few.isPresent()) {
                PageOfMatches page = new PageOfMatches(plan.rest(), limit, offset, count);
                page.takeAll(few.get());
                indexes.scanned(page.looked());
                return page.page();
            }
            QueryPlan chosen = choice.plan(connection, tenant, plan, (long) offset + limit, count);
            return testedPage(
                    connection, chosen, limit, offset, count, chosen == plan ? watch(plan) : Optional.empty());
        });
    }

    private List<Entity> exactPage(QueryPlan plan, int limit, int offset) {
        String sql = plan.select("e.doc") + QueryPlan.ORDER + " limit ? offset ?";
        List<String> docs = database.repeatable(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                Binder bind = new Binder(connection, select);
                bind.all(plan.values());
                bind.number(limit);
                bind.number(offset);
                List<String> found = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
                return found;
            }
        });
        return docs.stream().map(EntityCodec::decode).toList();
    }

    private long exactCount(QueryPlan plan) {
        return database.repeatable(connection -> {
            String sql = plan.select("count(*)");
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                new Binder(connection, select).all(plan.values());
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    private Optional<ScanWatch.Scan> watch(QueryPlan plan) {
        return plan.rest().q().flatMap(q -> indexes.watch(plan.rest(), IndexableTerm.of(q)));
    }

    private Page testedPage(
            Connection connection, QueryPlan plan, int limit, int offset, boolean count, Optional<ScanWatch.Scan> watch)
            throws SQLException {
        PageOfMatches page = new PageOfMatches(plan.rest(), limit, offset, count);
        stream(connection, plan, count ? FETCH : Math.clamp(2L * limit, 16, FETCH), doc -> {
            Entity entity = EntityCodec.decode(doc);
            watch.ifPresent(scan -> scan.see(entity));
            return page.take(entity);
        });
        indexes.scanned(page.looked());
        watch.ifPresent(ScanWatch.Scan::end);
        return page.page();
    }

    /** Gives the documents of the candidates to {@code sink} in their order, until it wants no more. */
    private static void stream(Connection connection, QueryPlan plan, int fetch, Predicate<String> sink)
            throws SQLException {
        String sql = plan.select("e.doc") + QueryPlan.ORDER;
        // A cursor needs a transaction.
        connection.setAutoCommit(false);
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setFetchSize(fetch);
            new Binder(connection, select).all(plan.values());
            try (ResultSet rows = select.executeQuery()) {
                boolean more = true;
                while (more && rows.next()) {
                    more = sink.test(rows.getString(1));
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
