package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.kernel.policy.Policy;

/** What this node does next in a negotiation. */
public sealed interface Decision {

    /** Nothing: it is the other side's turn, or a person's. */
    record Wait() implements Decision {}

    /** As provider: offers these terms, with the dataset as target. */
    record Offer(Policy terms) implements Decision {}

    /** As consumer: asks for these terms instead of those that are offered. */
    record Counter(Policy terms) implements Decision {}

    /** As consumer: takes the offer. */
    record Accept() implements Decision {}

    /** As provider: agrees to these terms. */
    record Agree(Policy terms) implements Decision {}

    /** As consumer: finds the agreement right. */
    record Verify() implements Decision {}

    /** As provider: puts the agreement in force. */
    record Complete() implements Decision {}

    /** Ends the negotiation without an agreement. */
    record Terminate(String code, String reason) implements Decision {}
}
