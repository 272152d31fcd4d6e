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
    private final Cache<String, NegotiationState> entered =
            Caffeine.newBuilder().maximumSize(RECENT).build();

    AgreementBook(Agreements agreements) {
        this.agreements = agreements;
    }

    /** Enters what follows from a negotiation's state. */
    void enter(Negotiation negotiation) {
        NegotiationState state = negotiation.state();
        boolean concerns =
                switch (state) {
                    case REQUESTED, OFFERED, ACCEPTED -> false;
                    case AGREED, VERIFIED, FINALIZED, TERMINATED ->
                        negotiation.process().data().has("agreement");
                };
        if (concerns && entered.getIfPresent(negotiation.id()) != state) {
            entered.asMap().compute(negotiation.id(), (id, before) -> next(negotiation, state, before));
        }
    }

    /** What comes late changes nothing any more. */
    private NegotiationState next(Negotiation negotiation, NegotiationState state, @Nullable NegotiationState before) {
        if (before != null && before.compareTo(state) >= 0) {
            return before;
        }
        Policy policy = negotiation.agreement().orElseThrow();
        Step last = negotiation.process().timeline().getLast();
        if (state == NegotiationState.TERMINATED) {
            end(policy.id(), last);
            return state;
        }
        if (before == null) {
            agreements.add(agreement(negotiation, policy));
        }
        if (state == NegotiationState.FINALIZED) {
            putInForce(policy.id(), last);
        }
        return state;
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
