package eu.twintown.node.dataspace.dsp.negotiation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.dsp.delivery.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the register of agreements in step with the negotiations: pending when agreed, in force when finalised, ended when
 * the negotiation is terminated after all. Each step may be repeated.
 */
final class AgreementBook {
    private static final Logger LOG = LoggerFactory.getLogger(AgreementBook.class);
    private static final int RECENT = 10_000;

    private final Agreements agreements;
    /** What was entered last, so that a change that does not concern the register costs nothing. */
    private final Cache<String, Entry> entered =
            Caffeine.newBuilder().maximumSize(RECENT).build();

    /** @param rounds how many agreements there have been, since one that was not verified may be replaced */
    private record Entry(long rounds, NegotiationState state, String agreement) implements Comparable<Entry> {
        static Entry of(Negotiation negotiation) {
            long rounds = negotiation.process().timeline().stream()
                    .filter(step -> step.state().equals(NegotiationState.AGREED.name()))
                    .count();
            return new Entry(
                    rounds,
                    negotiation.state(),
                    negotiation.process().data().path("agreement").path("@id").asString());
        }

        @Override
        public int compareTo(Entry other) {
            return Comparator.comparingLong(Entry::rounds)
                    .thenComparing(Entry::state)
                    .compare(this, other);
        }
    }

    AgreementBook(Agreements agreements) {
        this.agreements = agreements;
    }

    /** Enters what follows from a negotiation's state. */
    void enter(Negotiation negotiation) {
        boolean concerns =
                switch (negotiation.state()) {
                    case REQUESTED, OFFERED, ACCEPTED -> false;
                    case AGREED, VERIFIED, FINALIZED, TERMINATED ->
                        negotiation.process().data().has("agreement");
                };
        if (concerns) {
            Entry now = Entry.of(negotiation);
            if (!now.equals(entered.getIfPresent(negotiation.id()))) {
                entered.asMap().compute(negotiation.id(), (id, before) -> next(negotiation, now, before));
            }
        }
    }

    /** What comes late changes nothing any more. */
    private Entry next(Negotiation negotiation, Entry now, @Nullable Entry before) {
        if (before != null && before.compareTo(now) >= 0) {
            return before;
        }
        Policy policy = negotiation.agreement().orElseThrow();
        Step last = negotiation.process().timeline().getLast();
        boolean known = before != null && before.agreement().equals(policy.id());
        if (before != null && !known) {
            end(before.agreement(), last);
        }
        if (now.state() == NegotiationState.TERMINATED) {
            end(policy.id(), last);
            return now;
        }
        if (!known) {
            agreements.add(agreement(negotiation, policy));
        }
        if (now.state() == NegotiationState.FINALIZED) {
            putInForce(policy.id(), last);
        }
        return now;
    }

    private void putInForce(String id, Step step) {
        // It may have been suspended or ended since, where this step is made up for later.
        if (state(id).filter(AgreementState.PENDING::equals).isPresent()) {
            agreements.change(id, AgreementState.IN_FORCE, step.by(), "");
        }
    }

    private void end(String id, Step step) {
        if (state(id).filter(state -> state != AgreementState.ENDED).isPresent()) {
            try {
                agreements.change(id, AgreementState.ENDED, step.by(), step.reason());
            } catch (ProblemException e) {
                LOG.debug("The agreement {} was ended by somebody else", id, e);
            }
        }
    }

    private Optional<AgreementState> state(String id) {
        return agreements.find(id).map(Agreement::state);
    }

    private static Agreement agreement(Negotiation negotiation, Policy policy) {
        Instant at =
                policy.shared().timestamp().flatMap(AgreementCheck::instant).orElse(negotiation.begunAt());
        Step agreed = negotiation.process().timeline().stream()
                .filter(step -> step.state().equals(NegotiationState.AGREED.name()))
                .findFirst()
                .orElse(negotiation.process().timeline().getLast());
        return new Agreement(
                policy.id(),
                negotiation.side(),
                negotiation.counterparty(),
                negotiation.process().address(),
                negotiation.dataset(),
                negotiation.id(),
                policy,
                at,
                List.of(new Agreement.Event(agreed.at(), AgreementState.PENDING, agreed.by(), "")));
    }
}
