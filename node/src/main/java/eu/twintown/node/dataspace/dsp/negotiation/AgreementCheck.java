package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.kernel.policy.Party;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.node.dataspace.agreement.Side;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Whether an agreement that the provider sent is what this node has asked for or accepted: the same terms about the same
 * dataset, between the two of us, now.
 */
final class AgreementCheck {
    private final String own;
    private final Duration tolerance;
    private final InstantSource clock;

    /**
     * @param own id of this participant
     * @param tolerance how far the clocks of the two may be apart
     */
    AgreementCheck(String own, Duration tolerance, InstantSource clock) {
        this.own = own;
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /** What this node says to the agreement. */
    Decision decide(Negotiation negotiation) {
        Policy agreement = negotiation.agreement().orElseThrow();
        if (!party(agreement.shared().assigner()).equals(negotiation.counterparty())) {
            return altered("its assigner is not " + negotiation.counterparty());
        }
        if (!party(agreement.shared().assignee()).equals(own)) {
            return altered("its assignee is not " + own);
        }
        if (!Terms.target(agreement).equals(Optional.of(negotiation.dataset()))) {
            return altered("its target is not " + negotiation.dataset());
        }
        if (!Terms.same(agreement, negotiation.offer())) {
            return altered("its terms are not those of the offer "
                    + negotiation.offer().id()
                    + (negotiation.offerBy() == Side.CONSUMER ? " that was requested" : " that was accepted"));
        }
        return clocks(negotiation, agreement)
                .<Decision>map(reason -> new Decision.Terminate("CLOCK", reason))
                .orElseGet(Decision.Verify::new);
    }

    private static Decision altered(String how) {
        return new Decision.Terminate("AGREEMENT_ALTERED", "The agreement is not what was negotiated: " + how);
    }

    /** An agreement is concluded neither in the future nor before anybody has asked for it. */
    private Optional<String> clocks(Negotiation negotiation, Policy agreement) {
        Optional<Instant> concluded = agreement.shared().timestamp().flatMap(AgreementCheck::instant);
        if (concluded.isEmpty()) {
            return Optional.of("The agreement has no timestamp that can be read");
        }
        Instant at = concluded.get();
        Instant now = clock.instant();
        if (at.isAfter(now.plus(tolerance)) || at.isBefore(negotiation.begunAt().minus(tolerance))) {
            return Optional.of("The clocks are too far apart: the agreement says " + at + ", here it is " + now
                    + ", and the negotiation began at " + negotiation.begunAt() + "; allowed are "
                    + tolerance.toSeconds() + " seconds");
        }
        return Optional.empty();
    }

    private static String party(Optional<Party> party) {
        return party.map(Party::id).orElse("");
    }

    /** An xsd:dateTime; one without zone is in UTC. */
    static Optional<Instant> instant(String text) {
        for (String zoned : new String[] {text, text + "Z"}) {
            try {
                return Optional.of(OffsetDateTime.parse(zoned).toInstant());
            } catch (DateTimeException e) {
                // The next form.
            }
        }
        return Optional.empty();
    }
}
