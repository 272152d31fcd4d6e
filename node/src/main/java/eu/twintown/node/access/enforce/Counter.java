package eu.twintown.node.access.enforce;

import eu.twintown.store.Quotas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/** The uses of one period, as far as this process has numbers for them. Safe for use by several threads. */
final class Counter implements AutoCloseable {
    /** After the limit was met: how long until it is asked again whether another process has given numbers back. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Quotas quotas;
    private final String name;
    private final long period;
    private final int block;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Long> free = new ArrayDeque<>();
    private Instant askAgain = Instant.MIN;

    Counter(Quotas quotas, String name, long period, int block) {
        this.quotas = quotas;
        this.name = name;
        this.period = period;
        this.block = block;
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
                Quotas.Block taken = quotas.take(name, period, limit, block);
                if (taken.first() > limit) {
                    quotas.giveBack(name, period, taken);
                    askAgain = now.plus(PAUSE);
                } else {
                    for (long number = taken.first(); number <= taken.last(); number++) {
                        free.add(number);
                    }
                }
            }
            Long number = free.poll();
            return number == null ? new Use(this, limit + 1, false) : new Use(this, number, true);
        } finally {
            lock.unlock();
        }
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
