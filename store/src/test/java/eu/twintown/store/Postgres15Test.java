package eu.twintown.store;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.store.database.MigrationsTest;
import eu.twintown.store.document.DocumentsTest;
import eu.twintown.store.index.ValueIndexesTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The store's tests once more, on the oldest PostgreSQL that is supported, reached by JDBC URL. */
@Tag("postgres15")
class Postgres15Test {
    private static Postgres15 server;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(Postgres15.isInstalled(), "Debian's postgresql-15 is not installed");
        server = Postgres15.start();
        StoreFixture.use(server);
    }

    @AfterAll
    static void stop() throws Exception {
        StoreFixture.use(null);
        if (server != null) {
            server.close();
        }
    }

    @Test
    void serverIsReallyThatOld() throws Exception {
        try (StoreFixture fixture = StoreFixture.open();
                var connection = fixture.connect()) {
            assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(15);
            assertThat(fixture.store().isAlive()).isTrue();
        }
    }

    @Nested
    class EntitiesOn15 extends EntitiesTest {}

    @Nested
    class DocumentsOn15 extends DocumentsTest {}

    @Nested
    class HistoryOn15 extends HistoryTest {}

    @Nested
    class OutboxOn15 extends OutboxTest {}

    @Nested
    class QueriesOn15 extends QueryTest {}

    @Nested
    class PlacesOn15 extends PlaceAnswersTest {}

    @Nested
    class PastOn15 extends PastInstancesTest {}

    @Nested
    class MigrationsOn15 extends MigrationsTest {}

    @Nested
    class ValueIndexesOn15 extends ValueIndexesTest {}

    @Nested
    class ValueIndexAnswersOn15 extends ValueIndexAnswersTest {}
}
