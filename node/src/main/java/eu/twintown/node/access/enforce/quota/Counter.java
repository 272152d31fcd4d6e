package eu.twintown.node.access.enforce.quota;

import eu.twintown.store.document.Quotas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/** The uses of one period, as far as this process has numbers for them. Safe for use by several threads. */
final class Counter implements AutoCloseable {
    /** After the limit was met: how long until it is asked again whether another process has given numbers back. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** A block that lasts less than this is followed by a larger one. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final int SMALLEST = 64;
    private static final int LARGEST = 8_192;

    private final Quotas quotas;
    private final String name;
    private final long period;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Long> free = new ArrayDeque<>();
    private Instant askAgain = Instant.MIN;
    private Instant taken = Instant.EPOCH;
    private int block = SMALLEST;

    Counter(Quotas quotas, String name, long period) {
        this.quotas = quotas;
        this.name = name;
        this.period = period;
    }

    long period() {
        return period;
    }

    /**
     * One use.
     *
     * @param number its number, from 1 on; beyond the limit it is nobody's
     */
    record Use(Counter counter, long number, boolean own) {
        /** It does not count; its number is free again. */
        void giveBack() {
            if (own) {
                counter.free(number);
            }
        }
    }

    /** The next number; one beyond the limit where there is none left. */
    Use take(long limit, Instant now) {
        lock.lock();
        try {
            if (free.isEmpty() && !now.isBefore(askAgain)) {
                more(limit, now);
            }
            Long number = free.poll();
            return number == null ? new Use(this, limit + 1, false) : new Use(this, number, true);
        } finally {
            lock.unlock();
        }
    }

    private void more(long limit, Instant now) {
        Quotas.Block next = quotas.take(name, period, limit, block);
        if (next.first() > limit) {
            quotas.giveBack(name, period, next);
            askAgain = now.plus(PAUSE);
            return;
        }
        for (long number = next.first(); number <= next.last(); number++) {
            free.add(number);
        }
        boolean soon = now.isBefore(taken.plus(SOON));
        block = Math.clamp(soon ? 2L * block : block / 2, SMALLEST, LARGEST);
        taken = now;
    }

    private void free(long number) {
        lock.lock();
        try {
            free.addFirst(number);
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what was not used. */
    @Override
    public void close() {
        lock.lock();
        try {
            long[] numbers = free.stream().mapToLong(Long::longValue).sorted().toArray();
            free.clear();
            int end = numbers.length - 1;
            // Runs from the highest down, so that what was taken last can be made untaken.
            for (int i = end; i >= 0; i--) {
                if (i == 0 || numbers[i - 1] != numbers[i] - 1) {
                    quotas.giveBack(name, period, new Quotas.Block(numbers[i], numbers[end]));
                    end = i - 1;
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
