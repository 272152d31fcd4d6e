package eu.twintown.store.history;

import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves samples from the tail of the history into chunks.
 *
 * <h2>Theory</h2>
 *
 * What is best to write (one appended row for each change, all attributes together) is worst to keep and to read; what is
 * best to keep (long packed runs of one attribute) is costly to write a sample at a time. So there are two tiers, as in
 * log-structured merge trees (O'Neil et al., Acta Informatica 33, 1996), with one level: the tail takes what comes, the
 * packer rewrites it. It takes an entity when {@value #WORTHWHILE} changes have gathered, fills its last chunk up to
 * {@value Chunk#SIZE} samples, and begins new ones. A chunk is thus rewritten some ten times before it is full; in return
 * there are few chunks. What changes seldom stays in the tail, where it is no burden.
 *
 * <h2>Concurrency and failure</h2>
 *
 * One transaction moves the samples of some entities: it deletes the tail's rows and writes the chunks. Readers take
 * both tiers from one snapshot, so they find each sample exactly once, before, after and while it is moved. Writers only
 * append to the tail and never wait for the packer. Packers of several nodes take turns (advisory lock). A packer that
 * dies leaves the tail as it was.
 */
public final class Packer {
    /** Changes of an entity that make it worth packing. */
    public static final int WORTHWHILE = 32;

    /** Held by whoever moves or takes out samples. */
    public static final String LOCK = "select pg_advisory_xact_lock(hashtext(current_schema()), 746201938)";

    private static final int ENTITIES = 64;

    private static final String CANDIDATES = """
            select t.tenant, t.entity
            from (select distinct tenant, entity from history_tail where seq > ? and seq <= ?) t
            where (select count(*) from (
                select 1 from history_tail h where h.tenant = t.tenant and h.entity = t.entity limit ?) rows) >= ?
            order by t.tenant, t.entity
            """;

    private static final String TAIL =
            "select entity, seq, at, samples, ctid::text from history_tail where tenant = ? and entity = any(?) order by seq";

    private static final String LAST_CHUNKS = """
            select distinct on (entity, attribute) entity, attribute, data
            from history_chunk
            where tenant = ? and entity = any(?) and attribute = any(?)
            order by entity, attribute, first_seq desc
            """;

    private static final String WRITE = """
            insert into history_chunk as c
                (tenant, entity, attribute, first_seq, size, at_from, at_to, seen_from, seen_to, data)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (tenant, entity, attribute, first_seq) do update
            set size = excluded.size, at_from = excluded.at_from, at_to = excluded.at_to,
                seen_from = excluded.seen_from, seen_to = excluded.seen_to, data = excluded.data
            """;

    private record Series(String entity, int attribute) {}

    private final Database database;
    private long packedUpTo;

    public Packer(Database database) {
        this.database = database;
    }

    /** Packs entities that have changed since the last call and have at least {@code least} rows in the tail. */
    public synchronized void pack(int least) {
        long end = lastSeq();
        Map<String, List<String>> candidates = candidates(least > 1 ? packedUpTo : 0, end, least);
        candidates.forEach((tenant, entities) -> {
            for (int from = 0; from < entities.size(); from += ENTITIES) {
                List<String> some = entities.subList(from, Math.min(from + ENTITIES, entities.size()));
                database.transaction(connection -> move(connection, tenant, some));
            }
        });
        packedUpTo = end;
    }

    private long lastSeq() {
        return database.repeatable(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select last_value from change_seq")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private Map<String, List<String>> candidates(long after, long end, int least) {
        return database.repeatable(connection -> {
            Map<String, List<String>> found = new LinkedHashMap<>();
            try (PreparedStatement select = connection.prepareStatement(CANDIDATES)) {
                new Binder(connection, select).all(List.of(after, end, least, least));
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.computeIfAbsent(rows.getString(1), tenant -> new ArrayList<>())
                                .add(rows.getString(2));
                    }
                }
            }
            return found;
        });
    }

    private static int move(Connection connection, String tenant, List<String> entities) throws SQLException {
        try (Statement lock = connection.createStatement()) {
            lock.execute(LOCK);
        }
        Map<Series, List<Sample>> fresh = new LinkedHashMap<>();
        List<String> rows = readTail(connection, tenant, entities, fresh);
        if (rows.isEmpty()) {
            return 0;
        }
        Map<Series, List<Sample>> last = lastChunks(connection, tenant, entities, fresh);
        List<Chunk> chunks = new ArrayList<>();
        for (Map.Entry<Series, List<Sample>> entry : fresh.entrySet()) {
            Series series = entry.getKey();
            List<Sample> samples = new ArrayList<>(last.getOrDefault(series, List.of()));
            if (samples.size() >= Chunk.SIZE) {
                samples.clear();
            }
            samples.addAll(entry.getValue());
            chunks.addAll(Chunk.pack(series.entity(), series.attribute(), samples));
        }
        write(connection, tenant, chunks);
        try (PreparedStatement delete =
                connection.prepareStatement("delete from history_tail where ctid = any(?::tid[])")) {
            // Rows of the tail are never updated, and only packers delete them: their addresses stay.
            new Binder(connection, delete).texts(rows);
            return delete.executeUpdate();
        }
    }

    /** Writes chunks; those that exist are replaced. */
    public static void write(Connection connection, String tenant, List<Chunk> chunks) throws SQLException {
        if (chunks.isEmpty()) {
            return;
        }
        try (PreparedStatement write = connection.prepareStatement(WRITE)) {
            for (Chunk chunk : chunks) {
                bind(write, tenant, chunk);
                write.addBatch();
            }
            write.executeBatch();
        }
    }

    private static List<String> readTail(
            Connection connection, String tenant, List<String> entities, Map<Series, List<Sample>> found)
            throws SQLException {
        List<String> addresses = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(TAIL)) {
            new Binder(connection, select).all(List.of(tenant, entities));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String entity = rows.getString(1);
                    Map<Integer, List<Sample>> samples = new LinkedHashMap<>();
                    TailLines.add(samples, rows.getLong(2), rows.getLong(3), rows.getString(4));
                    samples.forEach((attribute, list) -> found.computeIfAbsent(
                                    new Series(entity, attribute), series -> new ArrayList<>())
                            .addAll(list));
                    addresses.add(rows.getString(5));
                }
            }
        }
        return addresses;
    }

    private static Map<Series, List<Sample>> lastChunks(
            Connection connection, String tenant, List<String> entities, Map<Series, List<Sample>> wanted)
            throws SQLException {
        Map<Series, List<Sample>> chunks = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(LAST_CHUNKS)) {
            int[] attributes = wanted.keySet().stream()
                    .mapToInt(Series::attribute)
                    .distinct()
                    .toArray();
            new Binder(connection, select).all(List.of(tenant, entities, attributes));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Series series = new Series(rows.getString(1), rows.getInt(2));
                    if (wanted.containsKey(series)) {
                        chunks.put(series, ChunkCodec.decode(rows.getBytes(3)));
                    }
                }
            }
        }
        return chunks;
    }

    private static void bind(PreparedStatement write, String tenant, Chunk chunk) throws SQLException {
        write.setString(1, tenant);
        write.setString(2, chunk.entity());
        write.setInt(3, chunk.attribute());
        write.setLong(4, chunk.firstSeq());
        write.setInt(5, chunk.size());
        write.setLong(6, chunk.atFrom());
        write.setLong(7, chunk.atTo());
        write.setLong(8, chunk.seenFrom());
        write.setLong(9, chunk.seenTo());
        write.setBytes(10, chunk.data());
    }
}
