package eu.twintown.store;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TypeSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Candidates some at a time: each once, in the order of every answer, however they are found. */
class CandidatesTest {
    private static final int COUNT = 300;
    private static final Optional<TypeSelection> PARKINGS =
            Optional.of(TypeSelection.anyOf(List.of(TestEntities.PARKING)));

    private static StoreFixture fixture;

    @BeforeAll
    static void store() {
        fixture = StoreFixture.open();
        fixture.store()
                .entities()
                .applyAll(
                        "",
                        IntStream.range(0, COUNT)
                                .mapToObj(i -> TestEntities.create(TestEntities.parking(i, i)))
                                .toList());
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    /** However they are taken. */
    private static List<String> ids(List<BoundingBox> within, Optional<TypeSelection> among, long wanted) {
        Candidates candidates = fixture.store().entities().candidates("", EntityFilter.ALL, within, among, wanted);
        List<String> ids = new ArrayList<>();
        while (!candidates.ended()) {
            List<Entity> next = candidates.next();
            next.forEach(entity -> ids.add(entity.id()));
        }
        assertThat(candidates.next()).isEmpty();
        List<String> one = new ArrayList<>();
        boolean all = fixture.store()
                .entities()
                .candidates("", EntityFilter.ALL, within, among, wanted)
                .each(entity -> one.add(entity.id()));
        assertThat(all).isTrue();
        assertThat(one).isEqualTo(ids);
        return ids;
    }

    /** The car parks lie in a row, a thousandth of a degree apart. */
    private static BoundingBox first(int count) {
        return new BoundingBox(7.5999, 51.8, 7.6 + (count - 1) * 0.001 + 0.0001, 52);
    }

    private static List<String> expected(int count) {
        return IntStream.range(0, count).mapToObj(TestEntities::id).toList();
    }

    @Test
    void allComeInPiecesOfAnySize() {
        for (long wanted : List.of(1L, 20L, 100L, 150L, 200L, Entities.ALL)) {
            assertThat(ids(List.of(), Optional.empty(), wanted)).isEqualTo(expected(COUNT));
        }
    }

    @Test
    void aBoxWithFewGivesThemAlsoWhereAPieceIsExactlyThatLong() {
        for (int count : List.of(15, 16, 17, 32, 33)) {
            assertThat(ids(List.of(first(count)), PARKINGS, 16)).isEqualTo(expected(count));
        }
    }

    @Test
    void aBoxWithManyGivesThemAgainAndAgain() {
        for (int round = 0; round < 3; round++) {
            assertThat(ids(List.of(first(200)), PARKINGS, round == 1 ? Entities.ALL : 50))
                    .isEqualTo(expected(200));
        }
    }

    @Test
    void eachMustLieInAllBoxes() {
        assertThat(ids(List.of(first(200), first(20)), PARKINGS, 16)).isEqualTo(expected(20));
    }

    @Test
    void aTypeThatNobodyHasGivesNone() {
        assertThat(ids(List.of(), Optional.of(TypeSelection.anyOf(List.of("https://example.org/Nothing"))), 10))
                .isEmpty();
    }
}
