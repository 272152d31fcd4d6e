package eu.twintown.store.database;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those who wait for something new. A hint only: whoever waits looks for himself from time to time. */
public final class Wakeup {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private long count;

    public void signal() {
        lock.lock();
        try {
            count++;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many signals there were; to be read before looking, and handed to {@link #await}. */
    public long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there were more signals than {@code seen}, or the time is over; tells whether there were. */
    public boolean await(long seen, Duration limit) {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (count == seen && nanos > 0) {
                nanos = woken.awaitNanos(nanos);
            }
            return count != seen;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
