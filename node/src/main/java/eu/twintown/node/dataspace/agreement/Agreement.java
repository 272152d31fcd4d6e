package eu.twintown.node.dataspace.agreement;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An agreement that this node is party to.
 *
 * @param id IRI of the agreement, given by its provider
 * @param side which part this node has
 * @param counterparty participant id of the other side: its DID where it has one
 * @param address base address of the other side's Dataspace Protocol endpoints
 * @param dataset id of the dataset at the provider, the policy's target
 * @param negotiation this node's id of the negotiation that led to it
 * @param policy what was agreed: an ODRL agreement with target, assigner, assignee and timestamp
 * @param agreedAt when it was concluded
 * @param timeline what became of it, the oldest first; never empty
 */
public record Agreement(
        String id,
        Side side,
        String counterparty,
        URI address,
        String dataset,
        String negotiation,
        Policy policy,
        Instant agreedAt,
        List<Event> timeline) {

    /**
     * A change of state.
     *
     * @param by who brought it about: a participant id, the id of a person, or {@code time}
     * @param reason one sentence; empty where there is nothing to say
     */
    public record Event(Instant at, AgreementState state, String by, String reason) {}

    public Agreement {
        timeline = List.copyOf(timeline);
        if (policy.type() != PolicyType.AGREEMENT) {
            throw new IllegalArgumentException("The policy of an agreement must be an ODRL agreement");
        }
        if (timeline.isEmpty()) {
            throw new IllegalArgumentException("An agreement has a state from the start");
        }
    }

    /** What happened last to it. */
    public Event last() {
        return timeline.getLast();
    }

    public AgreementState state() {
        return last().state();
    }

    /** The same with one more event. */
    Agreement then(Event event) {
        List<Event> events = new ArrayList<>(timeline);
        events.add(event);
        return new Agreement(id, side, counterparty, address, dataset, negotiation, policy, agreedAt, events);
    }
}
