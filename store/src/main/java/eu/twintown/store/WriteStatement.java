package eu.twintown.store;

import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Micros;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The one statement that writes a whole commit: rows, history, outbox, tally. One round trip, one plan. It has only the
 * parts that the commit needs, since each costs its start and end even where it writes nothing; the few texts that result
 * are prepared once for each connection.
 */
final class WriteStatement {
    private static final String ROWS = """
            unnest(?::text[], ?::int[], ?::int8[], ?::text[], ?::int8[], ?::text[])
                    as u (id, type_set, place, extent, expires, doc)
            """;
    private static final String INSERT = """
            inserted as (
                insert into entity (tenant, id, type_set, place, extent, expires, doc, unsampled)
                select ?, u.id, u.type_set, u.place, nullif(u.extent, '')::box, u.expires, u.doc, u.id <> all(?::text[])
                from %s
                on conflict (tenant, id) do nothing
                returning 1),
            """.formatted(ROWS);
    private static final String UPDATE = """
            updated as (
                update entity e
                set type_set = u.type_set, place = u.place, extent = nullif(u.extent, '')::box,
                    expires = u.expires, doc = u.doc, unsampled = false
                from %s
                where e.tenant = ? and e.id = u.id),
            """.formatted(ROWS);
    private static final String DELETE = """
            deleted as (
                delete from entity where tenant = ? and id = any(?::text[])),
            """;
    private static final String DEPART = """
            departed as (
                insert into departed (tenant, id, deleted_at, doc)
                select distinct on (u.id) ?, u.id, now(), u.doc from unnest(?::text[], ?::text[]) as u (id, doc)
                on conflict (tenant, id) do update set deleted_at = excluded.deleted_at, doc = excluded.doc),
            """;
    private static final String TAIL = """
            tail as (
                insert into history_tail (tenant, entity, seq, at, samples)
                select ?, u.entity, case when u.seq = 0 then nextval('change_seq') else u.seq end, u.at, u.samples
                from unnest(?::text[], ?::int8[], ?::int8[], ?::text[]) as u (entity, seq, at, samples)),
            """;
    private static final String TALLY = """
            tallied as (
                insert into tally (tenant, subject, amount)
                select ?, u.subject, u.amount from unnest(?::int[], ?::int8[]) as u (subject, amount)),
            """;
    private static final String OUTBOX = """
            outboxed as (
                insert into outbox (position, token, tenant, at, size, ids, changed, before, after)
                select nextval('outbox_position'), ?::int8, ?, now(), ?::int4,
                    ?::text[], ?::text[], ?::text[], ?::text[]
                -- The transaction must have its number before it takes a position: see Outbox.
                from (select pg_current_xact_id() as xid offset 0) numbered
                where numbered.xid is not null
                returning position)
            """;

    /** What the tally counts besides type sets. */
    static final int SAMPLES = -1;

    /**
     * What came of it.
     *
     * @param inserted how many of the rows to insert were inserted
     * @param position the commit's position in the outbox
     * @param xid the transaction's number
     */
    record Written(long inserted, long position, long xid) {}

    private final String tenant;
    private final long token;

    WriteStatement(String tenant, long token) {
        this.tenant = tenant;
        this.token = token;
    }

    /** Executes it. */
    Written execute(Connection connection, RowColumns rows, ChangeColumns changes) throws SQLException {
        Map<Integer, Long> tally = tally(rows, changes);
        boolean inserts = !rows.insert.ids.isEmpty();
        boolean updates = !rows.update.ids.isEmpty();
        String sql = "with " + (inserts ? INSERT : "") + (updates ? UPDATE : "")
                + (rows.delete.isEmpty() ? "" : DELETE) + (changes.departed.isEmpty() ? "" : DEPART)
                + (changes.sampled.isEmpty() ? "" : TAIL) + (tally.isEmpty() ? "" : TALLY) + OUTBOX
                + "select " + (inserts ? "(select count(*) from inserted)" : "0")
                + ", (select position from outboxed), pg_current_xact_id()::text::bigint";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Binder bind = new Binder(connection, statement);
            if (inserts) {
                bind.text(tenant);
                bind.texts(rows.sampled);
                bindRows(bind, rows.insert);
            }
            if (updates) {
                bindRows(bind, rows.update);
                bind.text(tenant);
            }
            if (!rows.delete.isEmpty()) {
                bind.text(tenant);
                bind.texts(rows.delete);
            }
            if (!changes.departed.isEmpty()) {
                bind.text(tenant);
                bind.texts(changes.departed);
                bind.texts(changes.departedDocs);
            }
            if (!changes.sampled.isEmpty()) {
                bind.text(tenant);
                bind.texts(changes.sampled);
                bind.longs(
                        changes.sampleSeqs.stream().mapToLong(Long::longValue).toArray());
                bind.longs(changes.sampledAt.stream().mapToLong(Micros::of).toArray());
                bind.texts(changes.samples);
            }
            bindTally(bind, tally);
            bindOutbox(bind, changes);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return new Written(result.getLong(1), result.getLong(2), result.getLong(3));
            }
        }
    }

    private static void bindRows(Binder bind, RowColumns.Rows rows) throws SQLException {
        bind.texts(rows.ids);
        bind.ints(rows.typeSets.stream().mapToInt(Integer::intValue).toArray());
        bind.nullableLongs(rows.places);
        bind.texts(rows.extents);
        bind.nullableLongs(rows.expiries);
        bind.texts(rows.docs);
    }

    private static Map<Integer, Long> tally(RowColumns rows, ChangeColumns changes) {
        Map<Integer, Long> tally = new HashMap<>(rows.tally);
        tally.values().removeIf(amount -> amount == 0);
        if (changes.sampleCount > 0) {
            tally.put(SAMPLES, (long) changes.sampleCount);
        }
        return tally;
    }

    private void bindTally(Binder bind, Map<Integer, Long> tally) throws SQLException {
        if (!tally.isEmpty()) {
            bind.text(tenant);
            bind.ints(tally.keySet().stream().mapToInt(Integer::intValue).toArray());
            bind.longs(tally.values().stream().mapToLong(Long::longValue).toArray());
        }
    }

    private void bindOutbox(Binder bind, ChangeColumns changes) throws SQLException {
        bind.number(token);
        bind.text(tenant);
        bind.number(changes.ids.size());
        bind.texts(changes.ids);
        bind.texts(changes.changed);
        bind.texts(changes.before);
        bind.texts(changes.after);
    }
}
