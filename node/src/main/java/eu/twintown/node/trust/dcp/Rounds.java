package eu.twintown.node.trust.dcp;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a round of work whenever woken, and after a pause at the latest. Rounds never overlap. */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Semaphore calls = new Semaphore(0);
    private final Duration pause;
    private final Runnable round;
    private final Thread thread;
    private volatile boolean closed;

    /** @param round must be able to run again after it failed */
    public Rounds(String name, Duration pause, Runnable round) {
        this.pause = pause;
        this.round = round;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Asks for a round soon. */
    public void wake() {
        calls.release();
    }

    private void run() {
        try {
            while (!closed) {
                attempt();
                if (calls.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    calls.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() {
        try {
            round.run();
        } catch (RuntimeException e) {
            LOG.error("A round of {} failed", thread.getName(), e);
        }
    }

    /** Lets the round under way come to its end, as far as that does not take too long. */
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            if (thread.isAlive() && !thread.join(PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
