package eu.twintown.node.dataspace.transfer;

import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import java.util.Optional;

/**
 * Whether data may flow in a transfer now: it is started, and its agreement is in force and is with the same other side.
 * Asked with each request; cheap where nothing has changed.
 */
public final class TransferGate {
    private final Transfers transfers;
    private final Agreements agreements;

    public TransferGate(Transfers transfers, Agreements agreements) {
        this.transfers = transfers;
        this.agreements = agreements;
    }

    /** The transfer, where data may flow in it. */
    public Optional<Transfer> open(String id) {
        return transfers.find(id).filter(transfer -> closed(transfer).isEmpty());
    }

    /** Why no data may flow, as a sentence; empty = they may. */
    public Optional<String> closed(Transfer transfer) {
        if (transfer.state() != TransferState.STARTED) {
            return Optional.of("The transfer is " + transfer.state());
        }
        return notAgreed(transfer.terms().agreement(), transfer.side(), transfer.counterparty());
    }

    /** Why an agreement allows this participant nothing, as a sentence; empty = it is in force. */
    Optional<String> notAgreed(String id, Side side, String counterparty) {
        Optional<Agreement> agreement = agreements.find(id);
        if (agreement.isEmpty()
                || agreement.get().side() != side
                || !agreement.get().counterparty().equals(counterparty)) {
            return Optional.of("There is no such agreement");
        }
        return agreement.get().state() == AgreementState.IN_FORCE
                ? Optional.empty()
                : Optional.of("The agreement is " + agreement.get().state());
    }
}
