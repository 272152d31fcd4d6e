package eu.twintown.store;

import static eu.twintown.store.TestEntities.FREE;
import static eu.twintown.store.TestEntities.create;
import static eu.twintown.store.TestEntities.delete;
import static eu.twintown.store.TestEntities.id;
import static eu.twintown.store.TestEntities.number;
import static eu.twintown.store.TestEntities.parking;
import static eu.twintown.store.TestEntities.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.store.Entities.Mutation;
import eu.twintown.store.Entities.Page;
import eu.twintown.store.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptMatchesTest {
    private static final int COUNT = 400;

    private StoreFixture fixture;
    private Entities entities;
    private Database database;
    private KeptMatches lists;
    /** Told by hand, so that nothing but these writes is in it. */
    private final OwnChanges trail = new OwnChanges();
    /** How often a question was put to an entity. */
    private final AtomicInteger looked = new AtomicInteger();

    @BeforeEach
    void open() {
        fixture = StoreFixture.open();
        entities = fixture.store().entities();
        StoreConfig config = fixture.sameConfig();
        database = Database.open(
                config.jdbcUrl().orElseThrow(),
                config.user().orElseThrow(),
                config.password().orElseThrow(),
                config.schema(),
                true);
        lists = lists(10_000);
        entities.applyAll(
                "",
                IntStream.range(0, COUNT).mapToObj(i -> create(parking(i, i))).toList());
    }

    @AfterEach
    void close() {
        database.close();
        fixture.close();
    }

    private KeptMatches lists(int most) {
        return new KeptMatches(database, trail, most);
    }

    private void write(Mutation... mutations) {
        entities.applyAll("", List.of(mutations));
        trail.changed("", Stream.of(mutations).map(Mutation::id).toList());
    }

    private void write(IntStream numbers, Function<Integer, Mutation> mutation) {
        write(numbers.boxed().map(mutation).toArray(Mutation[]::new));
    }

    /** Those with fewer free places. */
    private Optional<Page> fewer(KeptMatches lists, int than, int limit, int offset) {
        Function<Entity, Optional<Entity>> look = entity -> {
            looked.incrementAndGet();
            return Optional.of(entity).filter(one -> free(one) < than);
        };
        return lists.page(
                "",
                new KeptMatches.Question(
                        than,
                        () -> entities.candidates("", EntityFilter.ALL, List.of(), Optional.empty(), Entities.ALL),
                        look),
                limit,
                offset);
    }

    private static int free(Entity entity) {
        return entity.attributes().get(FREE).getFirst().value().asInt();
    }

    private static List<String> ids(Page page) {
        return page.entities().stream().map(Entity::id).toList();
    }

    @Test
    void askedAgainOnlyWhatChangedAndThePageAreLookedAt() {
        assertThat(fewer(lists, 300, 5, 290).orElseThrow().total()).hasValue(300);
        looked.set(0);
        write(update(id(291), FREE, number(1000)));
        write(update(id(399), FREE, number(0)), delete(id(0)));

        Page page = fewer(lists, 300, 5, 290).orElseThrow();

        assertThat(page.total()).hasValue(299);
        assertThat(ids(page)).containsExactly(id(292), id(293), id(294), id(295), id(296));
        assertThat(looked.get()).isLessThan(20);
        assertThat(ids(fewer(lists, 300, 5, 298).orElseThrow())).containsExactly(id(399));
    }

    @Test
    void whereTooMuchChangedAllAreLookedAtAgain() {
        fewer(lists, 300, 0, 0);
        looked.set(0);
        write(IntStream.range(0, COUNT), i -> update(id(i), FREE, number(0)));

        assertThat(fewer(lists, 300, 0, 0).orElseThrow().total()).hasValue(COUNT);
        assertThat(looked.get()).isEqualTo(COUNT);
    }

    @Test
    void aTransientEntityEndsWithoutAChange() {
        fewer(lists, 300, 0, 0);
        Entity whole = parking(1000, 0);
        Instant end = Instant.now().plusSeconds(1);
        write(create(new Entity(whole.id(), whole.types(), List.of(), null, null, end, whole.attributes())));
        long total = fewer(lists, 300, 0, 0).orElseThrow().total().orElseThrow();
        assertThat(total).isEqualTo(Instant.now().isBefore(end) ? 301 : total);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        fewer(lists, 300, 10, 295).orElseThrow().total())
                .hasValue(300));
        assertThat(ids(fewer(lists, 300, 10, 298).orElseThrow())).containsExactly(id(298), id(299));
    }

    @Test
    void listsTogetherKeepTheBound() {
        KeptMatches few = lists(2_000);

        for (int than = 1; than <= COUNT; than++) {
            assertThat(fewer(few, than, 3, 0).orElseThrow().total()).hasValue(than);
            assertThat(few.weight()).isLessThanOrEqualTo(2_000);
        }
        assertThat(few.weight()).isGreaterThan(COUNT);
    }

    @Test
    void aListThatWouldTakeMostOfTheBoundIsNotKept() {
        KeptMatches few = lists(500);

        assertThat(fewer(few, 300, 3, 0)).isEmpty();
        looked.set(0);
        assertThat(fewer(few, 300, 3, 0)).isEmpty();
        assertThat(looked.get()).isZero();
        assertThat(fewer(few, 200, 3, 0)).isPresent();
    }

    @Test
    void whereFewAreLookedAtNoListIsKept() {
        write(IntStream.range(KeptMatches.FEW - 1, COUNT), i -> delete(id(i)));

        assertThat(fewer(lists, 10, 3, 0).orElseThrow().total()).hasValue(10);
        assertThat(fewer(lists, 10, 3, 0)).isEmpty();
    }

    @Test
    void eachSeesItsOwnWritesAmongThoseOfOthersOnTwoNodes() throws Exception {
        try (Store other = Store.open(fixture.sameConfig())) {
            eachSeesItsOwnWrites(List.of(entities, other.entities()));
        }
    }

    @Test
    void eachSeesItsOwnWritesAmongThoseOfOthersOnANodeAlone() throws Exception {
        try (StoreFixture alone = StoreFixture.openAlone()) {
            Entities its = alone.store().entities();
            its.applyAll(
                    "",
                    IntStream.range(0, COUNT)
                            .mapToObj(i -> create(parking(i, i)))
                            .toList());
            eachSeesItsOwnWrites(List.of(its));
        }
    }

    /** Each of several writers has a question of its own, whose answer only it changes. */
    private static void eachSeesItsOwnWrites(List<Entities> nodes) throws Exception {
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                String own = id(i);
                writers.add(threads.submit(() -> {
                    for (int round = 0; round < 60; round++) {
                        nodes.get(round % nodes.size()).apply("", update(own, FREE, number(-round)));
                        for (Entities asked : nodes) {
                            assertThat(positive(asked, own)).isEqualTo(round == 0 ? 1 : 0);
                        }
                        nodes.get(round / 2 % nodes.size()).apply("", update(own, FREE, number(0)));
                        assertThat(positive(nodes.getFirst(), own)).isEqualTo(1);
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
    }

    private static long positive(Entities entities, String own) {
        return entities.kept(
                        "",
                        own,
                        () -> entities.candidates("", EntityFilter.ALL, List.of(), Optional.empty(), Entities.ALL),
                        entity -> Optional.of(entity).filter(one -> one.id().equals(own) && free(one) >= 0),
                        1,
                        0)
                .map(page -> page.total().orElseThrow())
                // So many changes meanwhile that there is none for this page.
                .orElseGet(() ->
                        entities.get("", own).filter(one -> free(one) >= 0).isPresent() ? 1L : 0L);
    }
}
