package eu.twintown.node.demo.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of the replay: the real time, or, with a speed above 1, a time that starts a week back and runs faster until
 * it has caught up with the real time. Never ahead of the real time.
 */
public final class ReplayClock {
    private static final Duration LEAD = Duration.ofDays(7);

    private final InstantSource real;
    private final Instant start;
    private final int speed;

    public ReplayClock(InstantSource real, int speed) {
        this.real = real;
        this.start = real.instant();
        this.speed = speed;
    }

    public Instant now() {
        Instant now = real.instant();
        if (speed <= 1) {
            return now;
        }
        Instant replayed = start.minus(LEAD).plus(Duration.between(start, now).multipliedBy(speed));
        return replayed.isBefore(now) ? replayed : now;
    }

    /** When it will have caught up. */
    public Instant caughtUpAt() {
        return speed <= 1 ? start : start.plus(LEAD.dividedBy(speed - 1L));
    }
}
