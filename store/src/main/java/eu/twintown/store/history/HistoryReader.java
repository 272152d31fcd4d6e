package eu.twintown.store.history;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.kernel.query.TemporalQuery.TimeProperty;
import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Database;
import eu.twintown.store.database.Micros;
import eu.twintown.store.dictionary.Terms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads chunks, tail and the entities themselves in one statement, so from one snapshot: a sample is in exactly one of the
 * first two, or made of the document of an entity that is as it was created.
 */
public final class HistoryReader {
    /**
     * In the place of an attribute: the row is an entity as it was created, or as it was deleted. Any other entity has -1.
     */
    private static final int UNSAMPLED = -2;

    private static final int DEPARTED = -3;

    /** Entities, the tail, and those chunks that may hold what is asked for; %s = seen or at. */
    private static final String SAMPLES = """
            with found as (
                select entity, attribute, first_seq, %1$s_from as time_from, %1$s_to as time_to, data,
                    sum(size) over (partition by entity, attribute order by %1$s_from desc, first_seq desc) as running
                from history_chunk
                where tenant = ? and entity = any(?) and (? or attribute = any(?)) and %1$s_to >= ? and %1$s_from <= ?),
            newest as (
                select entity, attribute, max(time_from) filter (where running >= ?) as enough
                from found group by entity, attribute)
            select f.entity, f.attribute, 0, 0, null, f.data
            from found f join newest n on n.entity = f.entity and n.attribute = f.attribute
            where n.enough is null or f.time_to >= n.enough
            union all
            select entity, 0, seq, at, samples, null from history_tail where tenant = ? and entity = any(?)
            union all
            select id, case when unsampled then -2 else -1 end, seq, 0, doc, null
            from entity where tenant = ? and id = any(?)
            union all
            select id, -3, 0, 0, doc, null from departed where tenant = ? and id = any(?)
            """;

    private final Database database;
    private final Terms terms;
    private final SampleWriter writer;

    public HistoryReader(Database database, Terms terms) {
        this.database = database;
        this.terms = terms;
        this.writer = new SampleWriter(terms);
    }

    /** What the rows of the statement tell, by entity. */
    private static final class Found {
        private final Map<String, Map<Integer, List<Sample>>> samples = new HashMap<>();
        /** The entities as they are, or as they were when they were deleted. */
        private final Map<String, Entity> heads = new HashMap<>();
        /** Numbers of those that are as they were created. */
        private final Map<String, Long> unsampled = new HashMap<>();

        void add(ResultSet row) throws SQLException {
            String id = row.getString(1);
            int attribute = row.getInt(2);
            if (attribute < 0) {
                addHead(row, id, attribute);
                return;
            }
            Map<Integer, List<Sample>> series = samples.computeIfAbsent(id, key -> new LinkedHashMap<>());
            byte[] data = row.getBytes(6);
            if (data == null) {
                TailLines.add(series, row.getLong(3), row.getLong(4), row.getString(5));
            } else {
                series.computeIfAbsent(attribute, key -> new ArrayList<>()).addAll(ChunkCodec.decode(data));
            }
        }

        private void addHead(ResultSet row, String id, int kind) throws SQLException {
            Entity entity = EntityCodec.decode(row.getString(5));
            if (kind == DEPARTED) {
                heads.putIfAbsent(id, entity);
                return;
            }
            heads.put(id, entity);
            if (kind == UNSAMPLED) {
                unsampled.put(id, row.getLong(3));
            }
        }
    }

    public Map<String, Entity> read(String tenant, List<String> ids, List<String> attributes, TemporalQuery query) {
        List<Integer> wanted = new ArrayList<>();
        attributes.forEach(name -> terms.existing(name).ifPresent(wanted::add));
        Range range = Range.of(query);
        Found found =
                database.repeatable(connection -> find(connection, tenant, ids, attributes.isEmpty(), wanted, range));
        found.unsampled.forEach((id, seq) -> addFirst(found, id, seq));
        Map<String, Entity> result = new LinkedHashMap<>();
        for (String id : new LinkedHashSet<>(ids)) {
            Evolution evolution = new Evolution(query);
            found.samples.getOrDefault(id, Map.of()).forEach((attribute, samples) -> {
                if (attributes.isEmpty() || wanted.contains(attribute)) {
                    evolution.add(attribute, samples);
                }
            });
            evolution
                    .entity(id, Optional.ofNullable(found.heads.get(id)), terms)
                    .ifPresent(e -> result.put(id, e));
        }
        return result;
    }

    /** The samples of its creation, exactly as a writer will make them when it changes. */
    private void addFirst(Found found, String id, long seq) {
        Entity first = Objects.requireNonNull(found.heads.get(id));
        long at = Micros.of(Objects.requireNonNull(first.modifiedAt()));
        TailLines.add(
                found.samples.computeIfAbsent(id, key -> new LinkedHashMap<>()),
                seq,
                at,
                writer.first(first).text());
    }

    private static Found find(
            Connection connection, String tenant, List<String> ids, boolean all, List<Integer> wanted, Range range)
            throws SQLException {
        Found found = new Found();
        try (PreparedStatement select = connection.prepareStatement(SAMPLES.formatted(range.column()))) {
            Binder bind = new Binder(connection, select);
            bind.text(tenant);
            bind.texts(ids);
            bind.flag(all);
            bind.ints(wanted.stream().mapToInt(Integer::intValue).toArray());
            bind.number(range.earliest());
            bind.number(range.latest());
            bind.number(range.enough());
            for (int part = 0; part < 3; part++) {
                bind.text(tenant);
                bind.texts(ids);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows);
                }
            }
        }
        return found;
    }

    /**
     * Samples of some attributes by entity and attribute, within a transaction: those observed from one time to another, both
     * included, and maybe others. Without those that wait in documents.
     */
    public static Map<String, Map<Integer, List<Sample>>> observed(
            Connection connection, String tenant, List<String> ids, List<Integer> attributes, long from, long to)
            throws SQLException {
        return find(connection, tenant, ids, false, attributes, new Range("seen", from, to, Long.MAX_VALUE)).samples;
    }

    /**
     * Which chunks may hold what is asked for.
     *
     * @param column the time that counts, as in the names of columns
     * @param enough how many of the newest samples are enough
     */
    private record Range(String column, long earliest, long latest, long enough) {

        static Range of(TemporalQuery query) {
            boolean byObservation = query.timeProperty() == TimeProperty.OBSERVED_AT;
            return new Range(byObservation ? "seen" : "at", earliest(query), latest(query), enoughFor(query));
        }

        private static long earliest(TemporalQuery query) {
            return query.relation()
                            .filter(relation -> relation != TemporalQuery.Relation.BEFORE)
                            .isPresent()
                    ? query.timeAt().map(Micros::of).orElseThrow()
                    : Long.MIN_VALUE;
        }

        private static long latest(TemporalQuery query) {
            return query.relation()
                    .flatMap(relation -> switch (relation) {
                        case BEFORE -> query.timeAt();
                        case BETWEEN -> query.endTimeAt();
                        case AFTER -> Optional.empty();
                    })
                    .map(Micros::of)
                    .orElse(Long.MAX_VALUE);
        }

        /**
         * With a relation, or where only deletions count, chunks hold samples that do not count, so nothing can be said
         * beforehand.
         */
        private static long enoughFor(TemporalQuery query) {
            boolean every = query.relation().isEmpty() && query.timeProperty() != TimeProperty.DELETED_AT;
            return every && query.lastN() > 0 ? query.lastN() : Long.MAX_VALUE;
        }
    }
}
