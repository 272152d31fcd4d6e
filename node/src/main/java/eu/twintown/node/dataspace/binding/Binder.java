package eu.twintown.node.dataspace.binding;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.timer.Backoff;
import eu.twintown.node.dataspace.timer.Timers;
import eu.twintown.node.federation.Registrations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of each agreement what it entitles to, and takes it back: at the consumer's side the transfer, the description of
 * the dataset and the context source registration; on both sides the end that the policy sets.
 *
 * <p>Every step looks at what is there and does what is missing, so that it does not matter at which of them a node was
 * stopped: {@link #start} looks at all agreements again. Opening may wait for others and is tried again with growing
 * pauses; closing waits for nobody and happens in the thread that changed the agreement.
 */
public final class Binder {
    private static final Logger LOG = LoggerFactory.getLogger(Binder.class);
    private static final int STRIPES = 64;
    /** Tokens are renewed within this time before their end. */
    private static final Duration BEFORE_THE_END = Duration.ofSeconds(20);

    private final Agreements agreements;
    private final Registrations registrations;
    private final TransferControl transfers;
    private final Doors doors;
    private final Descriptions descriptions;
    private final Function<Agreement, Description> catalogue;
    private final Function<Agreement, Optional<Wish>> wishes;
    private final boolean automatic;
    private final Timers timers;
    private final InstantSource clock;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final Object[] locks = new Object[STRIPES];

    /**
     * What it works with.
     *
     * @param catalogue asks the provider's catalogue what a dataset is like; throws ProblemException or
     *     OutgoingException where there is no answer
     * @param wishes what the configuration says of the dataset of an agreement
     * @param automatic whether transfers are asked for
     */
    public record Parts(
            Agreements agreements,
            Registrations registrations,
            TransferControl transfers,
            Doors doors,
            Descriptions descriptions,
            Function<Agreement, Description> catalogue,
            Function<Agreement, Optional<Wish>> wishes,
            boolean automatic,
            Timers timers,
            InstantSource clock) {}

    public Binder(Parts parts) {
        this.agreements = parts.agreements();
        this.registrations = parts.registrations();
        this.transfers = parts.transfers();
        this.doors = parts.doors();
        this.descriptions = parts.descriptions();
        this.catalogue = parts.catalogue();
        this.wishes = parts.wishes();
        this.automatic = parts.automatic();
        this.timers = parts.timers();
        this.clock = parts.clock();
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new Object();
        }
    }

    /** Begins to follow the agreements, and catches up with what happened meanwhile. */
    public void start() {
        agreements.listen(this::changed);
        agreements.forEach(agreement -> {
            if (agreement.state() != AgreementState.ENDED) {
                changed(agreement);
            }
        });
        registrations.bound().stream()
                .filter(id -> agreements.find(id).filter(doors::isOpen).isEmpty())
                .forEach(registrations::unbind);
    }

    /** Something about the transfers of an agreement has changed. */
    public void transferChanged(String agreement) {
        agreements.find(agreement).ifPresent(this::changed);
    }

    private void changed(Agreement agreement) {
        watchEnd(agreement);
        if (agreement.side() == Side.PROVIDER) {
            return;
        }
        if (!doors.isOpen(agreement)) {
            settle(agreement.id(), Optional.empty());
        }
        if (agreement.state() == AgreementState.IN_FORCE) {
            Thread.startVirtualThread(() -> open(agreement.id()));
        } else {
            timers.cancel(task(agreement.id()));
            failures.remove(agreement.id());
        }
    }

    private void watchEnd(Agreement agreement) {
        String task = "end of " + agreement.id();
        Optional<Instant> end = AgreementEnd.of(agreement.policy());
        if (agreement.state() == AgreementState.ENDED) {
            timers.cancel(task);
        } else {
            end.ifPresent(moment -> timers.at(task, moment, () -> end(agreement.id(), moment)));
        }
    }

    private void end(String agreement, Instant moment) {
        try {
            agreements.change(agreement, AgreementState.ENDED, "time", "It was agreed until " + moment);
        } catch (ProblemException e) {
            LOG.debug("The agreement {} has ended already", agreement);
        }
    }

    /** Does the next step towards a registration, and those after it as far as they can be done now. */
    private void open(String id) {
        try {
            Optional<Agreement> agreement =
                    agreements.find(id).filter(found -> found.state() == AgreementState.IN_FORCE);
            boolean wanted = automatic || transfers.state().apply(id) != TransferControl.State.NONE;
            if (agreement.isPresent() && wanted) {
                Description description = description(agreement.get());
                if (!description.types().isEmpty()) {
                    askForTransfer(agreement.get());
                    register(id);
                }
            }
            failures.remove(id);
        } catch (RuntimeException e) {
            int failed = failures.merge(id, 1, Integer::sum);
            LOG.warn("What the agreement {} opens cannot be had yet ({} tries): {}", id, failed, e.toString());
            timers.after(task(id), Backoff.after(failed), () -> open(id));
        }
    }

    /** Registers the source as long as there is a token for it, and looks again when that ends. */
    private void register(String id) {
        if (transfers.state().apply(id) != TransferControl.State.OPEN) {
            return;
        }
        Optional<TransferControl.Access> access = transfers.access().apply(id);
        settle(id, access);
        if (access.isEmpty()) {
            throw new IllegalStateException("the provider gives no token now");
        }
        Instant end = access.get().until();
        Instant early = end.minus(BEFORE_THE_END);
        timers.at(task(id), clock.instant().isBefore(early) ? early : end, () -> open(id));
    }

    private Description description(Agreement agreement) {
        return descriptions.find(agreement.id()).orElseGet(() -> {
            Optional<Wish> wish = wishes.apply(agreement);
            Description fresh = wish.map(
                            known -> catalogue.apply(agreement).expecting(known.maxAge(), known.entities()))
                    .orElseGet(() -> catalogue.apply(agreement));
            descriptions.put(agreement.id(), fresh);
            return fresh;
        });
    }

    private void askForTransfer(Agreement agreement) {
        if (automatic && transfers.state().apply(agreement.id()) == TransferControl.State.NONE) {
            transfers
                    .request()
                    .accept(
                            agreement.id(),
                            wishes.apply(agreement).map(Wish::push).orElse(false));
        }
    }

    /** Makes the registration be there or not be there, as agreement and transfer stand when it is written. */
    private void settle(String id, Optional<TransferControl.Access> access) {
        synchronized (locks[Math.floorMod(id.hashCode(), STRIPES)]) {
            Optional<Agreement> agreement = agreements.find(id).filter(doors::isOpen);
            if (agreement.isEmpty() || access.isEmpty()) {
                // Without token it is shut until there is one again: the provider may have ended it, and its
                // message be under way.
                registrations.unbind(id);
                return;
            }
            descriptions
                    .find(id)
                    .ifPresent(description -> registrations.bind(
                            id,
                            RegistrationOfAgreement.of(
                                    agreement.get(),
                                    description,
                                    access.get().endpoint(),
                                    wishes.apply(agreement.get()).flatMap(Wish::purpose))));
        }
    }

    private static String task(String agreement) {
        return "binding of " + agreement;
    }
}
