package eu.twintown.node.dataspace.timer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does things at given moments, one for each name. Kept in memory: whoever sets one sets it again when the node starts.
 * What is done runs on a virtual thread of its own, so one that waits delays no other.
 */
public final class Timers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    /** After this long it is looked at the clock again: it may have been set, or the machine may have slept. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("agreement-timers").factory());
    private final Map<String, Set> waiting = new ConcurrentHashMap<>();

    private record Set(Instant at, Runnable action, Future<?> sleep) {}

    public Timers(InstantSource clock) {
        this.clock = clock;
    }

    /** Does it at this moment, at once where that has passed; replaces what was to be done under this name. */
    public void at(String name, Instant moment, Runnable action) {
        try {
            waiting.compute(name, (key, before) -> {
                if (before != null) {
                    before.sleep().cancel(false);
                }
                return new Set(moment, action, sleep(name, moment));
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is not waited for any more, the node stops", name);
        }
    }

    /** Does it after this time. */
    public void after(String name, Duration time, Runnable action) {
        at(name, clock.instant().plus(time), action);
    }

    /** Forgets what was to be done under this name. */
    public void cancel(String name) {
        Set set = waiting.remove(name);
        if (set != null) {
            set.sleep().cancel(false);
        }
    }

    private Future<?> sleep(String name, Instant moment) {
        Duration left = Duration.between(clock.instant(), moment);
        Duration step = left.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : left;
        return schedule.schedule(() -> wake(name, moment), Math.max(0, step.toMillis()), TimeUnit.MILLISECONDS);
    }

    private void wake(String name, Instant moment) {
        AtomicReference<Runnable> due = new AtomicReference<>();
        // Within the map, so that one that is due at once finds what set it.
        waiting.computeIfPresent(name, (key, set) -> {
            if (!set.at().equals(moment)) {
                return set;
            }
            if (clock.instant().isBefore(moment)) {
                return new Set(moment, set.action(), sleep(name, moment));
            }
            due.set(set.action());
            return null;
        });
        Optional.ofNullable(due.get())
                .ifPresent(action -> Thread.startVirtualThread(() -> {
                    try {
                        action.run();
                    } catch (RuntimeException e) {
                        LOG.error("What was due for {} failed", name, e);
                    }
                }));
    }

    @Override
    public void close() {
        schedule.shutdownNow();
        waiting.clear();
    }
}
