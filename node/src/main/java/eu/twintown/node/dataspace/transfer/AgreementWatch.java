package eu.twintown.node.dataspace.transfer;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what happens to an agreement on to its transfers. That no data flow any more needs nothing of this, since
 * {@link TransferGate} asks for the agreement with each request; this closes the transfers and tells the other side.
 *
 * <p>What the other side did to the agreement it carries on itself, so here only its end is carried out too: messages that
 * cross then lead to the same state.
 */
public final class AgreementWatch {
    /** Code of messages that follow from the end of the agreement. */
    static final String ENDED = "AGREEMENT_ENDED";
    /** Code of messages that follow from its suspension. */
    static final String SUSPENDED = "AGREEMENT_SUSPENDED";

    private static final Logger LOG = LoggerFactory.getLogger(AgreementWatch.class);
    private static final String NODE = "node";

    private final Transfers transfers;
    private final TransferProtocol protocol;
    private final Agreements agreements;
    private final boolean automatic;

    /** @param automatic whether this node starts by itself what is requested under an agreement in force */
    public AgreementWatch(Transfers transfers, TransferProtocol protocol, Agreements agreements, boolean automatic) {
        this.transfers = transfers;
        this.protocol = protocol;
        this.agreements = agreements;
        this.automatic = automatic;
    }

    /** Begins to watch, and does what was left undone. */
    public void start() {
        agreements.listen(this::changed);
        transfers.forEach(transfer ->
                agreements.find(transfer.terms().agreement()).ifPresent(agreement -> follow(agreement, transfer)));
    }

    /** A request was answered; where it is to be started by the node itself, it is. */
    void answered(Transfer transfer) {
        agreements.find(transfer.terms().agreement()).ifPresent(agreement -> follow(agreement, transfer));
    }

    private void changed(Agreement agreement) {
        // Agreements that begin have no transfers yet, and there are many of them.
        if (agreement.timeline().size() > 2 || agreement.state() == AgreementState.ENDED) {
            transfers.of(agreement.id()).forEach(transfer -> follow(agreement, transfer));
        }
    }

    private void follow(Agreement agreement, Transfer transfer) {
        try {
            switch (agreement.state()) {
                case PENDING -> {}
                case IN_FORCE -> goOn(transfer);
                case SUSPENDED -> pause(agreement, transfer);
                case ENDED -> end(agreement, transfer);
            }
        } catch (ProblemException e) {
            // It was changed meanwhile, which is as good.
            LOG.debug("Transfer {} does not follow its agreement: {}", transfer.id(), e.getMessage());
        }
    }

    private void goOn(Transfer transfer) {
        boolean wanted = transfer.side() == Side.PROVIDER && transfer.state() == TransferState.REQUESTED && automatic;
        boolean paused = transfer.suspension()
                .filter(one -> one.by() == transfer.side() && one.code().equals(SUSPENDED))
                .isPresent();
        if (wanted || paused) {
            protocol.start(transfer.id(), NODE);
        }
    }

    private void pause(Agreement agreement, Transfer transfer) {
        if (transfer.state() == TransferState.STARTED && !agreement.last().by().equals(agreement.counterparty())) {
            protocol.suspend(transfer.id(), NODE, SUSPENDED, sentence(agreement, "The agreement is suspended"));
        }
    }

    private void end(Agreement agreement, Transfer transfer) {
        if (!transfer.state().isOver()) {
            protocol.terminate(transfer.id(), NODE, ENDED, sentence(agreement, "The agreement has ended"));
        }
    }

    private static String sentence(Agreement agreement, String otherwise) {
        String reason = agreement.last().reason();
        return reason.isEmpty() ? otherwise : reason;
    }
}
