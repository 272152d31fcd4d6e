package eu.twintown.store;

import static eu.twintown.store.TestEntities.FREE;
import static eu.twintown.store.TestEntities.create;
import static eu.twintown.store.TestEntities.delete;
import static eu.twintown.store.TestEntities.id;
import static eu.twintown.store.TestEntities.number;
import static eu.twintown.store.TestEntities.parking;
import static eu.twintown.store.TestEntities.update;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.store.Entities.Mutation;
import eu.twintown.store.Outbox.Change;
import eu.twintown.store.database.Database;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private StoreFixture fixture;
    private Entities entities;
    private Outbox outbox;

    @BeforeEach
    void open() {
        fixture = StoreFixture.open();
        entities = fixture.store().entities();
        outbox = fixture.store().outbox();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void changeTellsStatesBeforeAndAfterAndWhatChanged() {
        long start = outbox.position("reader");
        entities.apply("t", create(parking(1, 1)));
        entities.apply("t", update(id(1), FREE, number(2)));
        entities.apply("t", delete(id(1)));

        List<Change> changes = outbox.read(start, 100, Duration.ofSeconds(5));

        assertThat(changes).hasSize(3).isSortedAccordingTo(java.util.Comparator.comparingLong(Change::position));
        assertThat(changes)
                .allMatch(change ->
                        change.tenant().equals("t") && change.entityId().equals(id(1)));
        assertThat(changes.get(0).before()).isEmpty();
        assertThat(changes.get(0).after()).isEqualTo(changes.get(1).before());
        assertThat(changes.get(1).changed()).containsExactly(FREE);
        assertThat(changes.get(1)
                        .after()
                        .orElseThrow()
                        .attributes()
                        .get(FREE)
                        .getFirst()
                        .value()
                        .asInt())
                .isEqualTo(2);
        assertThat(changes.get(2).after()).isEmpty();
        assertThat(changes.get(2).before()).isEqualTo(changes.get(1).after());
    }

    @Test
    void skippingPassesWhatIsThereAndNothingThatComesLater() {
        long start = outbox.position("reader");
        assertThat(outbox.skip(start, Duration.ZERO)).isEqualTo(start);
        entities.apply("", create(parking(1, 1)));

        long passed = outbox.skip(start, Duration.ofSeconds(5));

        assertThat(passed).isGreaterThan(start);
        assertThat(outbox.read(passed, 10, Duration.ZERO)).isEmpty();
        entities.apply("", create(parking(2, 2)));
        assertThat(outbox.read(passed, 10, Duration.ofSeconds(5)))
                .extracting(Change::entityId)
                .containsExactly(id(2));
    }

    @Test
    void newReaderStartsAtTheEndAndItsPositionLasts() {
        entities.apply("", create(parking(1, 1)));
        long start = outbox.position("late");
        entities.apply("", create(parking(2, 2)));
        List<Change> changes = outbox.read(start, 10, Duration.ofSeconds(5));
        outbox.advance("late", changes.getLast().position());

        assertThat(changes).extracting(Change::entityId).containsExactly(id(2));
        assertThat(outbox.position("late")).isEqualTo(changes.getLast().position());
        assertThat(outbox.read(outbox.position("late"), 10, Duration.ZERO)).isEmpty();
    }

    @Test
    void positionNeverGoesBack() {
        long start = outbox.position("reader");
        outbox.advance("reader", start + 5000);
        outbox.advance("reader", start);

        assertThat(outbox.position("reader")).isEqualTo(start + 5000);
    }

    @Test
    void readerMayStopInTheMiddleOfACommit() {
        long start = outbox.position("reader");
        entities.applyAll(
                "", IntStream.range(0, 50).mapToObj(i -> create(parking(i, i))).toList());
        entities.apply("", create(parking(50, 50)));
        List<Change> all = outbox.read(start, 1000, Duration.ofSeconds(5));

        assertThat(all).hasSize(51);
        assertThat(outbox.read(all.get(19).position(), 1, Duration.ZERO)).isEqualTo(all.subList(20, 50));
        assertThat(outbox.read(all.get(49).position(), 1, Duration.ZERO)).isEqualTo(all.subList(50, 51));
        assertThat(outbox.read(all.get(48).position(), 2, Duration.ZERO)).isEqualTo(all.subList(49, 51));
    }

    @Test
    void pagesJoinToTheWhole() {
        long position = outbox.position("reader");
        for (int i = 0; i < 40; i++) {
            entities.applyAll("", List.of(create(parking(2 * i, i)), create(parking(2 * i + 1, i))));
        }
        List<String> ids = new ArrayList<>();
        List<Change> page = outbox.read(position, 7, Duration.ofSeconds(5));
        while (!page.isEmpty()) {
            assertThat(page.size()).isBetween(1, 8);
            page.forEach(change -> ids.add(change.entityId()));
            page = outbox.read(page.getLast().position(), 7, Duration.ZERO);
        }

        assertThat(ids)
                .isEqualTo(IntStream.range(0, 80).mapToObj(TestEntities::id).toList());
    }

    @Test
    void waitingReaderIsWokenByAChange() throws Exception {
        long start = outbox.position("reader");
        CompletableFuture<List<Change>> waiting =
                CompletableFuture.supplyAsync(() -> outbox.read(start, 10, Duration.ofSeconds(30)));
        entities.apply("", create(parking(1, 1)));

        assertThat(waiting.get(10, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void waitingReaderIsWokenByAChangeOfAnotherNode() throws Exception {
        long start = outbox.position("reader");
        CompletableFuture<List<Change>> waiting =
                CompletableFuture.supplyAsync(() -> outbox.read(start, 10, Duration.ofSeconds(30)));
        try (Store other = Store.open(fixture.sameConfig())) {
            other.entities().apply("", create(parking(1, 1)));

            assertThat(waiting.get(10, TimeUnit.SECONDS)).hasSize(1);
        }
    }

    @Test
    void nothingIsShownWhileAnOlderTransactionIsOpen() throws Exception {
        long start = outbox.position("reader");
        try (Connection slow = fixture.connect()) {
            slow.setAutoCommit(false);
            slow.createStatement().executeQuery("select pg_current_xact_id()").next();
            entities.apply("", create(parking(1, 1)));
            assertThat(outbox.read(start, 10, Duration.ofMillis(100))).isEmpty();
            slow.commit();
        }

        assertThat(outbox.read(start, 10, Duration.ofSeconds(5))).hasSize(1);
    }

    /** Readers run beside writers of two nodes; each must see each entity's changes without a gap, in order. */
    @Test
    void noChangeIsMissedOrRepeatedUnderConcurrentWriters() throws Exception {
        int keys = 20;
        int rounds = 60;
        long start = outbox.position("reader");
        entities.applyAll(
                "",
                IntStream.range(0, keys).mapToObj(i -> create(parking(i, 0))).toList());
        CompletableFuture<Map<String, List<Integer>>> reading =
                CompletableFuture.supplyAsync(() -> follow(start, keys * (rounds + 1)));
        try (Store other = Store.open(fixture.sameConfig());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int key = 0; key < keys; key++) {
                for (int round = 0; round < rounds; round++) {
                    Entities node = (key + round) % 2 == 0 ? entities : other.entities();
                    String id = id(key);
                    threads.submit(() -> node.apply("", increment(id)));
                }
            }
        }
        Map<String, List<Integer>> seen = reading.get(60, TimeUnit.SECONDS);

        assertThat(seen).hasSize(keys);
        assertThat(seen.values()).allSatisfy(values -> assertThat(values)
                .isEqualTo(IntStream.rangeClosed(0, rounds).boxed().toList()));
    }

    @Test
    void whatAllReadersHavePassedIsTrimmed() {
        long slow = outbox.position("slow");
        outbox.position("fast");
        entities.apply("", create(parking(1, 1)));
        entities.apply("", create(parking(2, 2)));
        List<Change> changes = outbox.read(slow, 10, Duration.ofSeconds(5));
        outbox.advance("fast", changes.getLast().position());
        outbox.advance("slow", changes.getFirst().position());

        try (Database database = database()) {
            try (Maintenance maintenance =
                    new Maintenance(database, entities, fixture.store().history())) {
                maintenance.trim(Duration.ZERO);
                assertThat(outbox.read(slow, 10, Duration.ZERO)).isNotEmpty().endsWith(changes.getLast());
                outbox.remove("slow");
                entities.apply("", create(parking(3, 3)));
                Change third = outbox.read(changes.getLast().position(), 10, Duration.ofSeconds(5))
                        .getLast();
                outbox.advance("fast", third.position());
                maintenance.trim(Duration.ofHours(1));
                assertThat(outbox.read(slow, 10, Duration.ZERO)).isNotEmpty();
                maintenance.trim(Duration.ZERO);
            }
        }
        assertThat(outbox.read(slow, 10, Duration.ZERO).size()).isLessThanOrEqualTo(1);
    }

    private Database database() {
        StoreConfig config = fixture.sameConfig();
        return Database.open(
                config.jdbcUrl().orElseThrow(),
                config.user().orElseThrow(),
                config.password().orElseThrow(),
                config.schema(),
                true);
    }

    private Map<String, List<Integer>> follow(long start, int count) {
        Map<String, List<Integer>> seen = new TreeMap<>();
        long position = start;
        for (int found = 0; found < count; ) {
            List<Change> changes = outbox.read(position, 25, Duration.ofSeconds(20));
            for (Change change : changes) {
                seen.computeIfAbsent(change.entityId(), id -> new ArrayList<>())
                        .add(change.after()
                                .orElseThrow()
                                .attributes()
                                .get(FREE)
                                .getFirst()
                                .value()
                                .asInt());
                position = change.position();
            }
            found += changes.size();
            if (changes.isEmpty()) {
                return seen;
            }
        }
        return seen;
    }

    private static Mutation increment(String id) {
        return new Mutation(id, before -> {
            int now = before.orElseThrow()
                    .attributes()
                    .get(FREE)
                    .getFirst()
                    .value()
                    .asInt();
            return eu.twintown.kernel.entity.EntityChange.update(
                    before, TestEntities.fragment(id, FREE, number(now + 1)), java.time.Instant.now());
        });
    }
}
