package eu.twintown.store;

import static eu.twintown.store.TestEntities.FREE;
import static eu.twintown.store.TestEntities.NAME;
import static eu.twintown.store.TestEntities.PARKING;
import static eu.twintown.store.TestEntities.create;
import static eu.twintown.store.TestEntities.delete;
import static eu.twintown.store.TestEntities.id;
import static eu.twintown.store.TestEntities.inDataset;
import static eu.twintown.store.TestEntities.number;
import static eu.twintown.store.TestEntities.observed;
import static eu.twintown.store.TestEntities.parking;
import static eu.twintown.store.TestEntities.update;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.kernel.query.TemporalQuery.Relation;
import eu.twintown.kernel.query.TemporalQuery.TimeProperty;
import eu.twintown.store.Entities.Mutation;
import eu.twintown.store.history.Packer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant START = Instant.parse("2022-11-29T00:00:00Z");

    private final StoreFixture fixture = StoreFixture.open();
    private final Entities entities = fixture.store().entities();
    private final History history = fixture.store().history();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everyChangeOfAnAttributeIsAnInstanceInTheOrderOfTime() {
        entities.apply("", create(parking(1, 0)));
        observe(1, 3);

        Entity evolution = history.read("", id(1), List.of(), TemporalQuery.ALL).orElseThrow();

        assertThat(evolution.types()).containsExactly(PARKING);
        assertThat(evolution.createdAt()).isNotNull();
        assertThat(evolution.attributes()).containsKeys(NAME, FREE, TestEntities.LOCATION);
        assertThat(evolution.attributes().get(NAME)).hasSize(1);
        assertThat(values(evolution)).containsExactlyInAnyOrder(0, 0, 1, 2);
        assertThat(evolution.attributes().get(FREE))
                .extracting(Attribute::instanceId)
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyTheAttributesAskedForAreGiven() {
        entities.apply("", create(parking(1, 0)));

        assertThat(history.read("", id(1), List.of(NAME), TemporalQuery.ALL)
                        .orElseThrow()
                        .attributes())
                .containsOnlyKeys(NAME);
        assertThat(history.read("", id(1), List.of("https://example.org/none"), TemporalQuery.ALL)
                        .orElseThrow()
                        .attributes())
                .isEmpty();
    }

    @Test
    void nothingIsKnownOfAnEntityThatNeverWas() {
        assertThat(history.read("", id(9), List.of(), TemporalQuery.ALL)).isEmpty();
    }

    /** Clause 4.11: before is exclusive, after inclusive, between includes its start and excludes its end. */
    @Test
    void boundsOfTheRelationsAreThoseOfTheSpecification() {
        createAndObserve(1, 10);
        for (boolean packed : List.of(false, true)) {
            if (packed) {
                history.pack();
            }
            assertThat(values(read(query(Relation.BEFORE, minute(3), null)))).containsExactly(0, 1, 2);
            assertThat(values(read(query(Relation.AFTER, minute(7), null)))).containsExactly(7, 8, 9);
            assertThat(values(read(query(Relation.BETWEEN, minute(2), minute(5)))))
                    .containsExactly(2, 3, 4);
            assertThat(history.read("", id(1), List.of(), query(Relation.AFTER, minute(10), null)))
                    .isEmpty();
        }
    }

    @Test
    void lastNGivesTheNewestFirst() {
        createAndObserve(1, 2000);
        TemporalQuery last = lastN(3);
        TemporalQuery lastBefore = new TemporalQuery(
                Optional.of(Relation.BEFORE), Optional.of(minute(700)), Optional.empty(), TimeProperty.OBSERVED_AT, 2);
        for (boolean packed : List.of(false, true)) {
            if (packed) {
                history.pack();
            }
            assertThat(values(read(last))).containsExactly(1999, 1998, 1997);
            assertThat(values(read(lastBefore))).containsExactly(699, 698);
        }
    }

    @Test
    void lastNFindsWhatCameLateInAnEarlierChunk() {
        createAndObserve(1, 600);
        entities.apply("", update(id(1), FREE, observed(9999, minute(100_000))));
        observe(1, 600);
        history.pack();

        assertThat(values(read(lastN(2)))).containsExactly(9999, 599);
    }

    @Test
    void packingChangesNoAnswer() {
        Random random = new Random(7);
        createAndObserve(1, 1300);
        entities.apply("", update(id(1), FREE, inDataset(observed(5, minute(20)), "urn:x:second")));
        List<TemporalQuery> queries = new ArrayList<>(List.of(TemporalQuery.ALL, lastN(1), lastN(600), lastN(5000)));
        for (TimeProperty property : TimeProperty.values()) {
            for (Relation relation : Relation.values()) {
                Instant from = property == TimeProperty.OBSERVED_AT
                        ? minute(random.nextInt(1300))
                        : Instant.now().minusMillis(random.nextInt(500));
                Optional<Instant> to =
                        relation == Relation.BETWEEN ? Optional.of(from.plusSeconds(3600)) : Optional.empty();
                for (int lastN : new int[] {0, 3}) {
                    queries.add(new TemporalQuery(Optional.of(relation), Optional.of(from), to, property, lastN));
                }
            }
        }
        List<Optional<Entity>> before =
                queries.stream().map(q -> history.read("", id(1), List.of(), q)).toList();
        history.pack();
        List<Optional<Entity>> packed =
                queries.stream().map(q -> history.read("", id(1), List.of(), q)).toList();
        long count = history.count("");
        history.pack();

        assertThat(packed).isEqualTo(before);
        assertThat(history.count("")).isEqualTo(count);
        assertThat(tailRows()).isZero();
    }

    @Test
    void readersSeeEachSampleOnceWhileItIsPacked() throws Exception {
        entities.apply("", create(parking(1, 0)));
        AtomicBoolean done = new AtomicBoolean();
        Thread packing = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                history.pack();
            }
        });
        for (int i = 0; i < 300; i++) {
            entities.apply("", update(id(1), FREE, observed(i, minute(i))));
            if (i % 10 == 0) {
                assertThat(read(TemporalQuery.ALL).attributes().get(FREE)).hasSize(i + 2);
            }
        }
        done.set(true);
        packing.join();
        history.pack();

        assertThat(values(read(query(Relation.AFTER, START, null))))
                .isEqualTo(IntStream.range(0, 300).boxed().toList());
    }

    /** Clause 4.5.7: an instance with the NGSI-LD Null tells of the deletion of an attribute. */
    @Test
    void deletedAttributeLeavesAMarker() {
        entities.apply("", create(parking(1, 4)));
        entities.apply(
                "",
                new Mutation(
                        id(1),
                        before -> EntityChange.deleteAttribute(before, FREE, Optional.empty(), false, Instant.now())));
        TemporalQuery deleted = new TemporalQuery(
                Optional.of(Relation.AFTER),
                Optional.of(Instant.now().minusSeconds(60)),
                Optional.empty(),
                TimeProperty.DELETED_AT,
                0);
        for (boolean packed : List.of(false, true)) {
            if (packed) {
                history.pack();
            }
            Entity marked = read(deleted);
            assertThat(marked.attributes()).containsOnlyKeys(FREE);
            Attribute marker = marked.attributes().get(FREE).getFirst();
            assertThat(marker.value().asString()).isEqualTo("urn:ngsi-ld:null");
            assertThat(marker.modifiedAt()).isNotNull();
        }
    }

    @Test
    void deletedEntityKeepsItsHistoryAndType() {
        entities.apply("", create(parking(1, 4)));
        entities.apply("", delete(id(1)));

        Entity evolution = read(TemporalQuery.ALL);
        assertThat(evolution.types()).containsExactly(PARKING);
        assertThat(evolution.attributes().get(FREE)).hasSize(2);
    }

    @Test
    void historyOfManyEntitiesIsReadAtOnceInTheOrderAskedFor() {
        for (int i = 0; i < 20; i++) {
            createAndObserve(i, 5);
        }
        List<String> ids = List.of(id(7), id(3), "urn:x:none", id(12));

        Map<String, Entity> all = history.readAll("", ids, List.of(FREE), lastN(1));

        assertThat(all.keySet()).containsExactly(id(7), id(3), id(12));
        assertThat(all.values()).allSatisfy(e -> assertThat(values(e)).containsExactly(4));
    }

    @Test
    void tenantsHaveTheirOwnHistory() {
        entities.apply("a", create(parking(1, 1)));
        entities.apply("b", create(parking(1, 2)));
        history.pack();

        assertThat(values(history.read("a", id(1), List.of(), TemporalQuery.ALL).orElseThrow()))
                .containsExactly(1);
        assertThat(history.read("", id(1), List.of(), TemporalQuery.ALL)).isEmpty();
        assertThat(history.count("a")).isEqualTo(3);
    }

    @Test
    void backgroundPacksWhatIsWorthwhileOnly() {
        createAndObserve(1, 2 * Packer.WORTHWHILE);
        createAndObserve(2, 3);
        long rows = tailRows();
        history.packWhatIsWorthwhile();

        assertThat(rows).isGreaterThan(2L * Packer.WORTHWHILE);
        assertThat(tailRows()).isEqualTo(4);
    }

    private void createAndObserve(int entity, int count) {
        entities.apply("", create(new Entity(id(entity), List.of(PARKING), Map.of(NAME, List.of(number(1))))));
        observe(entity, count);
    }

    @Test
    void whatCameBeforeAMomentIsErasedFromTailChunksAndDeletedEntities() {
        entities.apply("", create(parking(1, 0)));
        observe(1, 40);
        history.pack();
        observe(1, 3);
        entities.apply("", create(parking(2, 0)));
        entities.apply("", delete(id(2)));
        List<Attribute> all = history.read("", id(1), List.of(FREE), TemporalQuery.ALL)
                .orElseThrow()
                .attributes()
                .get(FREE);
        Instant middle =
                all.stream().map(Attribute::modifiedAt).sorted().toList().get(all.size() / 2);
        long before = history.count("");

        long erased = history.erase("", middle);

        List<Attribute> left = history.read("", id(1), List.of(FREE), TemporalQuery.ALL)
                .orElseThrow()
                .attributes()
                .get(FREE);
        assertThat(left).isNotEmpty().allSatisfy(one -> assertThat(one.modifiedAt())
                .isAfterOrEqualTo(middle));
        assertThat(left)
                .containsExactlyElementsOf(all.stream()
                        .filter(one -> !one.modifiedAt().isBefore(middle))
                        .toList());
        assertThat(erased).isPositive();
        assertThat(history.count("")).isEqualTo(before - erased);

        assertThat(history.erase("", Instant.now().plusSeconds(60))).isPositive();
        assertThat(history.count("")).isZero();
        assertThat(history.read("", id(2), List.of(), TemporalQuery.ALL)).isEmpty();
        assertThat(entities.get("", id(1))).isPresent();
    }

    @Test
    void creationIsErasedToo() {
        entities.apply("", create(parking(1, 4)));
        Instant between = entities.get("", id(1)).orElseThrow().modifiedAt().plusNanos(1000);
        entities.apply("", create(parking(2, 5)));

        assertThat(history.erase("", between)).isEqualTo(3);
        entities.apply("", update(id(1), FREE, observed(6, minute(1))));

        assertThat(values(read(TemporalQuery.ALL))).containsExactly(6);
        assertThat(values(history.read("", id(2), List.of(), TemporalQuery.ALL).orElseThrow()))
                .containsExactly(5);
        assertThat(history.count("")).isEqualTo(4);
    }

    @Test
    void erasingInOneTenantLeavesTheOthers() {
        entities.apply("", create(parking(1, 0)));
        long before = history.count("");

        assertThat(history.erase("other", Instant.now().plusSeconds(60))).isZero();

        assertThat(history.count("")).isEqualTo(before);
    }

    private void observe(int entity, int count) {
        List<Mutation> mutations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Entity fragment = TestEntities.fragment(id(entity), FREE, observed(i, minute(i)));
            mutations.add(
                    new Mutation(id(entity), before -> EntityChange.append(before, fragment, true, Instant.now())));
        }
        entities.applyAll("", mutations);
    }

    private Entity read(TemporalQuery query) {
        return history.read("", id(1), List.of(), query).orElseThrow();
    }

    private long tailRows() {
        try (java.sql.Connection connection = fixture.connect();
                java.sql.ResultSet rows =
                        connection.createStatement().executeQuery("select count(*) from history_tail")) {
            rows.next();
            return rows.getLong(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Integer> values(Entity entity) {
        return entity.attributes().getOrDefault(FREE, List.of()).stream()
                .map(attribute -> attribute.value().asInt())
                .toList();
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static TemporalQuery lastN(int n) {
        return new TemporalQuery(Optional.empty(), Optional.empty(), Optional.empty(), TimeProperty.OBSERVED_AT, n);
    }

    private static TemporalQuery query(Relation relation, Instant at, @org.jspecify.annotations.Nullable Instant end) {
        return new TemporalQuery(
                Optional.of(relation), Optional.of(at), Optional.ofNullable(end), TimeProperty.OBSERVED_AT, 0);
    }
}
