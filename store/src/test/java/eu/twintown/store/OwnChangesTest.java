package eu.twintown.store;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.store.ChangeTrail.Changes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnChangesTest {
    private static final List<String> MANY =
            IntStream.range(0, 1_000).mapToObj(i -> "urn:x:" + i).toList();

    private final OwnChanges trail = new OwnChanges();

    @Test
    void whatATenantChangedAfterAPositionIsNamed() {
        long start = trail.position();
        trail.changed("t", List.of("a", "b"));
        trail.changed("other", List.of("c"));
        long middle = trail.since("t", start, 10).orElseThrow().position();
        trail.changed("t", List.of("b", "d"));

        assertThat(trail.since("t", start, 10).map(Changes::ids)).contains(Set.of("a", "b", "d"));
        assertThat(trail.since("t", middle, 10).map(Changes::ids)).contains(Set.of("b", "d"));
        assertThat(trail.since("t", start, 2)).isEmpty();
    }

    @Test
    void whatIsTooLongAgoIsForgotten() {
        long start = trail.position();
        trail.changed("t", MANY);
        long later = trail.position();
        for (int i = 1; i * MANY.size() < OwnChanges.MOST; i++) {
            trail.changed("t", MANY);
        }

        assertThat(trail.since("t", start, Integer.MAX_VALUE)).isEmpty();
        assertThat(trail.since("t", later, Integer.MAX_VALUE)).isPresent();
    }

    @Test
    void whereNobodyAsksAnyMoreNothingIsNoted() {
        trail.changed("t", List.of("unnoticed"));
        long start = trail.position();
        for (int i = 0; i <= 2 * OwnChanges.MOST / MANY.size(); i++) {
            trail.changed("t", MANY);
        }
        assertThat(trail.since("t", start, Integer.MAX_VALUE)).isEmpty();

        long again = trail.position();
        trail.changed("t", List.of("a"));

        assertThat(trail.since("t", again, 10).map(Changes::ids)).isEqualTo(Optional.of(Set.of("a")));
        assertThat(trail.since("t", start, Integer.MAX_VALUE)).isEmpty();
    }
}
