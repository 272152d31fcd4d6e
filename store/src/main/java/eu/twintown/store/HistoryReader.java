package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import eu.twintown.kernel.time.TemporalQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads chunks and tail in one statement, so from one snapshot: a sample is in exactly one of them. */
final class HistoryReader {
    private static final String HEADS = """
            select id, doc from departed where tenant = ? and id = any(?)
            union all
            select id, doc from entity where tenant = ? and id = any(?)
            """;

    private static final String TAIL =
            "select entity, seq, at, samples from history_tail where tenant = ? and entity = any(?)";

    private final Database database;
    private final Terms terms;

    HistoryReader(Database database, Terms terms) {
        this.database = database;
        this.terms = terms;
    }

    Map<String, Entity> read(String tenant, List<String> ids, List<String> attributes, TemporalQuery query) {
        Set<Integer> wanted = new TreeSet<>();
        attributes.forEach(name -> terms.existing(name).ifPresent(wanted::add));
        Map<String, Evolution> evolutions = new LinkedHashMap<>();
        ids.forEach(id -> evolutions.put(id, new Evolution(query)));
        Map<String, Entity> heads = database.transaction(connection -> {
            Map<String, Map<Integer, List<Sample>>> samples = samples(connection, tenant, ids);
            evolutions.forEach(
                    (id, evolution) -> samples.getOrDefault(id, Map.of()).forEach((attribute, list) -> {
                        if (attributes.isEmpty() || wanted.contains(attribute)) {
                            evolution.add(attribute, list);
                        }
                    }));
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
            Connection connection, String tenant, List<String> ids) throws SQLException {
        Map<String, Map<Integer, List<Sample>>> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(TAIL)) {
            new Binder(connection, select).all(List.of(tenant, ids));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Map<Integer, List<Sample>> series =
                            found.computeIfAbsent(rows.getString(1), id -> new LinkedHashMap<>());
                    TailLines.add(series, rows.getLong(2), rows.getLong(3), rows.getString(4));
                }
            }
        }
        return found;
    }
}
