package eu.twintown.node.join;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks again and again, at first often and then more seldom, until something holds or the time is over. */
record Patience(Duration most) {
    private static final Duration FIRST = Duration.ofMillis(300);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    static Patience of(Duration most) {
        return new Patience(most);
    }

    /** False where it does not hold by then, or where this thread is interrupted. */
    boolean until(BooleanSupplier holds) {
        long end = System.nanoTime() + most.toNanos();
        Duration pause = FIRST;
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
            Duration longer = pause.multipliedBy(11).dividedBy(10);
            pause = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        }
        return true;
    }
}
