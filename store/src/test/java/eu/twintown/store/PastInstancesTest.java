package eu.twintown.store;

import static eu.twintown.store.TestEntities.FREE;
import static eu.twintown.store.TestEntities.NAME;
import static eu.twintown.store.TestEntities.create;
import static eu.twintown.store.TestEntities.id;
import static eu.twintown.store.TestEntities.inDataset;
import static eu.twintown.store.TestEntities.observed;
import static eu.twintown.store.TestEntities.parking;
import static eu.twintown.store.TestEntities.update;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.store.Entities.Mutation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is older than an entity goes into its history, once, and leaves the entity as it is. */
class PastInstancesTest {
    private static final Instant START = Instant.parse("2022-11-29T00:00:00Z");

    private final StoreFixture fixture = StoreFixture.open();
    private final Entities entities = fixture.store().entities();
    private final History history = fixture.store().history();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void lateInstanceComesInTheOrderOfTimeAndTheEntityStays() {
        entities.apply("", create(withFree(observed(10, minute(10)))));
        Entity before = entities.get("", id(1)).orElseThrow();
        long count = history.count("");

        assertThat(tell(Set.of(), observed(5, minute(5)))).isEqualTo(1);

        assertThat(values()).containsExactly("5 5", "10 10");
        assertThat(entities.get("", id(1))).contains(before);
        assertThat(history.count("")).isEqualTo(count + 1);
    }

    @Test
    void sameAgainIsLeftOutWhereverTheFirstIs() {
        entities.apply("", create(withFree(observed(10, minute(10)))));
        assertThat(tell(Set.of(), observed(10, minute(10))))
                .as("only in the document")
                .isZero();
        tell(Set.of(), observed(5, minute(5)));
        entities.apply("", update(id(1), FREE, observed(20, minute(20))));
        for (boolean packed : List.of(false, true)) {
            if (packed) {
                history.pack();
            }
            assertThat(tell(Set.of(), observed(5, minute(5)), observed(10, minute(10))))
                    .isZero();
            assertThat(values()).containsExactly("5 5", "10 10", "20 20");
        }
        assertThat(tell(Set.of(), observed(6, minute(5)))).as("a correction").isEqualTo(1);
        assertThat(tell(Set.of(), inDataset(observed(5, minute(5)), "urn:x:d")))
                .as("another dataset")
                .isEqualTo(1);
    }

    @Test
    void sameTwiceInOneCommitIsThereOnce() {
        entities.apply("", create(withFree(observed(10, minute(10)))));

        List<Entities.Outcome> outcomes = entities.applyAll(
                "",
                List.of(
                        update(id(1), FREE, observed(20, minute(20))),
                        past(Set.of(), observed(5, minute(5))),
                        past(Set.of(), observed(5, minute(5)), observed(10, minute(10)), observed(20, minute(20)))));

        assertThat(outcomes).extracting(Entities.Outcome::past).containsExactly(0, 1, 0);
        assertThat(values()).containsExactly("5 5", "10 10", "20 20");
    }

    @Test
    void ofAnAttributeWrittenOnChangeOnlyChangesAreTaken() {
        entities.apply("", create(withFree(observed(1, minute(0)))));
        entities.apply("", update(id(1), FREE, observed(2, minute(10))));

        assertThat(tell(Set.of(FREE), observed(1, minute(5)))).isZero();
        assertThat(tell(Set.of(FREE), observed(3, minute(5)))).isEqualTo(1);
        assertThat(tell(Set.of(FREE), observed(3, minute(7)))).isZero();
        assertThat(values()).containsExactly("0 1", "5 3", "10 2");
    }

    /** Against a set of what was told: random times, in and out of order, with packing in between. */
    @Test
    void whateverComesInWhateverOrderTheHistoryIsTheSetOfIt() {
        Random random = new Random(5);
        entities.apply("", create(withFree(observed(0, minute(1000)))));
        Set<String> told = new TreeSet<>(Set.of("1000 0"));
        for (int round = 0; round < 120; round++) {
            List<Mutation> mutations = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                int minute = random.nextInt(60);
                int value = random.nextInt(3);
                mutations.add(past(Set.of(), observed(value, minute(minute))));
                told.add(minute + " " + value);
            }
            if (random.nextInt(20) == 0) {
                int later = 1001 + round;
                mutations.add(update(id(1), FREE, observed(7, minute(later))));
                told.add(later + " 7");
            }
            entities.applyAll("", mutations);
            if (random.nextInt(15) == 0) {
                history.pack();
            }
        }

        assertThat(values()).containsExactlyInAnyOrderElementsOf(told);
        assertThat(values().stream()
                        .map(line -> Integer.parseInt(line.split(" ")[0]))
                        .toList())
                .isSorted();
        assertThat(history.count("")).isEqualTo(told.size() + 2);
    }

    private int tell(Set<String> onChange, Attribute... instances) {
        return entities.applyAll("", List.of(past(onChange, instances)))
                .getFirst()
                .past();
    }

    private static Mutation past(Set<String> onChange, Attribute... instances) {
        return new Mutation(
                id(1),
                before -> new EntityChange(before, Set.of(), List.of()),
                false,
                before -> new PastInstances(Map.of(FREE, List.of(instances)), onChange));
    }

    private static Entity withFree(Attribute free) {
        Entity plain = parking(1, 0);
        return new Entity(
                plain.id(),
                plain.types(),
                Map.of(
                        NAME,
                        plain.attributes().get(NAME),
                        FREE,
                        List.of(free),
                        TestEntities.LOCATION,
                        plain.attributes().get(TestEntities.LOCATION)));
    }

    private List<String> values() {
        Optional<Entity> read = history.read("", id(1), List.of(FREE), TemporalQuery.ALL);
        return read.orElseThrow().attributes().get(FREE).stream()
                .filter(instance -> instance.datasetId() == null)
                .map(instance -> java.time.Duration.between(START, Instant.parse(instance.observedAt()))
                                .toMinutes() + " " + instance.value())
                .toList();
    }

    private static Instant minute(int minute) {
        return START.plusSeconds(60L * minute);
    }
}
