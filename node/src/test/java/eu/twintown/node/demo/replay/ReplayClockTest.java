package eu.twintown.node.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReplayClockTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final AtomicReference<Instant> real = new AtomicReference<>(START);

    @Test
    void showsTheRealTimeUnlessASpeedIsAsked() {
        ReplayClock clock = new ReplayClock(real::get, 1);

        real.set(START.plusSeconds(30));

        assertThat(clock.now()).isEqualTo(START.plusSeconds(30));
    }

    @Test
    void startsAWeekBackAndRunsFasterUntilItHasCaughtUp() {
        ReplayClock clock = new ReplayClock(real::get, 61);

        assertThat(clock.now()).isEqualTo(START.minus(Duration.ofDays(7)));
        real.set(START.plusSeconds(60));
        assertThat(clock.now()).isEqualTo(START.minus(Duration.ofDays(7)).plus(Duration.ofMinutes(61)));
        assertThat(clock.caughtUpAt()).isEqualTo(START.plus(Duration.ofMinutes(168)));
        real.set(clock.caughtUpAt());
        assertThat(clock.now()).isEqualTo(clock.caughtUpAt());
        real.set(clock.caughtUpAt().plusSeconds(5));
        assertThat(clock.now()).isEqualTo(real.get());
    }

    @Test
    void isNeverAheadOfTheRealTime() {
        ReplayClock clock = new ReplayClock(real::get, 100_000);

        for (int second = 0; second < 60; second++) {
            real.set(START.plusSeconds(second));
            assertThat(clock.now()).isBeforeOrEqualTo(real.get());
        }
    }
}
