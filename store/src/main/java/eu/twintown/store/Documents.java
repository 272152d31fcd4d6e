package eu.twintown.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Small JSON documents by kind, tenant and id: subscriptions, registrations, quarantined records, source states, ... */
public final class Documents {

    /** One document as stored. */
    public record Document(String id, String json, Instant createdAt, Instant modifiedAt) {}

    /** Stores a new document; false where one with this id exists. */
    public boolean create(String kind, String tenant, String id, String json) {
        throw new UnsupportedOperationException();
    }

    /** Stores, whether or not it existed. */
    public void put(String kind, String tenant, String id, String json) {
        throw new UnsupportedOperationException();
    }

    public Optional<Document> get(String kind, String tenant, String id) {
        throw new UnsupportedOperationException();
    }

    /** In the order of creation. */
    public List<Document> list(String kind, String tenant, int limit, int offset) {
        throw new UnsupportedOperationException();
    }

    public long count(String kind, String tenant) {
        throw new UnsupportedOperationException();
    }

    public boolean delete(String kind, String tenant, String id) {
        throw new UnsupportedOperationException();
    }

    /** A number that grows with each change of any document of this kind, for caches. */
    public long version(String kind) {
        throw new UnsupportedOperationException();
    }
}
