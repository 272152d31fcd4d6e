package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Micros;
import eu.twintown.store.history.Chunk;
import eu.twintown.store.history.ChunkCodec;
import eu.twintown.store.history.Packer;
import eu.twintown.store.history.Sample;
import eu.twintown.store.history.TailLines;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes samples out of the history for good, up to a moment, in one transaction: rows of the tail, whole chunks, and the
 * older part of chunks that reach beyond it. Takes turns with the packer, which moves samples between the two. Entities whose
 * samples wait in their documents come first: once their rows are locked, nobody can write those samples any more.
 */
final class Erasure {
    private static final String UNSAMPLED =
            "select id, doc from entity where tenant = ? and unsampled order by id for update";
    private static final String FORGET = "update entity set unsampled = false where tenant = ? and id = any(?)";
    private static final int FETCH = 256;
    private static final String OLD_TAIL =
            "delete from history_tail where tenant = ? and at < ? returning seq, at, samples";
    private static final String OLD_CHUNKS =
            "delete from history_chunk where tenant = ? and at_from < ? returning entity, attribute, data";
    private static final String DEPARTED = "delete from departed where tenant = ?";
    private static final String COUNT = "insert into tally (tenant, subject, amount) values (?, ?, ?)";

    private Erasure() {}

    /** @return how many samples are gone */
    static long before(Connection connection, String tenant, long moment) throws SQLException {
        try (Statement lock = connection.createStatement()) {
            lock.execute(Packer.LOCK);
        }
        long erased = unsampled(connection, tenant, moment);
        erased += tail(connection, tenant, moment) + chunks(connection, tenant, moment);
        try (PreparedStatement departed = connection.prepareStatement(DEPARTED)) {
            new Binder(connection, departed).all(List.of(tenant));
            departed.executeUpdate();
        }
        if (erased > 0) {
            try (PreparedStatement count = connection.prepareStatement(COUNT)) {
                new Binder(connection, count).all(List.of(tenant, WriteStatement.SAMPLES, -erased));
                count.executeUpdate();
            }
        }
        return erased;
    }

    private static long unsampled(Connection connection, String tenant, long moment) throws SQLException {
        List<String> old = new ArrayList<>();
        long erased = 0;
        try (PreparedStatement select = connection.prepareStatement(UNSAMPLED)) {
            select.setFetchSize(FETCH);
            new Binder(connection, select).all(List.of(tenant));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Entity first = EntityCodec.decode(rows.getString(2));
                    if (Micros.of(Objects.requireNonNull(first.modifiedAt())) < moment) {
                        old.add(rows.getString(1));
                        erased += first.attributes().values().stream()
                                .mapToLong(List::size)
                                .sum();
                    }
                }
            }
        }
        if (!old.isEmpty()) {
            try (PreparedStatement update = connection.prepareStatement(FORGET)) {
                new Binder(connection, update).all(List.of(tenant, old));
                update.executeUpdate();
            }
        }
        return erased;
    }

    private static long tail(Connection connection, String tenant, long moment) throws SQLException {
        long erased = 0;
        try (PreparedStatement delete = connection.prepareStatement(OLD_TAIL)) {
            new Binder(connection, delete).all(List.of(tenant, moment));
            try (ResultSet rows = delete.executeQuery()) {
                while (rows.next()) {
                    Map<Integer, List<Sample>> samples = new LinkedHashMap<>();
                    TailLines.add(samples, rows.getLong(1), rows.getLong(2), rows.getString(3));
                    erased += samples.values().stream().mapToLong(List::size).sum();
                }
            }
        }
        return erased;
    }

    private static long chunks(Connection connection, String tenant, long moment) throws SQLException {
        long erased = 0;
        List<Chunk> kept = new ArrayList<>();
        try (PreparedStatement delete = connection.prepareStatement(OLD_CHUNKS)) {
            new Binder(connection, delete).all(List.of(tenant, moment));
            try (ResultSet rows = delete.executeQuery()) {
                while (rows.next()) {
                    List<Sample> samples = ChunkCodec.decode(rows.getBytes(3));
                    List<Sample> young = samples.stream()
                            .filter(sample -> sample.at() >= moment)
                            .toList();
                    erased += samples.size() - young.size();
                    kept.addAll(Chunk.pack(rows.getString(1), rows.getInt(2), young));
                }
            }
        }
        Packer.write(connection, tenant, kept);
        return erased;
    }
}
