package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Database;
import eu.twintown.store.database.Micros;
import eu.twintown.store.dictionary.Terms;
import eu.twintown.store.history.HistoryReader;
import eu.twintown.store.history.Packer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What attributes were over time: a tail written with each change, packed into chunks in the background. Every change of
 * an attribute is an instance of its own with its own instanceId, also where several have the same observedAt (clause
 * 4.5.7).
 */
public final class History {
    private final Database database;
    private final HistoryReader reader;
    private final Packer packer;

    History(Database database, Terms terms) {
        this.database = database;
        this.reader = new HistoryReader(database, terms);
        this.packer = new Packer(database);
    }

    /**
     * The temporal evolution of one entity; empty where nothing is known of it, or where the query names an interval and
     * nothing lies in it. Instances stand newest first where lastN is given, else in the order of time. A deleted
     * attribute has an instance with the value {@code urn:ngsi-ld:null}, whose modifiedAt is the time of deletion.
     *
     * @param attributes expanded names to give; empty = all
     */
    public Optional<Entity> read(String tenant, String id, List<String> attributes, TemporalQuery query) {
        return Optional.ofNullable(
                readAll(tenant, List.of(id), attributes, query).get(id));
    }

    /** As {@link #read} for several entities at once, by id, in the order of {@code ids}; without those that are empty. */
    public Map<String, Entity> readAll(String tenant, List<String> ids, List<String> attributes, TemporalQuery query) {
        return ids.isEmpty() ? Map.of() : reader.read(tenant, ids, attributes, query);
    }

    /** How many instances the history of a tenant holds. */
    public long count(String tenant) {
        return database.repeatable(connection -> {
            String sql = "select coalesce(sum(amount), 0)::bigint from tally where tenant = ? and subject = ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                new Binder(connection, select).all(List.of(tenant, WriteStatement.SAMPLES));
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    /**
     * Takes out of a tenant's history what came before a moment, and what is kept of its deleted entities; for good.
     *
     * @return how many samples are gone
     */
    public long erase(String tenant, Instant before) {
        return database.transaction(connection -> Erasure.before(connection, tenant, Micros.of(before)));
    }

    /** Packs what is in the tail into chunks now; runs in the background otherwise. */
    public void pack() {
        packer.pack(1);
    }

    /** Packs where enough has gathered. */
    void packWhatIsWorthwhile() {
        packer.pack(Packer.WORTHWHILE);
    }
}
