package eu.twintown.store;

import static eu.twintown.store.TestEntities.create;
import static eu.twintown.store.TestEntities.id;
import static eu.twintown.store.TestEntities.parking;
import static eu.twintown.store.TestEntities.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.entity.Entity;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store does only where no other node uses its schema: it keeps entities in memory and spares the outbox. */
class OwnDatabaseTest {
    private StoreConfig config;
    private Store store;
    private Entities entities;
    private Outbox outbox;

    @BeforeEach
    void open() {
        config = StoreFixture.config();
        reopen();
    }

    private void reopen() {
        store = Store.open(config, false);
        entities = store.entities();
        outbox = store.outbox();
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
        sql("drop schema " + config.schema() + " cascade");
    }

    @Test
    void whatIsReadAgainComesFromMemory() throws SQLException {
        entities.apply("", create(parking(1, 5)));
        Entity first = entities.get("", id(1)).orElseThrow();

        sql("delete from " + config.schema() + ".entity");

        assertThat(entities.get("", id(1))).contains(first);
        assertThat(entities.get("other", id(1))).isEmpty();
        assertThat(entities.get("", id(2))).isEmpty();
    }

    @Test
    void aChangeIsSeenByTheNextRead() {
        entities.apply("", create(parking(1, 5)));
        Entity first = entities.get("", id(1)).orElseThrow();

        Entity changed = entities.apply("", upsert(parking(1, 6))).after().orElseThrow();
        assertThat(changed).isNotEqualTo(first);
        assertThat(entities.get("", id(1))).contains(changed);

        entities.apply("", TestEntities.delete(id(1)));
        assertThat(entities.get("", id(1))).isEmpty();

        entities.apply("", create(parking(1, 9)));
        assertThat(entities.get("", id(1))).isPresent();
    }

    @Test
    void noReadMissesWhatWasAcknowledgedBefore() {
        entities.apply("", create(parking(1, 0)));
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Void>> readers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> {
                            while (!done.get()) {
                                int least = acknowledged.get();
                                assertThat(free(entities.get("", id(1)).orElseThrow()))
                                        .isGreaterThanOrEqualTo(least);
                            }
                        },
                        task -> Thread.ofVirtual().start(task)))
                .toList();
        for (int i = 1; i <= 300; i++) {
            entities.apply("", upsert(parking(1, i)));
            acknowledged.set(i);
        }
        done.set(true);

        assertThat(readers).allSatisfy(reader -> reader.join());
    }

    @Test
    void aTransientEntityIsGoneWhenItsTimeHasCome() {
        Entity parking = parking(1, 5);
        Instant end = Instant.now().plusMillis(300);
        Entity shortLived = new Entity(
                parking.id(),
                parking.types(),
                List.of(),
                parking.createdAt(),
                parking.modifiedAt(),
                end,
                parking.attributes());
        entities.apply("", create(shortLived));
        entities.get("", id(1));

        await().until(() -> entities.get("", id(1)).isEmpty());

        assertThat(Instant.now()).isAfterOrEqualTo(end);
    }

    @Test
    void changesAreWrittenForReadersOnly() {
        entities.apply("", create(parking(1, 1)));
        long start = outbox.position("reader");
        entities.apply("", create(parking(2, 2)));

        assertThat(outbox.read(0, 10, Duration.ofSeconds(5))).singleElement().satisfies(change -> {
            assertThat(change.entityId()).isEqualTo(id(2));
            assertThat(change.position()).isGreaterThan(start);
        });

        assertThat(outbox.release("reader")).isTrue();
        entities.apply("", create(parking(3, 3)));
        long again = outbox.position("reader");
        entities.apply("", create(parking(4, 4)));

        assertThat(outbox.read(again, 10, Duration.ofSeconds(5)))
                .extracting(Outbox.Change::entityId)
                .containsExactly(id(4));
        assertThat(outbox.read(0, 10, Duration.ZERO))
                .extracting(Outbox.Change::entityId)
                .containsExactly(id(2), id(4));
    }

    @Test
    void anotherReaderKeepsChangesComing() {
        long start = outbox.position("one");
        outbox.position("two");
        outbox.release("two");
        entities.apply("", create(parking(1, 1)));

        assertThat(outbox.read(start, 10, Duration.ofSeconds(5))).hasSize(1);
    }

    @Test
    void aReaderOfAnEarlierRunIsKnownAtTheStart() {
        long start = outbox.position("reader");
        store.close();
        reopen();
        entities.apply("", create(parking(1, 1)));

        assertThat(outbox.read(start, 10, Duration.ofSeconds(5))).hasSize(1);
    }

    @Test
    void aReaderThatRegistersAmongWritesMissesNothingAfterwards() throws Exception {
        AtomicInteger created = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                entities.apply("", create(parking(created.get(), 1)));
                created.incrementAndGet();
            }
        });
        await().until(() -> created.get() > 20);
        long start = outbox.position("reader");
        int first = created.get() + 1;
        await().until(() -> created.get() > first + 20);
        done.set(true);
        writer.join();

        Set<String> seen = new HashSet<>();
        outbox.read(start, 100_000, Duration.ofSeconds(5)).forEach(change -> seen.add(change.entityId()));
        assertThat(seen)
                .containsAll(IntStream.range(first, created.get())
                        .mapToObj(TestEntities::id)
                        .toList());
    }

    private static int free(Entity entity) {
        return entity.attributes().get(TestEntities.FREE).getFirst().value().asInt();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                config.jdbcUrl().orElseThrow(),
                config.user().orElseThrow(),
                config.password().orElseThrow())) {
            connection.createStatement().execute(statement);
        }
    }
}
