package eu.twintown.node.dataspace.binding;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.timer.Backoff;
import eu.twintown.node.dataspace.timer.Lease;
import eu.twintown.node.dataspace.timer.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Comes to the agreements that the configuration wishes for, and to new ones when they run out. What another ended is not
 * negotiated again by itself, and what was refused only after an hour: the other side has said what it wants. Of several
 * processes on one database each wish is followed by one; where it dies, another goes on when its lease is over.
 */
public final class Seeker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Seeker.class);
    private static final Duration AFTER_REFUSAL = Duration.ofHours(1);
    /** Negotiations tell when they move; this is for those that were lost. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private static final String OTHERS = "wishes that other processes follow";

    private final List<Wish> wishes;
    private final Agreements agreements;
    private final Dealings dealings;
    private final Timers timers;
    private final InstantSource clock;
    private final WishLeases leases;
    private final Duration pause;
    private final Consumer<Agreement> inherited;
    private final Map<Wish, Status> statuses = new ConcurrentHashMap<>();
    private final Map<Wish, String> datasets = new ConcurrentHashMap<>();
    private final Map<Wish, Integer> failures = new ConcurrentHashMap<>();

    /** How far it has come with a wish. */
    public enum State {
        SEARCHING,
        NEGOTIATING,
        AGREED,
        /** The provider terminated the negotiation. */
        REFUSED,
        /** There was an agreement, and somebody ended it. */
        ENDED
    }

    /**
     * How far it has come.
     *
     * @param reason one sentence; empty where there is nothing to say
     * @param agreement its id, where there is one
     * @param next when it will be tried again
     */
    public record Status(State state, String reason, Optional<String> agreement, Optional<Instant> next) {}

    /**
     * Seeks these.
     *
     * @param ground of leases
     * @param inherited is told the agreement, where there is one, of a wish that another process has followed until now
     */
    public Seeker(
            List<Wish> wishes,
            Agreements agreements,
            Dealings dealings,
            Timers timers,
            Lease.Ground ground,
            Consumer<Agreement> inherited) {
        this.wishes = List.copyOf(wishes);
        this.agreements = agreements;
        this.dealings = dealings;
        this.timers = timers;
        this.clock = ground.clock();
        this.leases = new WishLeases(this.wishes, ground);
        this.pause = ground.pause();
        this.inherited = inherited;
    }

    /** Begins with all wishes. */
    public void start() {
        agreements.listen(agreement -> {
            if (agreement.side() == Side.CONSUMER) {
                look(agreement.counterparty());
            }
        });
        lookAgain();
        if (leases.areNeeded()) {
            timers.after(OTHERS, pause, () -> watch(agreements.version()));
        }
    }

    /** What other processes do: one that has died leaves its wishes, one that receives a message changes an agreement. */
    private void watch(long before) {
        long version = before;
        try {
            version = agreements.version();
            for (Wish wish : wishes) {
                boolean mine = leases.isMine(wish);
                if (!follows(wish)) {
                    copy(wish);
                } else if (!mine) {
                    at(wish, rest(wish).orElseGet(clock::instant));
                } else if (version != before && rest(wish).isEmpty()) {
                    at(wish, clock.instant());
                }
            }
        } finally {
            long seen = version;
            timers.after(OTHERS, pause, () -> watch(seen));
        }
    }

    /** Whether this process follows a wish now; goes on where another has left it. */
    private boolean follows(Wish wish) {
        boolean mine = leases.isMine(wish);
        if (!leases.holds(wish)) {
            return false;
        }
        if (!mine && leases.areNeeded()) {
            newest(wish).ifPresent(inherited);
        }
        return true;
    }

    /** Takes over what the process that follows a wish tells of it. */
    private void copy(Wish wish) {
        WishLeases.Told told = leases.told(wish);
        told.dataset().ifPresent(dataset -> datasets.put(wish, dataset));
        statuses.put(wish, told.status());
    }

    /** Something has changed that may open what was closed, such as a new credential of this node. */
    public void lookAgain() {
        wishes.forEach(wish -> at(wish, clock.instant()));
    }

    /** Something has happened with this participant: a negotiation moved, or an agreement did. */
    public void look(String participant) {
        wishes.stream()
                .filter(wish -> wish.participant().equals(participant))
                .filter(wish -> rest(wish).isEmpty())
                .forEach(wish -> at(wish, clock.instant()));
    }

    /** Until when a wish rests: what was refused is not asked for again because something else has happened. */
    private Optional<Instant> rest(Wish wish) {
        return Optional.ofNullable(statuses.get(wish))
                .filter(status -> status.state() == State.REFUSED)
                .flatMap(Status::next)
                .filter(clock.instant()::isBefore);
    }

    /** What the configuration says of the dataset of an agreement. */
    public Optional<Wish> wish(Agreement agreement) {
        return wishes.stream()
                .filter(wish -> wish.participant().equals(agreement.counterparty()))
                .filter(wish -> isAbout(wish, agreement.dataset()))
                .findFirst();
    }

    /** Each wish with how far it has come. */
    public Map<Wish, Status> statuses() {
        return Map.copyOf(statuses);
    }

    private boolean isAbout(Wish wish, String dataset) {
        return dataset.equals(wish.dataset()) || dataset.equals(datasets.get(wish));
    }

    private void at(Wish wish, Instant moment) {
        timers.at("wish for " + wish.name(), moment, () -> step(wish));
    }

    private void step(Wish wish) {
        // The wishes are the same objects as long as the node runs.
        synchronized (wish) {
            take(wish);
        }
    }

    private void take(Wish wish) {
        if (!follows(wish)) {
            copy(wish);
            return;
        }
        try {
            Optional<Agreement> agreement = newest(wish);
            set(
                    wish,
                    agreement.isPresent() && !hasRunOut(agreement.get())
                            ? under(agreement.get())
                            : seek(wish, agreement));
        } catch (RuntimeException e) {
            int failed = failures.merge(wish, 1, Integer::sum);
            LOG.warn("No agreement about {} yet: {}", wish.name(), e.toString());
            set(
                    wish,
                    new Status(
                            State.SEARCHING,
                            String.valueOf(e.getMessage()),
                            Optional.empty(),
                            Optional.of(clock.instant().plus(Backoff.after(failed)))));
        }
    }

    private void set(Wish wish, Status status) {
        statuses.put(wish, status);
        leases.tell(wish, Optional.ofNullable(datasets.get(wish)), status);
        status.next().ifPresent(moment -> at(wish, moment));
    }

    private Optional<Agreement> newest(Wish wish) {
        Agreement[] newest = new Agreement[1];
        agreements.forEach(agreement -> {
            if (agreement.side() == Side.CONSUMER
                    && agreement.counterparty().equals(wish.participant())
                    && isAbout(wish, agreement.dataset())) {
                newest[0] = agreement;
            }
        });
        return Optional.ofNullable(newest[0]);
    }

    private static boolean hasRunOut(Agreement agreement) {
        return agreement.state() == AgreementState.ENDED
                && agreement.last().by().equals("time");
    }

    private static Status under(Agreement agreement) {
        Agreement.Event last = agreement.last();
        return switch (agreement.state()) {
            case PENDING -> new Status(State.NEGOTIATING, "", Optional.of(agreement.id()), Optional.empty());
            case IN_FORCE, SUSPENDED ->
                new Status(State.AGREED, last.reason(), Optional.of(agreement.id()), Optional.empty());
            case ENDED -> new Status(State.ENDED, last.reason(), Optional.of(agreement.id()), Optional.empty());
        };
    }

    /** @param before the last agreement, which has run out */
    private Status seek(Wish wish, Optional<Agreement> before) {
        Optional<Instant> rest =
                before.map(agreement -> agreement.agreedAt().plus(LOOK_AGAIN)).filter(clock.instant()::isBefore);
        if (rest.isPresent()) {
            return new Status(
                    State.SEARCHING, "The last agreement ended soon after it was made", Optional.empty(), rest);
        }
        Optional<Dealings.Found> found = dealings.search().apply(wish);
        if (found.isEmpty()) {
            return notYet(wish, "Its catalogue has no such dataset for this node");
        }
        String known = datasets.put(wish, found.get().dataset());
        if (known == null && before.isEmpty()) {
            // A title leads to a dataset about which there may have been an agreement already.
            Optional<Agreement> earlier = newest(wish);
            if (earlier.isPresent()) {
                return hasRunOut(earlier.get()) ? seek(wish, earlier) : under(earlier.get());
            }
        }
        Optional<Dealings.Negotiation> negotiation =
                dealings.newest().apply(wish.participant(), found.get().dataset());
        if (negotiation.isPresent() && !negotiation.get().over()) {
            return negotiating();
        }
        Status last = statuses.get(wish);
        boolean failed = last != null
                && last.state() == State.NEGOTIATING
                && negotiation.isPresent()
                && before.filter(one ->
                                one.negotiation().equals(negotiation.get().id()))
                        .isEmpty();
        if (failed) {
            return refused(negotiation.get().reason());
        }
        Optional<Policy> offer = OfferChoice.of(found.get().offers(), wish.offer());
        if (offer.isEmpty()) {
            return notYet(wish, "It makes no offer that the configuration accepts");
        }
        failures.remove(wish);
        if (!leases.holds(wish)) {
            throw new IllegalStateException("another process of this node has taken it over meanwhile");
        }
        dealings.negotiate().accept(found.get(), offer.get());
        return negotiating();
    }

    /** Nothing is wrong, it may be on offer any time. */
    private Status notYet(Wish wish, String why) {
        return new Status(
                State.SEARCHING,
                why,
                Optional.empty(),
                Optional.of(clock.instant().plus(Backoff.after(failures.merge(wish, 1, Integer::sum)))));
    }

    private Status negotiating() {
        return new Status(
                State.NEGOTIATING,
                "",
                Optional.empty(),
                Optional.of(clock.instant().plus(LOOK_AGAIN)));
    }

    private Status refused(String why) {
        return new Status(
                State.REFUSED,
                why,
                Optional.empty(),
                Optional.of(clock.instant().plus(AFTER_REFUSAL)));
    }

    /** Leaves the wishes to other processes. */
    @Override
    public void close() {
        leases.close();
    }
}
