package eu.twintown.node.dataspace.dsp.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does its work when it is time, and at least once in a while. */
final class Alarm implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Duration longest;
    private final Supplier<Optional<Instant>> work;
    private final Thread thread;
    private Instant next = Instant.EPOCH;
    private boolean closed;

    /** @param work tells when it is to be done next */
    Alarm(String name, Duration longest, Supplier<Optional<Instant>> work) {
        this.longest = longest;
        this.work = work;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Does the work at this time at the latest. */
    void ringAt(Instant time) {
        lock.lock();
        try {
            if (time.isBefore(next)) {
                next = time;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (await()) {
            Instant latest = Instant.now().plus(longest);
            try {
                ringAt(work.get().filter(time -> time.isBefore(latest)).orElse(latest));
            } catch (RuntimeException e) {
                LOG.warn("{} failed and is tried again: {}", thread.getName(), e.toString());
                ringAt(Instant.now().plus(AFTER_FAILURE));
            }
        }
    }

    /** Whether it is time; false where there will be none. */
    private boolean await() {
        lock.lock();
        try {
            while (!closed) {
                Instant now = Instant.now();
                if (!now.isBefore(next)) {
                    next = Instant.MAX;
                    return true;
                }
                Instant latest = now.plus(longest);
                Duration wait = Duration.between(now, next.isBefore(latest) ? next : latest);
                changed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
