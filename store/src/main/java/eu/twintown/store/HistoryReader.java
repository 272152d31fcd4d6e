package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.kernel.query.TemporalQuery.TimeProperty;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads chunks and tail in one statement, so from one snapshot: a sample is in exactly one of them. */
final class HistoryReader {
    private static final String HEADS = """
            select id, doc from departed where tenant = ? and id = any(?)
            union all
            select id, doc from entity where tenant = ? and id = any(?)
            """;

    /** The tail, and those chunks that may hold what is asked for; %s = seen or at. */
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
            """;

    private final Database database;
    private final Terms terms;

    HistoryReader(Database database, Terms terms) {
        this.database = database;
        this.terms = terms;
    }

    Map<String, Entity> read(String tenant, List<String> ids, List<String> attributes, TemporalQuery query) {
        List<Integer> wanted = new ArrayList<>();
        attributes.forEach(name -> terms.existing(name).ifPresent(wanted::add));
        Map<String, Evolution> evolutions = new LinkedHashMap<>();
        ids.forEach(id -> evolutions.put(id, new Evolution(query)));
        Map<String, Entity> heads = database.transaction(connection -> {
            samples(connection, tenant, ids, attributes.isEmpty(), wanted, query)
                    .forEach((id, series) -> {
                        Evolution evolution = evolutions.computeIfAbsent(id, other -> new Evolution(query));
                        series.forEach((attribute, samples) -> {
                            if (attributes.isEmpty() || wanted.contains(attribute)) {
                                evolution.add(attribute, samples);
                            }
                        });
                    });
            return heads(connection, tenant, ids);
        });
        Map<String, Entity> result = new LinkedHashMap<>();
        evolutions.forEach((id, evolution) ->
                evolution.entity(id, Optional.ofNullable(heads.get(id)), terms).ifPresent(e -> result.put(id, e)));
        return result;
    }

    /** The entities as they are, or as they were when they were deleted. */
    private static Map<String, Entity> heads(Connection connection, String tenant, List<String> ids)
            throws SQLException {
        Map<String, Entity> heads = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(HEADS)) {
            new Binder(connection, select).all(List.of(tenant, ids, tenant, ids));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    heads.put(rows.getString(1), EntityCodec.decode(rows.getString(2)));
                }
            }
        }
        return heads;
    }

    private static Map<String, Map<Integer, List<Sample>>> samples(
            Connection connection,
            String tenant,
            List<String> ids,
            boolean all,
            List<Integer> wanted,
            TemporalQuery query)
            throws SQLException {
        boolean byObservation = query.timeProperty() == TimeProperty.OBSERVED_AT;
        Map<String, Map<Integer, List<Sample>>> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SAMPLES.formatted(byObservation ? "seen" : "at"))) {
            Binder bind = new Binder(connection, select);
            bind.text(tenant);
            bind.texts(ids);
            bind.flag(all);
            bind.ints(wanted.stream().mapToInt(Integer::intValue).toArray());
            bind.number(earliest(query));
            bind.number(latest(query));
            bind.number(enough(query));
            bind.text(tenant);
            bind.texts(ids);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    add(rows, found.computeIfAbsent(rows.getString(1), id -> new LinkedHashMap<>()));
                }
            }
        }
        return found;
    }

    private static void add(ResultSet rows, Map<Integer, List<Sample>> series) throws SQLException {
        byte[] data = rows.getBytes(6);
        if (data == null) {
            TailLines.add(series, rows.getLong(3), rows.getLong(4), rows.getString(5));
        } else {
            series.computeIfAbsent(rows.getInt(2), attribute -> new ArrayList<>())
                    .addAll(ChunkCodec.decode(data));
        }
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
     * How many newest samples are enough. With a relation, or where only deletions count, chunks hold samples that do not
     * count, so nothing can be said beforehand.
     */
    private static long enough(TemporalQuery query) {
        boolean every = query.relation().isEmpty() && query.timeProperty() != TimeProperty.DELETED_AT;
        return every && query.lastN() > 0 ? query.lastN() : Long.MAX_VALUE;
    }
}
