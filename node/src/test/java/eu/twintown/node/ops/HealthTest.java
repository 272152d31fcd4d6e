package eu.twintown.node.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTest {

    @Test
    void isUpWhereEveryPartIs() {
        assertThat(Health.of(Map.of("store", () -> true, "disk", () -> true)).isUp())
                .isTrue();
    }

    @Test
    void isDownWithThePartThatIs() {
        Health health = Health.of(Map.of("store", () -> false, "disk", () -> true));

        assertThat(health.isUp()).isFalse();
        assertThat(health.checks()).containsEntry("store", "DOWN").containsEntry("disk", "UP");
    }

    @Test
    void countsAreSummedAndNamedShort() {
        Counts counts = Counts.of(Map.of("https://x/B", 2L, "https://x/A", 3L), 7, iri -> iri.substring(10));

        assertThat(counts.entities()).isEqualTo(5);
        assertThat(counts.types())
                .isEqualTo(List.of(
                        new Counts.TypeCount("A", "https://x/A", 3), new Counts.TypeCount("B", "https://x/B", 2)));
    }
}
