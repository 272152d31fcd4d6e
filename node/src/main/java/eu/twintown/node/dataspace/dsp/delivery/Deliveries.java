package eu.twintown.node.dataspace.dsp.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.dsp.message.DspException;
import eu.twintown.store.document.Processes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of one kind, and the sending of their messages.
 *
 * <h2>Durability</h2>
 *
 * A change of state and the messages that follow from it are one row and one commit. Whoever answers a message does so
 * after that commit; sending begins after the answer. A node that dies in between finds the row due when it is back.
 *
 * <h2>Order</h2>
 *
 * A process sends its messages one by one: the next only when the one before was taken. At most one thread of a node does
 * that for a process. Of several nodes on one database the one whose commit queued the message sends it, under a lease that
 * it has by that commit; the others take over when the lease runs out.
 *
 * <h2>No polling</h2>
 *
 * Commits start the sending at once, on a virtual thread. One more thread waits for the next attempt that is due, and
 * otherwise looks once in a lease for what others have left behind.
 */
public final class Deliveries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int AT_ONCE = 64;
    private static final int CLAIMED_AT_ONCE = 200;
    private static final int FARTHEST_DOUBLING = 16;
    private static final int RECENT = 1_000;
    private static final Duration RECENTLY = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final String kind;
    private final Processes store;
    private final Attempt attempt;
    private final Delivery hooks;
    private final DeliverySettings settings;
    private final InstantSource clock;
    private final Alarm alarm;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** Ids of the processes that are being sent for: 1, or 2 where more has come since. */
    private final Map<String, Integer> sending = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /**
     * Processes as this node has just stored or read them, so that the next step need not read them again. That another node
     * has changed one since shows when the step is to be stored, or is looked up before it is answered that there is none.
     */
    private final Cache<String, Held> recent = Caffeine.newBuilder()
            .maximumSize(RECENT)
            .expireAfterAccess(RECENTLY)
            .build();

    private record Held(Processes.Revision at, Process process) {}

    /** @param kind of the stored processes */
    public Deliveries(
            String kind,
            Processes store,
            Courier courier,
            Delivery hooks,
            DeliverySettings settings,
            InstantSource clock) {
        this.kind = kind;
        this.store = store;
        this.attempt = new Attempt(courier, hooks, settings);
        this.hooks = hooks;
        this.settings = settings;
        this.clock = clock;
        this.alarm = new Alarm(kind + "-deliveries", settings.lease(), this::sendDue);
    }

    /** Begins to send what is due, and what a node that died has left. */
    public void start() {
        store.resume(kind, clock.instant());
        alarm.start();
    }

    /**
     * Stores a new process.
     *
     * @param origin what began it, where the other side did: the same again gives the process that is there
     */
    public Process create(Process process, String origin) {
        if (store.create(kind, process.id(), origin, ProcessCodec.write(process), lease(process))) {
            keep(new Held(new Processes.Revision(kind, process.id(), 1), process));
            hooks.changed(process);
            return process;
        }
        Process first = findByOrigin(origin)
                .orElseThrow(() -> new IllegalStateException("There is a process " + process.id() + " already"));
        hooks.changed(first);
        return first;
    }

    public Optional<Process> find(String id) {
        return store.find(kind, id).map(Deliveries::read);
    }

    /** The one that the other side began. */
    public Optional<Process> findByOrigin(String origin) {
        return store.findByOrigin(kind, origin).map(Deliveries::read);
    }

    /** The newest first. */
    public List<Process> list(int limit, int offset) {
        return store.list(kind, limit, offset).stream().map(Deliveries::read).toList();
    }

    public long count() {
        return store.count(kind);
    }

    /**
     * Changes a process in one commit.
     *
     * @param change may be run several times; gives back what it got where there is nothing to change
     * @return the process as it then is
     * @throws DspException 404 where there is none
     */
    public Process change(String id, UnaryOperator<Process> change) {
        Held known = recent.getIfPresent(id);
        if (known != null) {
            Optional<Process> after = changed(known, change);
            if (after.isPresent()) {
                return after.get();
            }
        }
        while (true) {
            Held before = read(id).orElseThrow(() -> DspException.notFound(kind));
            Process after = change.apply(before.process());
            // Where nothing changes, the node may have died between the last commit and what follows from it.
            if (after == before.process() || replace(before, after, lease(after))) {
                hooks.changed(after);
                return after;
            }
        }
    }

    /** Changes what is kept in memory; empty where the database must be asked, since this may have been overtaken. */
    private Optional<Process> changed(Held known, UnaryOperator<Process> change) {
        Process after;
        try {
            after = change.apply(known.process());
        } catch (DspException | ProblemException e) {
            return Optional.empty();
        }
        if (after == known.process() || !replace(known, after, lease(after))) {
            return Optional.empty();
        }
        hooks.changed(after);
        return Optional.of(after);
    }

    private boolean replace(Held before, Process after, Optional<Instant> due) {
        if (!store.replace(before.at(), ProcessCodec.write(after), due)) {
            recent.invalidate(after.id());
            return false;
        }
        keep(new Held(before.at().next(), after));
        return true;
    }

    private void keep(Held held) {
        recent.asMap()
                .merge(
                        held.process().id(),
                        held,
                        (one, other) -> one.at().number() > other.at().number() ? one : other);
    }

    /** Begins to send what a process has to send; does not wait. To be called when what came before was answered. */
    public void send(String id) {
        if (!closed && sending.merge(id, 1, (one, more) -> 2) == 1) {
            threads.execute(() -> sendAll(id));
        }
    }

    private Optional<Held> held(String id) {
        return Optional.ofNullable(recent.getIfPresent(id)).or(() -> read(id));
    }

    private Optional<Held> read(String id) {
        Optional<Held> held = store.find(kind, id).map(stored -> new Held(stored.at(), read(stored)));
        held.ifPresent(this::keep);
        return held;
    }

    private static Process read(Processes.Stored stored) {
        return ProcessCodec.read(stored.kind(), stored.id(), stored.json());
    }

    /** Until when a process is left to the node whose commit this is. */
    private Optional<Instant> lease(Process process) {
        return process.outgoing().isEmpty()
                ? Optional.empty()
                : Optional.of(clock.instant().plus(settings.lease()));
    }

    private Optional<Instant> sendDue() {
        List<Processes.Stored> due;
        do {
            Instant now = clock.instant();
            due = store.claim(kind, now, now.plus(settings.lease()), CLAIMED_AT_ONCE);
            for (Processes.Stored stored : due) {
                Held held = new Held(stored.at(), read(stored));
                keep(held);
                hooks.changed(held.process());
                send(stored.id());
            }
        } while (due.size() == CLAIMED_AT_ONCE);
        return store.nextDue(kind).map(next -> {
            Duration wait = Duration.between(clock.instant(), next);
            return Instant.now().plus(wait);
        });
    }

    private void sendAll(String id) {
        try {
            do {
                sending.put(id, 1);
                while (!closed && sendNext(id)) {
                    // The next one, if there is one.
                }
            } while (!sending.remove(id, 1));
        } catch (RuntimeException e) {
            sending.remove(id);
            if (!closed) {
                LOG.warn("{} {} could not be looked after; it is tried again: {}", kind, id, e.toString());
            }
        }
    }

    /** Whether there may be more to send now. */
    private boolean sendNext(String id) {
        Optional<Held> held = held(id);
        if (held.isEmpty() || held.get().process().outgoing().isEmpty()) {
            return false;
        }
        Process process = held.get().process();
        Outgoing message = process.outgoing().getFirst();
        Outcome outcome = attempt(process, message);
        if (outcome instanceof Outcome.Refused refused && refused.maybeThere() && hooks.arrived(process, message)) {
            outcome = new Outcome.Delivered(message.body().objectNode());
        }
        switch (outcome) {
            case Outcome.Delivered delivered ->
                change(id, now -> without(now, message)
                        .map(rest -> hooks.acknowledged(rest, message, delivered.answer()))
                        .orElse(now));
            case Outcome.Refused refused -> {
                LOG.info("{} {}: {} to {}: {}", kind, id, message.name(), process.counterparty(), refused.reason());
                change(id, now -> without(now, message)
                        .map(rest -> hooks.refused(rest, message, refused.code(), refused.reason()))
                        .orElse(now));
            }
            case Outcome.Later later -> {
                postpone(id, message, later.why());
                return false;
            }
        }
        return true;
    }

    private Outcome attempt(Process process, Outgoing message) {
        places.acquireUninterruptibly();
        try {
            return attempt.send(process, message, clock.instant());
        } finally {
            places.release();
        }
    }

    /** The process without its first message, where that is still this one. */
    private static Optional<Process> without(Process process, Outgoing message) {
        List<Outgoing> queue = process.outgoing();
        return queue.isEmpty() || !same(queue.getFirst(), message)
                ? Optional.empty()
                : Optional.of(process.withOutgoing(queue.subList(1, queue.size())));
    }

    private static boolean same(Outgoing one, Outgoing other) {
        return one.name().equals(other.name()) && one.since().equals(other.since());
    }

    private void postpone(String id, Outgoing message, String why) {
        Instant next = clock.instant().plus(pause(message.attempts()));
        while (true) {
            Held before = held(id).orElseThrow(() -> DspException.notFound(kind));
            List<Outgoing> queue = before.process().outgoing();
            if (queue.isEmpty() || !same(queue.getFirst(), message)) {
                return;
            }
            List<Outgoing> later = new java.util.ArrayList<>(queue);
            later.set(0, queue.getFirst().failed(next, why));
            if (replace(before, before.process().withOutgoing(later), Optional.of(next))) {
                alarm.ringAt(Instant.now().plus(Duration.between(clock.instant(), next)));
                return;
            }
        }
    }

    /** Doubles each time, and differs by chance, so that a peer that is back is not asked by everybody at once. */
    private Duration pause(int attempts) {
        long doubled = settings.firstPause().toMillis() << Math.min(attempts, FARTHEST_DOUBLING);
        long most = Math.min(doubled, settings.longestPause().toMillis());
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(Math.max(most / 2, 1)));
    }

    /** Sends no more; what is under way may finish, what is left is due at once for whoever comes next. */
    @Override
    public void close() {
        closed = true;
        alarm.close();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (String id : sending.keySet()) {
            held(id).ifPresent(held -> store.release(held.at(), clock.instant()));
        }
    }
}
