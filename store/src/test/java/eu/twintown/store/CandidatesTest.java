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

    private static List<String> ids(List<BoundingBox> within, Optional<TypeSelection> among, boolean whole, int most) {
        Candidates candidates = fixture.store().entities().candidates("", EntityFilter.ALL, within, among, whole);
        List<String> ids = new ArrayList<>();
        while (!candidates.ended()) {
            List<Entity> next = candidates.next(most);
            assertThat(next.size()).isLessThanOrEqualTo(most);
            next.forEach(entity -> ids.add(entity.id()));
        }
        assertThat(candidates.next(most)).isEmpty();
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
        for (int most : List.of(1, 7, 100, 299, 300, 301)) {
            assertThat(ids(List.of(), Optional.empty(), true, most)).isEqualTo(expected(COUNT));
        }
    }

    @Test
    void aBoxWithFewGivesThemAlsoWhereAPieceIsExactlyThatLong() {
        for (int most : List.of(3, 10, 11)) {
            assertThat(ids(List.of(first(10)), PARKINGS, false, most)).isEqualTo(expected(10));
        }
    }

    @Test
    void aBoxWithManyGivesThemAgainAndAgain() {
        for (int round = 0; round < 3; round++) {
            assertThat(ids(List.of(first(200)), PARKINGS, round == 1, 50)).isEqualTo(expected(200));
        }
    }

    @Test
    void eachMustLieInAllBoxes() {
        assertThat(ids(List.of(first(200), first(20)), PARKINGS, false, 16)).isEqualTo(expected(20));
    }

    @Test
    void aTypeThatNobodyHasGivesNone() {
        assertThat(ids(List.of(), Optional.of(TypeSelection.anyOf(List.of("https://example.org/Nothing"))), true, 10))
                .isEmpty();
    }
}
