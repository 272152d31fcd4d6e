package eu.twintown.node.dataspace.transfer;

import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.dsp.message.DspException;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import eu.twintown.node.dataspace.transfer.Transfer.Suspension;
import eu.twintown.node.dataspace.transfer.Transfer.Terms;
import eu.twintown.node.dataspace.transfer.message.DataAddress;
import eu.twintown.node.dataspace.transfer.message.MessageKind;
import eu.twintown.node.trust.Principal;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What messages of the other side do to transfers. What is not the caller's business looks like what does not exist (404);
 * what does not fit the state is refused and changes nothing (400). A message that comes again, since its answer got lost,
 * finds the state that it leads to and is answered as before.
 */
public final class ReceivedMessages {
    private final Transfers transfers;
    private final Agreements agreements;
    private final TransferGate gate;
    private final SealedAddresses sealed;
    private final Function<String, List<String>> formats;
    private final InstantSource clock;

    /** @param formats names of the formats in which a dataset can be had, by its id */
    public ReceivedMessages(
            TransferProtocol.Ground ground, Function<String, List<String>> formats, InstantSource clock) {
        this.transfers = ground.transfers();
        this.agreements = ground.agreements();
        this.gate = ground.gate();
        this.sealed = ground.sealed();
        this.formats = formats;
        this.clock = clock;
    }

    /**
     * A TransferRequestMessage; the same again gives the same transfer.
     *
     * @throws DspException where it is refused
     */
    Transfer request(Principal caller, DspMessage message) {
        String consumerPid = message.require("consumerPid");
        String agreementId = message.require("agreementId");
        String format = message.require("format");
        URI callback = address(message);
        Optional<DataAddress> push = message.optionalObject("dataAddress").map(DataAddress::read);
        String origin = caller.id() + " " + consumerPid;
        Optional<Transfer> known = transfers.findByOrigin(origin);
        if (known.isPresent()) {
            return same(known.get(), agreementId, format);
        }
        Agreement agreement = agreements
                .find(agreementId)
                .filter(one -> one.side() == Side.PROVIDER && one.counterparty().equals(caller.id()))
                .orElseThrow(() -> DspException.notFound("agreement"));
        gate.notAgreed(agreementId, Side.PROVIDER, caller.id()).ifPresent(why -> {
            throw new DspException(400, "AGREEMENT_NOT_IN_FORCE", why);
        });
        Terms terms = new Terms(agreementId, agreement.dataset(), format);
        List<String> possible = formats.apply(agreement.dataset());
        if (!possible.contains(format)) {
            throw new DspException(
                    400, "UNSUPPORTED_FORMAT", "The dataset can be had as " + String.join(", ", possible));
        }
        if (terms.isPush() && push.filter(one -> !one.endpoint().isEmpty()).isEmpty()) {
            throw DspException.malformed("A push needs a dataAddress with an endpoint to push to");
        }
        String id = UUID.randomUUID().toString();
        Process process = new Process(
                        Transfer.KIND,
                        id,
                        Side.PROVIDER,
                        consumerPid,
                        caller.id(),
                        callback,
                        TransferState.REQUESTED.name(),
                        Transfer.data(
                                terms,
                                Optional.empty(),
                                push.map(one -> sealed.seal(id, one)).orElse(""),
                                proven(caller)),
                        List.of(),
                        List.of(),
                        List.of())
                .withState(TransferState.REQUESTED.name(), clock.instant(), caller.id(), "");
        return same(transfers.create(process, origin), agreementId, format);
    }

    private static Transfer same(Transfer transfer, String agreement, String format) {
        if (!transfer.terms().agreement().equals(agreement)
                || !transfer.terms().format().equals(format)) {
            throw new DspException(
                    400, "DUPLICATE", "There is a transfer with this consumerPid and another agreement or format");
        }
        return transfer;
    }

    /** What decisions about the consumer may need later; nothing that a token of this node said. */
    private static Map<String, List<String>> proven(Principal caller) {
        Map<String, List<String>> proven = new LinkedHashMap<>(caller.attributes());
        proven.keySet().removeAll(List.of("agreement", "transfer", "inbox"));
        return proven;
    }

    private static URI address(DspMessage message) {
        String text = message.require("callbackAddress");
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw DspException.malformed("callbackAddress must be an http or https URI");
    }

    /**
     * Any other message about a transfer of this node.
     *
     * @throws DspException where it is refused
     */
    Transfer receive(MessageKind kind, String pid, Principal caller, DspMessage message) {
        String consumerPid = message.require("consumerPid");
        String providerPid = message.require("providerPid");
        Transfer found = state(pid, caller);
        Transfer after = transfers.change(found.id(), process -> {
            Transfer transfer = Transfer.of(process);
            String theirs = transfer.side() == Side.PROVIDER ? consumerPid : providerPid;
            String ours = transfer.side() == Side.PROVIDER ? providerPid : consumerPid;
            if (!ours.equals(process.id())
                    || !process.peerPid().isEmpty() && !process.peerPid().equals(theirs)) {
                throw DspException.malformed("consumerPid and providerPid are not those of this transfer");
            }
            return take(kind, Transfer.of(process.withPeerPid(theirs)), message);
        });
        follow(found, after, message);
        return after;
    }

    private Process take(MessageKind kind, Transfer transfer, DspMessage message) {
        Optional<String> address = message.optionalObject("dataAddress")
                .filter(one -> kind == MessageKind.START && transfer.side() == Side.CONSUMER)
                .map(DataAddress::read)
                .map(one -> sealed.seal(transfer.id(), one));
        Transfer addressed = address.map(text -> Transfer.of(transfer.at(text))).orElse(transfer);
        if (isRepeated(kind, transfer)) {
            return addressed.process();
        }
        TransferState next = transfer.state()
                .after(kind, transfer.otherSide())
                .orElseThrow(() -> DspException.wrongState("The transfer is " + transfer.state()));
        if (kind == MessageKind.START) {
            requireStartable(transfer);
        }
        String code = message.text("code").orElse("");
        Instant now = clock.instant();
        Process base = next == TransferState.TERMINATED ? addressed.process().dropUnsent() : addressed.process();
        return Transfer.of(base)
                .suspended(
                        next == TransferState.SUSPENDED
                                ? Optional.of(new Suspension(transfer.otherSide(), code))
                                : Optional.empty())
                .withState(next.name(), now, transfer.counterparty(), String.join(" ", message.reasons()));
    }

    /** Whether the other side has brought about with the same message what is the case now. */
    private static boolean isRepeated(MessageKind kind, Transfer transfer) {
        TransferState state = transfer.state();
        boolean there =
                switch (kind) {
                    case REQUEST -> false;
                    case START -> state == TransferState.STARTED;
                    case SUSPENSION -> state == TransferState.SUSPENDED;
                    case COMPLETION -> state == TransferState.COMPLETED;
                    case TERMINATION -> state == TransferState.TERMINATED;
                };
        return there && transfer.last().by().equals(transfer.counterparty());
    }

    private void requireStartable(Transfer transfer) {
        if (transfer.suspension().filter(one -> one.by() == transfer.side()).isPresent()) {
            throw DspException.wrongState("The transfer is suspended by this side, which alone can resume it");
        }
        if (isResumedWithAgreement(transfer)) {
            return;
        }
        gate.notAgreed(transfer.terms().agreement(), transfer.side(), transfer.counterparty())
                .ifPresent(why -> {
                    throw new DspException(400, "AGREEMENT_NOT_IN_FORCE", why);
                });
    }

    /** Whether the other side has suspended the agreement, and now resumes one of its transfers. */
    private boolean isResumedWithAgreement(Transfer transfer) {
        return transfer.suspension()
                        .filter(one -> one.code().equals(AgreementWatch.SUSPENDED))
                        .isPresent()
                && agreements
                        .find(transfer.terms().agreement())
                        .filter(one -> one.state() == AgreementState.SUSPENDED
                                && one.last().by().equals(transfer.counterparty()))
                        .isPresent();
    }

    /** The other side tells with its messages what it did to the agreement. */
    private void follow(Transfer before, Transfer after, DspMessage message) {
        String agreement = after.terms().agreement();
        String by = after.counterparty();
        String code = message.text("code").orElse("");
        String reason = String.join(" ", message.reasons());
        if (after.state() == TransferState.TERMINATED && code.equals(AgreementWatch.ENDED)) {
            change(agreement, AgreementState.ENDED, by, reason);
        } else if (after.state() == TransferState.SUSPENDED && code.equals(AgreementWatch.SUSPENDED)) {
            change(agreement, AgreementState.SUSPENDED, by, reason);
        } else if (after.state() == TransferState.STARTED && isResumedWithAgreement(before)) {
            change(agreement, AgreementState.IN_FORCE, by, reason);
        }
    }

    private void change(String agreement, AgreementState next, String by, String reason) {
        boolean possible = agreements
                .find(agreement)
                .filter(one -> one.state() != next && one.state().canBecome(next))
                .isPresent();
        if (possible) {
            agreements.change(agreement, next, by, reason);
        }
    }

    /**
     * A transfer with this caller.
     *
     * @throws DspException 404
     */
    Transfer state(String pid, Principal caller) {
        return transfers
                .find(pid)
                .filter(one -> one.counterparty().equals(caller.id()))
                .orElseThrow(() -> DspException.notFound("transfer"));
    }
}
