package eu.twintown.node.dataspace.transfer;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.transfer.Transfer.Suspension;
import eu.twintown.node.dataspace.transfer.Transfer.Terms;
import eu.twintown.node.dataspace.transfer.message.DataAddress;
import eu.twintown.node.dataspace.transfer.message.MessageKind;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What this node does by itself in transfers: as consumer it requests them, as provider it starts them, and both suspend,
 * resume, complete and terminate them. Each act is durable when its method returns; the message follows, with retries.
 * What the state or the agreement does not allow is refused with a problem (Conflict).
 */
public final class TransferProtocol {
    private final Transfers transfers;
    private final Agreements agreements;
    private final TransferGate gate;
    private final SealedAddresses sealed;
    private final Supplier<URI> callback;
    private final InstantSource clock;

    /**
     * What it stands on.
     *
     * @param callback base address of this node's own Dataspace Protocol endpoints
     */
    public record Ground(
            Transfers transfers,
            Agreements agreements,
            TransferGate gate,
            SealedAddresses sealed,
            Supplier<URI> callback) {}

    public TransferProtocol(Ground ground, InstantSource clock) {
        this.transfers = ground.transfers();
        this.agreements = ground.agreements();
        this.gate = ground.gate();
        this.sealed = ground.sealed();
        this.callback = ground.callback();
        this.clock = clock;
    }

    /**
     * Asks for a transfer as consumer.
     *
     * @param format what the provider's distribution names, such as {@link TransferFormat#wire}
     * @param push where the provider is to send to; empty = this node's own inbox, where the format is a push
     * @param by who wants it
     */
    public Transfer request(String agreement, String format, Optional<DataAddress> push, String by) {
        Agreement found = agreements
                .find(agreement)
                .filter(one -> one.side() == Side.CONSUMER)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND, "There is no agreement " + agreement + " as consumer here"));
        gate.notAgreed(agreement, Side.CONSUMER, found.counterparty()).ifPresent(why -> {
            throw new ProblemException(ProblemType.CONFLICT, why + ", so nothing can be transferred");
        });
        Terms terms = new Terms(agreement, found.dataset(), format);
        if (push.isPresent() && !terms.isPush()) {
            throw ProblemException.badData("Only a format whose name ends with -PUSH has a push address", "/push");
        }
        String id = UUID.randomUUID().toString();
        Instant now = clock.instant();
        String address = push.map(one -> sealed.seal(id, one)).orElse("");
        Process process = new Process(
                        Transfer.KIND,
                        id,
                        Side.CONSUMER,
                        "",
                        found.counterparty(),
                        found.address(),
                        TransferState.REQUESTED.name(),
                        Transfer.data(terms, Optional.empty(), address, Map.of()),
                        List.of(),
                        List.of(),
                        List.of())
                .withState(TransferState.REQUESTED.name(), now, by, "")
                .sending(Messages.request(terms, callback.get(), now));
        Transfer transfer = transfers.create(process, "");
        transfers.send(id);
        return transfer;
    }

    /** Opens, as provider, what was requested. */
    public Transfer start(String id, String by) {
        return act(MessageKind.START, id, by, "", "");
    }

    /** Pauses a transfer; only this side can let it go on then. */
    public Transfer suspend(String id, String by, String code, String reason) {
        return act(MessageKind.SUSPENSION, id, by, code, reason);
    }

    /** Lets a transfer go on that this side has suspended. */
    public Transfer resume(String id, String by) {
        return act(MessageKind.START, id, by, "", "");
    }

    /** There is nothing more to transfer. */
    public Transfer complete(String id, String by) {
        return act(MessageKind.COMPLETION, id, by, "", "");
    }

    /** Ends a transfer for good. */
    public Transfer terminate(String id, String by, String code, String reason) {
        return act(MessageKind.TERMINATION, id, by, code, reason);
    }

    private Transfer act(MessageKind kind, String id, String by, String code, String reason) {
        transfers.require(id);
        Transfer after = transfers.change(id, process -> {
            Transfer transfer = Transfer.of(process);
            TransferState next = transfer.state()
                    .after(kind, transfer.side())
                    .orElseThrow(() -> new ProblemException(
                            ProblemType.CONFLICT,
                            "The transfer is " + transfer.state() + "; a " + kind.type() + " of the " + transfer.side()
                                    + " cannot follow"));
            if (kind == MessageKind.START) {
                requireStartable(transfer);
            }
            Instant now = clock.instant();
            Process base = kind == MessageKind.TERMINATION ? process.dropUnsent() : process;
            return Transfer.of(base)
                    .suspended(
                            next == TransferState.SUSPENDED
                                    ? Optional.of(new Suspension(transfer.side(), code))
                                    : Optional.empty())
                    .withState(next.name(), now, by, reason)
                    .sending(Messages.outgoing(kind, code, reason, now));
        });
        transfers.send(id);
        return after;
    }

    private void requireStartable(Transfer transfer) {
        if (transfer.suspension().filter(one -> one.by() != transfer.side()).isPresent()) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "The other side has suspended the transfer, so only it can resume it");
        }
        gate.notAgreed(transfer.terms().agreement(), transfer.side(), transfer.counterparty())
                .ifPresent(why -> {
                    throw new ProblemException(ProblemType.CONFLICT, why + ", so nothing can be transferred");
                });
    }
}
