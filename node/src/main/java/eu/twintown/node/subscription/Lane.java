package eu.twintown.node.subscription;

import eu.twintown.node.subscription.Delivery.Result;
import eu.twintown.store.Outbox;
import eu.twintown.store.Outbox.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one subscription's notifications to its endpoint: in order, one request at a time, on a thread of its own,
 * so that a bad endpoint holds up nobody else.
 *
 * <p>A lane is <em>live</em> or <em>behind</em>. Live, the dispatcher hands it notices, and they wait here in memory; the
 * dispatcher's durable position in the outbox does not pass the first that is undelivered. When a delivery fails, or
 * more wait than may, the lane falls behind: it stores a position of its own and drops what it held. From then on it
 * reads the outbox itself, at the pace of its endpoint, and the dispatcher goes on without it. So what an endpoint has
 * not got yet waits in the one place where it is durable anyway, costs no memory, and is written nowhere a second time.
 * When a lane behind finds nothing more to read while the dispatcher stands still, it is live again.
 *
 * <p>A process killed at any instant repeats what was under way and loses nothing: a position moves only after delivery,
 * and a lane's own position is durable before the dispatcher's may pass it.
 */
final class Lane implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int MOST_WAITING = 500;
    /** From this backlog on, several changes go in one notification. */
    private static final int BACKLOG = 50;

    private static final int MOST_IN_ONE = 50;
    private static final int READ_AT_ONCE = 200;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    /** Changes older than this are not told any more. */
    private static final Duration OLDEST = Duration.ofHours(24);

    private final Subscription.Key key;
    private final Dispatcher dispatcher;
    private final Delivery delivery;
    private final Outbox outbox;
    private final DeliveryLog log;
    private final Semaphore nudges = new Semaphore(0);

    private final Deque<Notice> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean behind;
    private long position = -1;
    private int failures;
    private Instant lastSent = Instant.MIN;

    Lane(Subscription.Key key, Dispatcher dispatcher, Delivery delivery, Outbox outbox, DeliveryLog log) {
        this.key = key;
        this.dispatcher = dispatcher;
        this.delivery = delivery;
        this.outbox = outbox;
        this.log = log;
    }

    private String reader() {
        return "subscription/" + key.tenant() + "/" + key.id();
    }

    /** Takes a notice over from the dispatcher; false where it is not held here, because it need not be. */
    synchronized boolean offer(Notice notice) {
        if (behind || notice.position() <= position) {
            return false;
        }
        waiting.add(notice);
        if (waiting.size() > MOST_WAITING || !dispatcher.hasRoom()) {
            fallBehind();
        }
        start();
        return true;
    }

    /** Goes on where this lane was when the process ended while it was behind. */
    synchronized void resume(long dispatched) {
        behind = true;
        position = Math.min(outbox.position(reader()), dispatched);
        start();
    }

    /** Tries again now, since something about the subscription has changed. */
    void nudge() {
        nudges.release();
        synchronized (this) {
            start();
        }
    }

    /** Position of the first notice that is held here and not delivered. */
    synchronized OptionalLong firstWaiting() {
        return waiting.isEmpty() || behind
                ? OptionalLong.empty()
                : OptionalLong.of(waiting.getFirst().position());
    }

    private void start() {
        if (!running) {
            running = true;
            dispatcher.execute(this);
        }
    }

    /** Everything before the first waiting notice has been delivered. */
    private synchronized void fallBehind() {
        position = waiting.getFirst().position() - 1;
        outbox.advance(reader(), position);
        log.updateNow(key, state -> state.withBehind(true));
        behind = true;
        dispatcher.freed(waiting.size());
        waiting.clear();
    }

    @Override
    public void run() {
        try {
            while (!dispatcher.isClosed()) {
                Optional<Subscription> subscription = dispatcher.active(key);
                if (subscription.isEmpty()) {
                    drop();
                    dispatcher.gone(key);
                    return;
                }
                boolean more = isBehind() ? catchUp(subscription.get()) : deliverWaiting(subscription.get());
                if (!more) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Notifications of {} are interrupted", key, e);
            restartLater();
        }
    }

    private synchronized boolean isBehind() {
        return behind;
    }

    private void restartLater() {
        failures++;
        try {
            pause(Duration.ZERO);
            dispatcher.execute(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For a subscription that is gone, paused or expired. */
    private synchronized void drop() {
        dispatcher.freed(waiting.size());
        waiting.clear();
        running = false;
        if (behind) {
            behind = false;
            outbox.remove(reader());
            log.updateNow(key, state -> state.withBehind(false));
        }
    }

    /** Whether nothing waits here and nothing is under way. */
    synchronized boolean isIdle() {
        return !running && !behind && waiting.isEmpty();
    }

    /** Delivers what waits in memory; false where nothing does. */
    private boolean deliverWaiting(Subscription subscription) throws InterruptedException {
        if (isThrottled(subscription)) {
            return true;
        }
        List<Notice> batch = nextBatch(subscription);
        if (batch.isEmpty()) {
            return false;
        }
        Result result = delivery.send(subscription, batch);
        lastSent = Instant.now();
        synchronized (this) {
            if (behind) {
                // Fell behind meanwhile; its position stands before this batch, which is then sent again.
                return true;
            }
            if (result == Result.FAILED) {
                failures = 1;
                fallBehind();
                return true;
            }
            long last = batch.getLast().position();
            while (!waiting.isEmpty() && waiting.getFirst().position() <= last) {
                waiting.removeFirst();
                dispatcher.freed(1);
            }
            position = last;
            return true;
        }
    }

    private synchronized List<Notice> nextBatch(Subscription subscription) {
        if (waiting.isEmpty()) {
            running = false;
            return List.of();
        }
        if (subscription.throttling().isPresent()) {
            return latestOfEach(waiting);
        }
        return waiting.size() <= BACKLOG ? List.of(waiting.getFirst()) : distinct(new ArrayList<>(waiting), 0);
    }

    /** Throttled: of all that happened in between, each entity's latest state is told; the last position stays last. */
    private static List<Notice> latestOfEach(Iterable<Notice> notices) {
        Map<String, Notice> latest = new LinkedHashMap<>();
        for (Notice notice : notices) {
            latest.remove(notice.entity().id());
            latest.put(notice.entity().id(), notice);
        }
        return List.copyOf(latest.values());
    }

    /** As many as fit into one notification without telling of an entity twice. */
    private static List<Notice> distinct(List<Notice> notices, int from) {
        Map<String, Notice> batch = new LinkedHashMap<>();
        for (int i = from; i < notices.size() && batch.size() < MOST_IN_ONE; i++) {
            if (batch.putIfAbsent(notices.get(i).entity().id(), notices.get(i)) != null) {
                break;
            }
        }
        return List.copyOf(batch.values());
    }

    /** Reads on from the outbox and delivers; false when there is nothing left and the lane is live again. */
    private boolean catchUp(Subscription subscription) throws InterruptedException {
        if (failures > 0) {
            pause(subscription.endpoint().cooldown());
        }
        List<Change> changes = outbox.read(position, READ_AT_ONCE, Duration.ZERO);
        if (changes.isEmpty()) {
            return !dispatcher.standingStill(this::becomeLive);
        }
        List<Notice> notices = notices(subscription, changes);
        int next = 0;
        while (next < notices.size()) {
            if (isThrottled(subscription)) {
                return true;
            }
            boolean throttled = subscription.throttling().isPresent();
            List<Notice> batch = throttled ? latestOfEach(notices) : distinct(notices, next);
            if (delivery.send(subscription, batch) == Result.FAILED) {
                failures++;
                outbox.advance(reader(), position);
                return true;
            }
            failures = 0;
            lastSent = Instant.now();
            position = batch.getLast().position();
            next = throttled ? notices.size() : next + batch.size();
        }
        position = changes.getLast().position();
        outbox.advance(reader(), position);
        return true;
    }

    private static List<Notice> notices(Subscription subscription, List<Change> changes) {
        Instant oldest = Instant.now().minus(OLDEST);
        return changes.stream()
                .filter(change -> change.tenant().equals(subscription.key().tenant()))
                .filter(change -> change.at().isAfter(oldest))
                .flatMap(change -> ChangeMatcher.match(subscription, change).stream())
                .toList();
    }

    /** Called while the dispatcher stands still; true where nothing came meanwhile and the lane is live. */
    private synchronized boolean becomeLive() {
        if (!outbox.read(position, 1, Duration.ZERO).isEmpty()) {
            return false;
        }
        // The reader goes first: should the process end in between, the lane resumes at the dispatcher's position.
        outbox.remove(reader());
        log.updateNow(key, state -> state.withBehind(false));
        behind = false;
        failures = 0;
        running = false;
        return true;
    }

    /** Waits where it is too early for the next notification; true where it did, and all is to be looked at anew. */
    private boolean isThrottled(Subscription subscription) throws InterruptedException {
        if (subscription.throttling().isEmpty() || lastSent.equals(Instant.MIN)) {
            return false;
        }
        Duration since = Duration.between(lastSent, Instant.now());
        Duration left = subscription.throttling().get().minus(since);
        if (!left.isPositive()) {
            return false;
        }
        boolean unused = nudges.tryAcquire(left.toMillis() + 1, TimeUnit.MILLISECONDS);
        return true;
    }

    /** Waits longer with each failure in a row, a little by chance so that lanes do not move in step. */
    private void pause(Duration atLeast) throws InterruptedException {
        long millis = Math.min(LONGEST_PAUSE.toMillis(), 500L << Math.min(failures, 10));
        millis = Math.max(
                atLeast.toMillis(), millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2));
        nudges.drainPermits();
        boolean unused = nudges.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }
}
