package eu.twintown.node.dataspace.transfer;

import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.transfer.message.MessageKind;
import java.util.Optional;

/**
 * The state machine of a transfer process (Dataspace Protocol 2025-1, transfer process protocol, clause 1.2). It is the
 * same at both sides: a message that is sent and a message that is received lead to the same state.
 */
public enum TransferState {
    REQUESTED,
    STARTED,
    SUSPENDED,
    COMPLETED,
    TERMINATED;

    /** Whether nothing can follow. */
    public boolean isOver() {
        return this == COMPLETED || this == TERMINATED;
    }

    /**
     * What a message leads to.
     *
     * @param sender who sends it
     * @return empty = it is not allowed in this state, or not to this sender
     */
    public Optional<TransferState> after(MessageKind message, Side sender) {
        return switch (message) {
            case REQUEST -> Optional.empty();
            case START -> {
                boolean first = this == REQUESTED && sender == Side.PROVIDER;
                yield first || this == SUSPENDED ? Optional.of(STARTED) : Optional.empty();
            }
            case SUSPENSION -> this == STARTED ? Optional.of(SUSPENDED) : Optional.empty();
            case COMPLETION -> this == STARTED ? Optional.of(COMPLETED) : Optional.empty();
            case TERMINATION -> isOver() ? Optional.empty() : Optional.of(TERMINATED);
        };
    }
}
