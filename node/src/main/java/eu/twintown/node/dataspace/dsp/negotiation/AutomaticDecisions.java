package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dataset.Dataset;
import eu.twintown.node.dataspace.dsp.catalog.DatasetSource;
import eu.twintown.node.trust.recipient.RecipientFacts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a node decides by itself. As provider it agrees to what it has on offer, with participants to whom it is offered;
 * other terms get a counter-offer or wait for a person. As consumer it takes what it has asked for, and nothing else.
 */
public final class AutomaticDecisions implements NegotiationPolicy {
    /** Then a person should look at it. */
    private static final int MOST_ROUNDS = 6;

    private static final Decision WAIT = new Decision.Wait();

    private final DatasetSource datasets;
    private final Entitlement entitlement;
    private final AgreementCheck check;
    private final boolean counterOffers;

    /**
     * @param own id of this participant
     * @param recipients what is known of a participant
     * @param counterOffers whether other terms are answered with those on offer
     * @param tolerance how far clocks may be apart
     */
    public AutomaticDecisions(
            String own,
            DatasetSource datasets,
            Function<String, RecipientFacts> recipients,
            boolean counterOffers,
            Duration tolerance,
            InstantSource clock) {
        this.datasets = datasets;
        this.entitlement = new Entitlement(recipients, clock);
        this.check = new AgreementCheck(own, tolerance, clock);
        this.counterOffers = counterOffers;
    }

    @Override
    public Decision decide(Negotiation negotiation) {
        return negotiation.side() == Side.PROVIDER ? asProvider(negotiation) : asConsumer(negotiation);
    }

    private Decision asProvider(Negotiation negotiation) {
        return switch (negotiation.state()) {
            case REQUESTED -> requested(negotiation);
            case ACCEPTED -> agree(negotiation, negotiation.offer());
            case VERIFIED -> new Decision.Complete();
            case OFFERED, AGREED, FINALIZED, TERMINATED -> WAIT;
        };
    }

    private Decision asConsumer(Negotiation negotiation) {
        return switch (negotiation.state()) {
            case OFFERED ->
                negotiation
                                .wanted()
                                .filter(wanted -> Terms.same(wanted, negotiation.offer()))
                                .isPresent()
                        ? new Decision.Accept()
                        : WAIT;
            case AGREED -> check.decide(negotiation);
            case REQUESTED, ACCEPTED, VERIFIED, FINALIZED, TERMINATED -> WAIT;
        };
    }

    private Decision requested(Negotiation negotiation) {
        Optional<Dataset> dataset =
                datasets.find(negotiation.dataset()).filter(one -> !one.offers().isEmpty());
        if (dataset.isEmpty()) {
            return new Decision.Terminate("NOT_ON_OFFER", "The dataset is not on offer any more");
        }
        Optional<Policy> match = Terms.match(dataset.get().offers(), negotiation.offer());
        if (match.isPresent()) {
            return agree(negotiation, match.get());
        }
        if (!counterOffers || negotiation.rounds() > MOST_ROUNDS) {
            return WAIT;
        }
        Policy nearest = dataset.get().offers().stream()
                .filter(offer -> offer.id().equals(negotiation.offer().id()))
                .findFirst()
                .orElse(dataset.get().offers().getFirst());
        return new Decision.Offer(nearest);
    }

    private Decision agree(Negotiation negotiation, Policy terms) {
        return entitlement
                .refusal(terms, negotiation.dataset(), negotiation.counterparty())
                .<Decision>map(reason -> new Decision.Terminate("NOT_ENTITLED", reason))
                .orElseGet(() -> new Decision.Agree(terms));
    }
}
