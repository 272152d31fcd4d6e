package eu.twintown.node.subscription;

import eu.twintown.store.Outbox;
import eu.twintown.store.Outbox.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads changes from the outbox and hands each to the lanes of the subscriptions that it matches. Its durable position
 * passes a change when all lanes have delivered it or keep a position of their own; see {@link Lane}.
 */
final class Dispatcher implements AutoCloseable {
    static final String READER = "subscriptions";
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int READ_AT_ONCE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LOOK_FOR_SUBSCRIPTIONS = Duration.ofMillis(50);
    private static final Duration SAVE_EVERY = Duration.ofMillis(500);
    /** Notices of all lanes together that may wait in memory. */
    private static final int ROOM = 50_000;

    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final Delivery delivery;
    private final DeliveryLog log;
    private final InstantSource clock;
    private final Map<Subscription.Key, Lane> lanes = new ConcurrentHashMap<>();
    private final AtomicInteger held = new AtomicInteger();
    private final ReentrantLock dispatching = new ReentrantLock();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;
    private volatile long position;
    /** Whether the outbox keeps changes for this reader. */
    private volatile boolean registered;
    /** Subscriptions that are being created. */
    private int creations;

    private long saved = -1;
    private Instant savedAt = Instant.MIN;

    Dispatcher(Outbox outbox, Subscriptions subscriptions, Delivery delivery, DeliveryLog log, InstantSource clock) {
        this.outbox = outbox;
        this.subscriptions = subscriptions;
        this.delivery = delivery;
        this.log = log;
        this.clock = clock;
    }

    void start() {
        register();
        for (Subscription subscription : subscriptions.index().all()) {
            if (log.get(subscription.key()).behind()) {
                Lane lane = lane(subscription.key());
                lanes.put(subscription.key(), lane);
                lane.resume(position);
            }
        }
        threads.execute(this::run);
    }

    private void register() {
        position = outbox.position(READER);
        saved = position;
        registered = true;
    }

    private void run() {
        while (!closed) {
            try {
                next();
                save(position, false);
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.error("Changes cannot be read for subscriptions; trying again", e);
                    waitAMoment(PATIENCE);
                }
            }
        }
    }

    private void next() {
        if (subscriptions.index().all().isEmpty()) {
            rest();
            waitAMoment(LOOK_FOR_SUBSCRIPTIONS);
            return;
        }
        if (!registered) {
            register();
        }
        List<Change> changes = outbox.read(position, READ_AT_ONCE, PATIENCE);
        if (!changes.isEmpty()) {
            dispatch(changes);
            position = changes.getLast().position();
        }
    }

    /**
     * While there is no subscription nothing is read: nothing that happens can matter to one yet to come. Where it can, the
     * outbox is told so, else what has happened until now is passed over.
     */
    private void rest() {
        dispatching.lock();
        try {
            if (creations == 0 && registered && subscriptions.index().all().isEmpty()) {
                registered = !outbox.release(READER);
                passOver();
            }
        } finally {
            dispatching.unlock();
        }
    }

    private void passOver() {
        if (registered) {
            position = outbox.skip(position, Duration.ZERO);
        }
    }

    /** Creates what may be the first subscription: it is to see all that happens afterwards, and nothing from before. */
    <T> T creating(Supplier<T> creation) {
        dispatching.lock();
        try {
            if (!registered) {
                register();
            } else if (subscriptions.index().all().isEmpty()) {
                passOver();
            }
            creations++;
        } finally {
            dispatching.unlock();
        }
        try {
            return creation.get();
        } finally {
            dispatching.lock();
            creations--;
            dispatching.unlock();
        }
    }

    private static void waitAMoment(Duration moment) {
        try {
            Thread.sleep(moment);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch(List<Change> changes) {
        dispatching.lock();
        try {
            SubscriptionIndex index = subscriptions.index();
            Instant now = clock.instant();
            for (Change change : changes) {
                for (Subscription subscription : index.candidates(change)) {
                    if (subscription.isActive(now)) {
                        offer(subscription, change);
                    }
                }
            }
        } finally {
            dispatching.unlock();
        }
    }

    private void offer(Subscription subscription, Change change) {
        try {
            Optional<Notice> notice = ChangeMatcher.match(subscription, change);
            if (notice.isPresent()) {
                held.incrementAndGet();
                lanes.compute(subscription.key(), (key, known) -> {
                    Lane lane = known == null ? lane(key) : known;
                    if (!lane.offer(notice.get())) {
                        held.decrementAndGet();
                    }
                    return lane;
                });
            }
        } catch (RuntimeException e) {
            LOG.error("Subscription {} cannot be matched with {}", subscription.key(), change.entityId(), e);
            log.update(subscription.key(), state -> state.failed(clock.instant()));
        }
    }

    private Lane lane(Subscription.Key key) {
        return new Lane(key, this, delivery, outbox, log);
    }

    /** Durably moves on to what all live lanes have delivered; not with each change, for it only limits repetition. */
    private void save(long position, boolean now) {
        Instant time = clock.instant();
        if (!registered || !now && time.isBefore(savedAt.plus(SAVE_EVERY))) {
            return;
        }
        savedAt = time;
        long safe = position;
        for (Lane lane : lanes.values()) {
            OptionalLong waiting = lane.firstWaiting();
            if (waiting.isPresent()) {
                safe = Math.min(safe, waiting.getAsLong() - 1);
            }
        }
        if (safe > saved) {
            outbox.advance(READER, safe);
            saved = safe;
        }
        log.save();
    }

    /** The subscription, where notifications are to be sent now. */
    Optional<Subscription> active(Subscription.Key key) {
        Instant now = clock.instant();
        return subscriptions.index().get(key).filter(subscription -> subscription.isActive(now));
    }

    /** Runs {@code action} while nothing is being dispatched. */
    boolean standingStill(BooleanSupplier action) {
        dispatching.lock();
        try {
            return action.getAsBoolean();
        } finally {
            dispatching.unlock();
        }
    }

    boolean hasRoom() {
        return held.get() <= ROOM;
    }

    void freed(int notices) {
        held.addAndGet(-notices);
    }

    void execute(Lane lane) {
        try {
            threads.execute(lane);
        } catch (RejectedExecutionException e) {
            // The node is ending; what the lane holds is sent after the next start.
            LOG.debug("No more notifications are sent");
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** A lane whose subscription is gone, paused or expired is not needed any more. */
    void gone(Subscription.Key key) {
        lanes.computeIfPresent(key, (k, lane) -> lane.isIdle() ? null : lane);
        if (subscriptions.index().get(key).isEmpty()) {
            log.forget(key);
        }
    }

    /** Something about a subscription has changed. */
    void changed(Subscription.Key key) {
        Lane lane = lanes.get(key);
        if (lane != null) {
            lane.nudge();
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        try {
            // An interrupted statement would cost the store a connection, so they get the time to end by themselves.
            lanes.values().forEach(Lane::nudge);
            if (!threads.awaitTermination(PATIENCE.toMillis() + 500, TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.save();
    }
}
