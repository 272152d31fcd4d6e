package eu.twintown.store;

import static eu.twintown.store.TestEntities.create;
import static eu.twintown.store.TestEntities.delete;
import static eu.twintown.store.TestEntities.id;
import static eu.twintown.store.TestEntities.parking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.store.ChangeTrail.Changes;
import eu.twintown.store.database.Database;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedChangesTest {
    private StoreFixture fixture;
    private Database database;
    private SharedChanges trail;

    @BeforeEach
    void open() {
        fixture = StoreFixture.open();
        StoreConfig config = fixture.sameConfig();
        database = Database.open(
                config.jdbcUrl().orElseThrow(),
                config.user().orElseThrow(),
                config.password().orElseThrow(),
                config.schema(),
                true);
        trail = new SharedChanges(database);
    }

    @AfterEach
    void close() {
        database.close();
        fixture.close();
    }

    private Changes since(long position) {
        return trail.since("", position, 100).orElseThrow();
    }

    @Test
    void whatAnyNodeChangedAfterAPositionIsNamed() {
        fixture.store().entities().apply("", create(parking(1, 1)));
        long start = trail.position();
        try (Store other = Store.open(fixture.sameConfig())) {
            other.entities().apply("", create(parking(2, 2)));
            other.entities().apply("t", create(parking(3, 3)));
        }
        long middle = since(start).position();
        fixture.store().entities().apply("", delete(id(1)));

        assertThat(since(start).ids()).contains(id(1), id(2)).doesNotContain(id(3));
        assertThat(since(middle).ids()).contains(id(1));
        // Another transaction of this server may hold the horizon up for a while.
        await().untilAsserted(
                        () -> assertThat(since(since(middle).position()).ids()).isEmpty());
    }

    @Test
    void tooManyAreNotNamed() {
        long start = trail.position();
        fixture.store()
                .entities()
                .applyAll(
                        "",
                        IntStream.range(0, 20)
                                .mapToObj(i -> create(parking(i, i)))
                                .toList());

        assertThat(trail.since("", start, 19)).isEmpty();
        assertThat(trail.since("", start, 20).orElseThrow().ids()).hasSize(20);
    }

    /** A commit takes its position before it is seen, so one with a higher position may be seen earlier. */
    @Test
    void aCommitThatIsSeenAfterALaterOneIsNamed() throws Exception {
        long start = trail.position();
        try (Connection slow = fixture.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            statement.execute("insert into outbox (position, token, tenant, at, size, ids, changed, before, after)"
                    + " values (nextval('outbox_position'), 1, '', now(), 1, '{urn:x:slow}', '{}', '{}', '{}')");
            fixture.store().entities().apply("", create(parking(1, 1)));
            Changes before = since(start);
            assertThat(before.ids()).isEqualTo(Set.of(id(1)));
            long meanwhile = trail.position();
            slow.commit();

            assertThat(since(before.position()).ids()).contains("urn:x:slow");
            assertThat(since(meanwhile).ids()).contains("urn:x:slow");
        }
    }
}
