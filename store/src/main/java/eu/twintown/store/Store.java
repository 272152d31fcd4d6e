package eu.twintown.store;

import eu.twintown.store.database.Database;
import eu.twintown.store.database.Signals;
import eu.twintown.store.database.Wakeup;
import eu.twintown.store.dictionary.Tenants;
import eu.twintown.store.dictionary.Terms;
import eu.twintown.store.dictionary.TypeSets;
import eu.twintown.store.document.DocumentVersions;
import eu.twintown.store.document.Documents;
import eu.twintown.store.document.Processes;
import eu.twintown.store.document.Quotas;
import eu.twintown.store.document.UsedTokens;
import eu.twintown.store.embedded.EmbeddedPostgres;
import eu.twintown.store.index.ValueIndexes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/** An open store: starts or finds its PostgreSQL, brings the schema up to date, and gives its parts. */
public final class Store implements AutoCloseable {
    private final Optional<EmbeddedPostgres> server;
    private final Database database;
    private final Batcher batcher;
    private final PointReads reads;
    private final Optional<Signals> signals;
    private final Entities entities;
    private final History history;
    private final Outbox outbox;
    private final Documents documents;
    private final Quotas quotas;
    private final Processes processes;
    private final UsedTokens usedTokens;
    private final Maintenance maintenance;
    private final ValueIndexes indexes;

    private Store(Optional<EmbeddedPostgres> server, Database database, String schema) {
        this.server = server;
        this.database = database;
        Wakeup changes = new Wakeup();
        TypeSets types = new TypeSets(database);
        Terms terms = new Terms(database);
        Tenants tenants = new Tenants(database);
        OutboxDemand demand = new OutboxDemand(database);
        RecentEntities recent = new RecentEntities(database);
        Wakeup news = database.isShared() ? new Wakeup() : changes;
        this.signals =
                database.isShared() ? Optional.of(new Signals(database, schema, changes, news)) : Optional.empty();
        OwnChanges own = new OwnChanges();
        this.batcher = new Batcher(database, new CommitWork(types, terms, tenants, demand, recent, own, changes, news));
        this.reads = new PointReads(database);
        this.indexes = new ValueIndexes(database, types, InstantSource.system());
        KeptMatches kept = new KeptMatches(database, database.isShared() ? new SharedChanges(database) : own);
        this.entities = new Entities(database, batcher, reads, recent, types, tenants, indexes, kept);
        this.history = new History(database, terms);
        this.outbox = new Outbox(database, news, demand);
        this.quotas = new Quotas(database);
        this.documents = new Documents(database, new DocumentVersions(database));
        this.processes = new Processes(database);
        this.usedTokens = new UsedTokens(database);
        this.maintenance = new Maintenance(database, entities, history);
    }

    /**
     * Opens the store; blocks until it answers.
     *
     * @throws StoreException where the database cannot be used; the message says why
     * @throws eu.twintown.store.embedded.EmbeddedPostgresException where the embedded server cannot be started
     */
    public static Store open(StoreConfig config) {
        return open(config, config.jdbcUrl().isPresent());
    }

    /** @param shared whether other nodes may use the same schema at the same time */
    public static Store open(StoreConfig config, boolean shared) {
        Optional<EmbeddedPostgres> server = config.jdbcUrl().isPresent()
                ? Optional.empty()
                : Optional.of(EmbeddedPostgres.start(config.directory()));
        try {
            String url = config.jdbcUrl().orElseGet(() -> server.orElseThrow().jdbcUrl());
            String user =
                    server.map(EmbeddedPostgres::user).orElse(config.user().orElse(""));
            String password = server.map(EmbeddedPostgres::password)
                    .orElse(config.password().orElse(""));
            Database database = Database.open(url, user, password, config.schema(), shared);
            return new Store(server, database, config.schema());
        } catch (RuntimeException e) {
            server.ifPresent(EmbeddedPostgres::close);
            throw e;
        }
    }

    public Entities entities() {
        return entities;
    }

    public History history() {
        return history;
    }

    public Outbox outbox() {
        return outbox;
    }

    public Documents documents() {
        return documents;
    }

    public Processes processes() {
        return processes;
    }

    public Quotas quotas() {
        return quotas;
    }

    public UsedTokens usedTokens() {
        return usedTokens;
    }

    public ValueIndexes indexes() {
        return indexes;
    }

    /** Whether the database answers; for health. */
    public boolean isAlive() {
        try (Connection connection = database.connection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Finishes the writes that were accepted, and stops the embedded server. */
    @Override
    public void close() {
        indexes.close();
        maintenance.close();
        batcher.close();
        reads.close();
        signals.ifPresent(Signals::close);
        database.close();
        server.ifPresent(EmbeddedPostgres::close);
    }
}
