package eu.twintown.node.trust.dcp;

import java.time.Duration;
import java.time.Instant;

/**
 * When something that failed is tried again: after five seconds, then after twice as long each time up to an hour; given
 * up after three days.
 *
 * @param attempts how often it was tried
 * @param next when it is tried again
 */
public record Retry(int attempts, Instant next) {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_ATTEMPTS = 80;

    public static Retry from(Instant now) {
        return new Retry(0, now);
    }

    public boolean isDue(Instant now) {
        return !now.isBefore(next);
    }

    /** After one more attempt that failed. */
    public Retry failed(Instant now) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(attempts, 10));
        return new Retry(attempts + 1, now.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST));
    }

    public boolean isOver() {
        return attempts >= MOST_ATTEMPTS;
    }
}
