package eu.twintown.store;

import static eu.twintown.store.TestEntities.COUNTER;
import static eu.twintown.store.TestEntities.FREE;
import static eu.twintown.store.TestEntities.PARKING;
import static eu.twintown.store.TestEntities.create;
import static eu.twintown.store.TestEntities.delete;
import static eu.twintown.store.TestEntities.id;
import static eu.twintown.store.TestEntities.number;
import static eu.twintown.store.TestEntities.parking;
import static eu.twintown.store.TestEntities.update;
import static eu.twintown.store.TestEntities.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.store.Entities.Mutation;
import eu.twintown.store.Entities.Outcome;
import eu.twintown.store.database.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntitiesTest {
    private StoreFixture fixture;
    private Entities entities;

    @BeforeEach
    void open() {
        fixture = StoreFixture.open();
        entities = fixture.store().entities();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void createdEntityIsFoundAgainAsItWas() {
        EntityChange change = entities.apply("", create(parking(1, 17)));

        Entity found = entities.get("", id(1)).orElseThrow();
        assertThat(found).isEqualTo(change.after().orElseThrow());
        assertThat(found.attributes().get(FREE).getFirst().value().asInt()).isEqualTo(17);
    }

    @Test
    void secondCreationIsRejectedWithWhatTheRuleThrew() {
        entities.apply("", create(parking(1, 17)));

        assertThatThrownBy(() -> entities.apply("", create(parking(1, 18)))).isInstanceOf(ProblemException.class);
        assertThat(free("", 1)).isEqualTo(17);
    }

    @Test
    void creationThatMeetsAnEntityLeavesTheOthersOfItsCommitAlone() {
        entities.apply("", create(parking(1, 17)));

        List<Outcome> outcomes = entities.applyAll(
                "", List.of(create(parking(2, 5)), create(parking(1, 18)), increment(2), create(parking(3, 7))));

        assertThat(outcomes)
                .extracting(outcome -> outcome.failure().isPresent())
                .containsExactly(false, true, false, false);
        assertThat(outcomes.get(1).before()).isPresent();
        assertThat(List.of(free("", 1), free("", 2), free("", 3))).containsExactly(17, 6, 7);
        assertThat(entities.typeCounts("").values()).containsExactly(3L);
    }

    @Test
    void crowdsOfCallersOfSeveralTenantsAreAllAnswered() throws Exception {
        inParallel(1200, i -> {
            entities.apply("tenant" + i % 3, create(parking(i, i)));
            assertThat(free("tenant" + i % 3, i)).isEqualTo(i);
        });

        for (int tenant = 0; tenant < 3; tenant++) {
            assertThat(entities.typeCounts("tenant" + tenant).values()).containsExactly(400L);
        }
    }

    @Test
    void mutationsOfOneListSeeEachOther() {
        List<Outcome> outcomes = entities.applyAll(
                "",
                List.of(
                        create(parking(1, 1)),
                        update(id(1), FREE, number(2)),
                        create(parking(1, 3)),
                        update(id(1), FREE, number(4)),
                        create(parking(2, 5)),
                        delete(id(2))));

        assertThat(outcomes)
                .extracting(outcome -> outcome.failure().isPresent())
                .containsExactly(false, false, true, false, false, false);
        assertThat(outcomes.get(3)
                        .before()
                        .orElseThrow()
                        .attributes()
                        .get(FREE)
                        .getFirst()
                        .value()
                        .asInt())
                .isEqualTo(2);
        assertThat(free("", 1)).isEqualTo(4);
        assertThat(entities.get("", id(2))).isEmpty();
    }

    @Test
    void deletedEntityMayBeCreatedAgain() {
        entities.apply("", create(parking(1, 1)));
        entities.apply("", delete(id(1)));
        assertThat(entities.get("", id(1))).isEmpty();
        entities.applyAll("", List.of(create(parking(1, 2)), delete(id(1)), create(parking(1, 3))));

        assertThat(free("", 1)).isEqualTo(3);
        assertThat(entities.typeCounts("")).isEqualTo(Map.of(PARKING, 1L));
    }

    @Test
    void tenantsDoNotSeeEachOtherAndComeIntoBeingWithTheFirstWrite() {
        entities.apply("a", create(parking(1, 1)));
        entities.apply("b", create(parking(1, 2)));
        assertThatThrownBy(() -> entities.apply("c", delete(id(1)))).isInstanceOf(ProblemException.class);

        assertThat(free("a", 1)).isEqualTo(1);
        assertThat(free("b", 1)).isEqualTo(2);
        assertThat(entities.get("", id(1))).isEmpty();
        assertThat(entities.tenants()).containsExactly("", "a", "b");
        assertThat(entities.query("a", EntityFilter.ALL, 10, 0, true).total()).hasValue(1);
    }

    @Test
    void typeCountsFollowCreationChangeAndDeletion() {
        entities.applyAll(
                "", IntStream.range(0, 10).mapToObj(i -> create(parking(i, i))).toList());
        Entity both = new Entity(id(3), List.of(COUNTER), Map.of());
        entities.apply("", new Mutation(id(3), before -> EntityChange.append(before, both, true, Instant.now())));
        entities.apply("", delete(id(4)));

        assertThat(entities.typeCounts("")).isEqualTo(Map.of(PARKING, 9L, COUNTER, 1L));
        assertThat(entities.typeCounts("nobody")).isEmpty();
    }

    @Test
    void longListsAreCutButKeepTheirOrderForEachEntity() {
        List<Mutation> mutations = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 700; i++) {
                mutations.add(upsert(parking(i, round * 1000 + i)));
            }
        }
        List<Outcome> outcomes = entities.applyAll("", mutations);

        assertThat(outcomes).hasSize(2100).allMatch(outcome -> outcome.failure().isEmpty());
        assertThat(IntStream.range(0, 700)).allMatch(i -> free("", i) == 2000 + i);
        assertThat(entities.query("", EntityFilter.ALL, 0, 0, true).total()).hasValue(700);
    }

    @Test
    void concurrentIncrementsAreAllCounted() throws Exception {
        entities.apply("", create(parking(1, 0)));
        inParallel(400, i -> entities.apply("", increment(1)));

        assertThat(free("", 1)).isEqualTo(400);
    }

    @Test
    void oneOfManyConcurrentCreatorsWins() throws Exception {
        Set<Integer> winners = ConcurrentHashMap.newKeySet();
        inParallel(200, i -> {
            try {
                entities.apply("", create(parking(1, i)));
                winners.add(i);
            } catch (ProblemException e) {
                assertThat(e.problem().detail()).contains(id(1));
            }
        });

        assertThat(winners).containsExactly(free("", 1));
    }

    @Test
    void twoNodesOnOneDatabaseDoNotOverwriteEachOther() throws Exception {
        try (Store other = Store.open(fixture.sameConfig())) {
            Set<Integer> created = ConcurrentHashMap.newKeySet();
            inParallel(600, i -> {
                Entities node = i % 2 == 0 ? entities : other.entities();
                try {
                    node.apply("", create(parking(i / 6, i)));
                    created.add(i);
                } catch (ProblemException e) {
                    assertThat(e.problem().detail()).contains(id(i / 6));
                }
            });

            assertThat(created).hasSize(100).allMatch(i -> free("", i / 6) == i);
            assertThat(other.entities().typeCounts("")).isEqualTo(Map.of(PARKING, 100L));
        }
    }

    @Test
    void entityThatTheDatabaseCannotStoreFailsAlone() throws Exception {
        Entity poison = new Entity("urn:x:bad\u0000id", List.of(PARKING), Map.of());
        List<String> failed = java.util.Collections.synchronizedList(new ArrayList<>());
        inParallel(100, i -> {
            Entity entity = i == 50 ? poison : parking(i, i);
            try {
                entities.apply("", create(entity));
            } catch (StoreException e) {
                failed.add(entity.id());
            }
        });

        assertThat(failed).containsExactly(poison.id());
        assertThat(entities.query("", EntityFilter.ALL, 0, 0, true).total()).hasValue(99);
    }

    @Test
    void changeThatChangesNothingIsNotWritten() {
        entities.apply("", create(parking(1, 1)));
        long position = fixture.store().outbox().position("reader");
        entities.apply("", new Mutation(id(1), before -> new EntityChange(before, Set.of(), List.of())));

        assertThat(fixture.store().outbox().read(position, 10, java.time.Duration.ZERO))
                .isEmpty();
    }

    @Test
    void expiredEntityIsNotThereAnyMore() {
        Entity plain = parking(1, 1);
        Entity past = new Entity(
                plain.id(), plain.types(), List.of(), null, null, Instant.now().minusSeconds(1), plain.attributes());
        entities.apply(
                "",
                new Mutation(
                        id(1),
                        before -> new EntityChange(
                                java.util.Optional.of(past), plain.attributes().keySet(), List.of())));

        assertThat(entities.get("", id(1))).isEmpty();
        assertThat(entities.query("", EntityFilter.ALL, 10, 0, true).total()).hasValue(0);

        assertThat(entities.deleteExpired()).isEqualTo(1);
        assertThat(entities.deleteExpired()).isZero();
        assertThat(entities.typeCounts("")).isEmpty();
    }

    @Test
    void concurrentReadsEachGetTheirOwn() throws Exception {
        entities.applyAll(
                "", IntStream.range(0, 300).mapToObj(i -> create(parking(i, i))).toList());

        inParallel(1000, i -> {
            if (i % 10 == 9) {
                assertThat(entities.get("", "urn:x:missing:" + i)).isEmpty();
            } else {
                assertThat(free("", i % 300)).isEqualTo(i % 300);
            }
        });
    }

    @Test
    void entityKeepsItsPlaceWhenItChanges() {
        entities.applyAll(
                "", IntStream.range(0, 5).mapToObj(i -> create(parking(i, i))).toList());
        entities.apply("", update(id(2), FREE, number(99)));

        assertThat(entities.query("", EntityFilter.ALL, 10, 0, false).entities())
                .extracting(Entity::id)
                .containsExactly(id(0), id(1), id(2), id(3), id(4));
    }

    private int free(String tenant, int number) {
        return entities.get(tenant, id(number))
                .orElseThrow()
                .attributes()
                .get(FREE)
                .getFirst()
                .value()
                .asInt();
    }

    private interface Task {
        void run(int number) throws Exception;
    }

    private static Mutation increment(int number) {
        return new Mutation(id(number), before -> {
            int now = before.orElseThrow()
                    .attributes()
                    .get(FREE)
                    .getFirst()
                    .value()
                    .asInt();
            return EntityChange.update(before, TestEntities.fragment(id(number), FREE, number(now + 1)), Instant.now());
        });
    }

    private static void inParallel(int count, Task task) throws Exception {
        List<Future<?>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(threads.submit(() -> {
                    task.run(number);
                    return null;
                }));
            }
        }
        for (Future<?> future : futures) {
            future.get();
        }
    }
}
