package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.node.dataspace.agreement.Side;
import java.util.Map;
import java.util.Optional;

/** The states of a negotiation and what leads from one to the next (contract.negotiation.protocol, "State Machine"). */
public enum NegotiationState {
    REQUESTED,
    OFFERED,
    ACCEPTED,
    AGREED,
    VERIFIED,
    FINALIZED,
    TERMINATED;

    private static final Map<NegotiationState, Map<NegotiationMessage, NegotiationState>> MOVES = Map.of(
            REQUESTED, Map.of(NegotiationMessage.OFFER, OFFERED, NegotiationMessage.AGREEMENT, AGREED),
            OFFERED, Map.of(NegotiationMessage.REQUEST, REQUESTED, NegotiationMessage.ACCEPTED, ACCEPTED),
            ACCEPTED, Map.of(NegotiationMessage.AGREEMENT, AGREED),
            AGREED, Map.of(NegotiationMessage.VERIFICATION, VERIFIED),
            VERIFIED, Map.of(NegotiationMessage.FINALIZED, FINALIZED),
            FINALIZED, Map.of(),
            TERMINATED, Map.of());

    /** No message leads away from here. */
    public boolean isOver() {
        return this == FINALIZED || this == TERMINATED;
    }

    /** Where a message from that side leads; empty where it is not allowed here. */
    public Optional<NegotiationState> after(NegotiationMessage message, Side sender) {
        if (isOver() || !message.isSentBy(sender)) {
            return Optional.empty();
        }
        return message == NegotiationMessage.TERMINATION
                ? Optional.of(TERMINATED)
                : Optional.ofNullable(MOVES.getOrDefault(this, Map.of()).get(message));
    }
}
