package eu.twintown.store.document;

import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small JSON documents by kind, tenant and id: subscriptions, registrations, quarantined records, source states, ... */
public final class Documents {

    /** One document as stored. */
    public record Document(String id, String json, Instant createdAt, Instant modifiedAt) {}

    private static final String COLUMNS = "id, json, created_at, modified_at";

    private final Database database;
    private final DocumentVersions versions;

    public Documents(Database database, DocumentVersions versions) {
        this.database = database;
        this.versions = versions;
    }

    /** Stores a new document; false where one with this id exists. */
    public boolean create(String kind, String tenant, String id, String json) {
        return change(
                kind,
                "insert into document (kind, tenant, id, json) values (?, ?, ?, ?) on conflict do nothing",
                kind,
                tenant,
                id,
                json);
    }

    /**
     * Stores new documents in one commit, all or none.
     *
     * @param documents id to JSON
     * @throws IllegalStateException where one of the ids exists
     */
    public void createAll(String kind, String tenant, Map<String, String> documents) {
        if (documents.isEmpty()) {
            return;
        }
        database.transaction(connection -> {
            String sql = "insert into document (kind, tenant, id, json) values (?, ?, ?, ?) on conflict do nothing";
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                for (Map.Entry<String, String> document : documents.entrySet()) {
                    new Binder(connection, insert).all(List.of(kind, tenant, document.getKey(), document.getValue()));
                    insert.addBatch();
                }
                for (int rows : insert.executeBatch()) {
                    if (rows == 0) {
                        throw new IllegalStateException("One of these documents (" + kind + ") exists already");
                    }
                }
            }
            versions.raise(connection, kind);
            return true;
        });
        versions.changed(kind);
    }

    /** Stores, whether or not it existed. */
    public void put(String kind, String tenant, String id, String json) {
        change(
                kind,
                "insert into document (kind, tenant, id, json) values (?, ?, ?, ?) on conflict (kind, tenant, id)"
                        + " do update set json = excluded.json, modified_at = now()",
                kind,
                tenant,
                id,
                json);
    }

    /** Replaces the document where it is still {@code expected}; false where it is gone or was changed meanwhile. */
    public boolean replace(String kind, String tenant, String id, String expected, String json) {
        return change(
                kind,
                "update document set json = ?, modified_at = now()"
                        + " where kind = ? and tenant = ? and id = ? and json = ?",
                json,
                kind,
                tenant,
                id,
                expected);
    }

    public Optional<Document> get(String kind, String tenant, String id) {
        String sql = "select " + COLUMNS + " from document where kind = ? and tenant = ? and id = ?";
        return database.repeatable(connection -> select(connection, sql, List.of(kind, tenant, id))).stream()
                .findFirst();
    }

    /** In the order of creation. */
    public List<Document> list(String kind, String tenant, int limit, int offset) {
        String sql = "select " + COLUMNS + " from document where kind = ? and tenant = ? order by seq limit ? offset ?";
        return database.repeatable(connection -> select(connection, sql, List.of(kind, tenant, limit, offset)));
    }

    /** Names of the tenants that have documents of this kind. */
    public List<String> tenants(String kind) {
        return database.repeatable(connection -> {
            List<String> tenants = new ArrayList<>();
            String sql = "select distinct tenant from document where kind = ? order by tenant";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, kind);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        tenants.add(rows.getString(1));
                    }
                }
            }
            return tenants;
        });
    }

    public long count(String kind, String tenant) {
        return database.repeatable(connection -> {
            String sql = "select count(*) from document where kind = ? and tenant = ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                new Binder(connection, select).all(List.of(kind, tenant));
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    public boolean delete(String kind, String tenant, String id) {
        return change(kind, "delete from document where kind = ? and tenant = ? and id = ?", kind, tenant, id);
    }

    /**
     * A number that grows with each change of any document of this kind, for caches. Cheap: it comes from memory. Changes
     * by other nodes on the same database show after a second at most.
     */
    public long version(String kind) {
        return versions.current(kind);
    }

    /** Whether other nodes may change documents, so that {@link #version} must be asked where one is kept in memory. */
    public boolean isShared() {
        return database.isShared();
    }

    private boolean change(String kind, String sql, Object... values) {
        return versions.change(kind, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                new Binder(connection, statement).all(List.of(values));
                return statement.executeUpdate() > 0;
            }
        });
    }

    private static List<Document> select(Connection connection, String sql, List<Object> values) throws SQLException {
        List<Document> documents = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            new Binder(connection, select).all(values);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    documents.add(new Document(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getObject(3, OffsetDateTime.class).toInstant(),
                            rows.getObject(4, OffsetDateTime.class).toInstant()));
                }
            }
        }
        return documents;
    }
}
