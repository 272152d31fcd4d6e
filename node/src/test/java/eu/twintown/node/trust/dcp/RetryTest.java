package eu.twintown.node.trust.dcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void theWaitDoublesUpToAnHour() {
        Retry retry = Retry.from(NOW);
        assertThat(retry.isDue(NOW)).isTrue();
        for (int seconds : new int[] {5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600}) {
            retry = retry.failed(NOW);
            assertThat(retry.next()).isEqualTo(NOW.plusSeconds(seconds));
        }
    }

    @Test
    void afterSomeThreeDaysItIsOver() {
        Retry retry = Retry.from(NOW);
        Instant now = NOW;
        while (!retry.isOver()) {
            retry = retry.failed(now);
            now = retry.next();
        }
        assertThat(Duration.between(NOW, now)).isBetween(Duration.ofDays(2), Duration.ofDays(4));
    }
}
