package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.node.dataspace.agreement.Side;
import java.util.Optional;

/** The messages of a negotiation (contract.negotiation.protocol, "Message Types"), each with who may send it. */
public enum NegotiationMessage {
    /** Asks for a dataset, or answers an offer with another one. */
    REQUEST("ContractRequestMessage", Side.CONSUMER),
    /** Offers a dataset, or answers a request with another offer. */
    OFFER("ContractOfferMessage", Side.PROVIDER),
    /** An event message: the consumer takes the offer. */
    ACCEPTED("ContractNegotiationEventMessage", Side.CONSUMER),
    AGREEMENT("ContractAgreementMessage", Side.PROVIDER),
    VERIFICATION("ContractAgreementVerificationMessage", Side.CONSUMER),
    /** An event message: the dataset is accessible now. */
    FINALIZED("ContractNegotiationEventMessage", Side.PROVIDER),
    TERMINATION("ContractNegotiationTerminationMessage");

    private final String type;
    private final Optional<Side> sender;

    NegotiationMessage(String type, Side sender) {
        this.type = type;
        this.sender = Optional.of(sender);
    }

    NegotiationMessage(String type) {
        this.type = type;
        this.sender = Optional.empty();
    }

    /** Its {@code @type}. */
    public String type() {
        return type;
    }

    /** Whether that side may send it at all. */
    public boolean isSentBy(Side side) {
        return sender.isEmpty() || sender.get() == side;
    }
}
