package eu.twintown.node.dataspace.timer;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before something is tried again: a second at first, twice as long each time, at most five minutes. */
public final class Backoff {
    private static final long FIRST_MILLIS = 1_000;
    private static final int MOST_DOUBLINGS = 8;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final double SPREAD = 0.2;

    private Backoff() {}

    /** @param failures how often it has failed in a row, from 1 */
    public static Duration after(int failures) {
        long millis = FIRST_MILLIS << Math.clamp(failures - 1L, 0, MOST_DOUBLINGS);
        // Spread, so that all who wait for one that was down do not come at once.
        double factor = 1 - ThreadLocalRandom.current().nextDouble(SPREAD);
        return Duration.ofMillis((long) (Math.min(millis, LONGEST.toMillis()) * factor));
    }
}
