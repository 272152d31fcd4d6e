package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.DspSettings;
import eu.twintown.node.dataspace.dsp.catalog.DatasetSource;
import eu.twintown.node.dataspace.dsp.delivery.Deliveries;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.dsp.message.DspException;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the messages of others. What a message means for the state and what this node decides then become durable in one
 * commit, before anything is answered. A message that was taken already is answered the same way again and changes
 * nothing.
 */
final class Receiver {
    private final Deliveries deliveries;
    private final DatasetSource datasets;
    private final NegotiationPolicy policy;
    private final Moves moves;
    private final String own;
    private final InstantSource clock;

    Receiver(
            Deliveries deliveries,
            DatasetSource datasets,
            NegotiationPolicy policy,
            Moves moves,
            String own,
            InstantSource clock) {
        this.deliveries = deliveries;
        this.datasets = datasets;
        this.policy = policy;
        this.moves = moves;
        this.own = own;
        this.clock = clock;
    }

    /** A consumer's first request. */
    Receipt firstRequest(DspMessage message, String caller) {
        Policy offer = offer(message);
        String dataset = Terms.target(offer).orElseThrow();
        List<Policy> offers = datasets.find(dataset)
                .map(one -> one.offers())
                .filter(all -> !all.isEmpty())
                .orElseThrow(() -> DspException.notFound("dataset on offer as " + dataset));
        boolean known = offers.stream().anyMatch(one -> one.id().equals(offer.id()))
                || Terms.match(offers, offer).isPresent();
        if (!known) {
            throw DspException.malformed("There is no offer " + offer.id() + " for the dataset " + dataset);
        }
        return begin(message, Side.PROVIDER, message.require("consumerPid"), offer, caller);
    }

    /** A provider's first offer. */
    Receipt firstOffer(DspMessage message, String caller) {
        return begin(message, Side.CONSUMER, message.require("providerPid"), offer(message), caller);
    }

    private Receipt begin(DspMessage message, Side side, String peerPid, Policy offer, String caller) {
        URI callback = callback(message.require("callbackAddress"));
        NegotiationState state = side == Side.PROVIDER ? NegotiationState.REQUESTED : NegotiationState.OFFERED;
        Side by = side == Side.PROVIDER ? Side.CONSUMER : Side.PROVIDER;
        Instant now = clock.instant();
        Process begun = new Process(
                        Negotiation.KIND,
                        Moves.newPid(),
                        side,
                        peerPid,
                        caller,
                        callback,
                        "",
                        Negotiation.offered(
                                Negotiation.begun(Terms.target(offer).orElseThrow(), now), offer, by),
                        List.of(),
                        List.of(message.fingerprint()),
                        List.of())
                .withState(state.name(), now, caller, "");
        Process stored = deliveries.create(decided(begun), side + " " + caller + " " + peerPid);
        if (!stored.hasReceived(message.fingerprint())) {
            throw DspException.malformed("There is another negotiation under this pid already");
        }
        return new Receipt(stored, state);
    }

    /**
     * Any further message.
     *
     * @param pid this node's, from the path
     * @param kind what the message is
     */
    Receipt next(String pid, NegotiationMessage kind, DspMessage message, String caller) {
        NegotiationState[] reached = {NegotiationState.TERMINATED};
        Process after = deliveries.change(pid, process -> {
            checkParties(process, message, caller);
            if (isRepeated(process, kind, message)) {
                reached[0] = NegotiationState.valueOf(process.state());
                return process;
            }
            Process bound = process.peerPid().isEmpty()
                    ? process.withPeerPid(
                            message.require(process.side() == Side.CONSUMER ? "providerPid" : "consumerPid"))
                    : process;
            Process taken = taken(bound, kind, message, caller);
            reached[0] = NegotiationState.valueOf(taken.state());
            return decided(taken);
        });
        return new Receipt(after, reached[0]);
    }

    /** One without an id that fits the state may be another one with the same content. */
    private static boolean isRepeated(Process process, NegotiationMessage kind, DspMessage message) {
        boolean fits = NegotiationState.valueOf(process.state())
                .after(kind, sender(process))
                .isPresent();
        return process.hasReceived(message.fingerprint()) && (message.json().has("@id") || !fits);
    }

    private static Side sender(Process process) {
        return process.side() == Side.PROVIDER ? Side.CONSUMER : Side.PROVIDER;
    }

    /** A process of somebody else looks as if it were not there. */
    private static void checkParties(Process process, DspMessage message, String caller) {
        if (!process.counterparty().equals(caller)) {
            throw DspException.notFound(Negotiation.KIND);
        }
        boolean right = message.require("providerPid")
                        .equals(process.side() == Side.PROVIDER ? process.id() : pid(process, message, "providerPid"))
                && message.require("consumerPid")
                        .equals(process.side() == Side.CONSUMER ? process.id() : pid(process, message, "consumerPid"));
        if (!right) {
            throw DspException.malformed("providerPid and consumerPid do not belong to this negotiation");
        }
    }

    /** The other side's pid; while it is not known yet, the one that the message tells. */
    private static String pid(Process process, DspMessage message, String member) {
        return process.peerPid().isEmpty() ? message.require(member) : process.peerPid();
    }

    private Process taken(Process process, NegotiationMessage kind, DspMessage message, String caller) {
        NegotiationState state = NegotiationState.valueOf(process.state());
        Side sender = sender(process);
        boolean bothEnded = kind == NegotiationMessage.TERMINATION
                && state == NegotiationState.TERMINATED
                && !process.outgoing().isEmpty();
        if (bothEnded) {
            // Both sides have terminated at once: the other one knows, there is nothing left to tell.
            return process.withoutUnsent().receiving(message.fingerprint());
        }
        NegotiationState next = (isAnotherAgreement(process, kind)
                        ? Optional.of(NegotiationState.AGREED)
                        : state.after(kind, sender))
                .orElseThrow(() -> DspException.wrongState("The negotiation is " + state + "; a "
                        + kind.type() + (kind.type().contains("Event") ? " " + kind : "") + " of the "
                        + sender.name().toLowerCase(Locale.ROOT) + " is not allowed now"));
        ObjectNode data =
                switch (kind) {
                    case REQUEST -> Negotiation.offered(process.data(), sameDataset(process, offer(message)), sender);
                    case OFFER -> Negotiation.offered(process.data(), sameDataset(process, offer(message)), sender);
                    case AGREEMENT -> Negotiation.agreed(process.data(), agreement(message));
                    case TERMINATION ->
                        Negotiation.terminated(
                                process.data(), message.text("code").orElse(""));
                    case ACCEPTED, VERIFICATION, FINALIZED -> process.data();
                };
        // Who answers a message has got it, even where its own answer was lost.
        return process.withoutUnsent()
                .withData(data)
                .withState(next.name(), clock.instant(), caller, String.join("; ", message.reasons()))
                .receiving(message.fingerprint());
    }

    /**
     * EDC, when the verification reaches it before it has noted that its agreement arrived, refuses the verification and
     * makes a new agreement. The new one takes the place of the old one, which was never verified.
     */
    private static boolean isAnotherAgreement(Process process, NegotiationMessage kind) {
        return kind == NegotiationMessage.AGREEMENT
                && process.side() == Side.CONSUMER
                && process.state().equals(NegotiationState.VERIFIED.name())
                && !process.outgoing().isEmpty();
    }

    private static Policy sameDataset(Process process, Policy offer) {
        String dataset = new Negotiation(process).dataset();
        if (!Terms.target(offer).orElseThrow().equals(dataset)) {
            throw DspException.malformed("This negotiation is about the dataset " + dataset);
        }
        return offer;
    }

    private Process decided(Process process) {
        if (NegotiationState.valueOf(process.state()).isOver()) {
            return process;
        }
        return moves.make(process, policy.decide(new Negotiation(process)), own);
    }

    private static Policy offer(DspMessage message) {
        Policy offer = PolicyReader.read(message.object("offer")).as(PolicyType.OFFER);
        if (Terms.target(offer).isEmpty()) {
            throw DspException.malformed("The offer must have a target, the id of the dataset");
        }
        return offer;
    }

    private static Policy agreement(DspMessage message) {
        Policy agreement = PolicyReader.read(message.object("agreement"));
        if (agreement.type() != PolicyType.AGREEMENT) {
            throw DspException.malformed("The agreement must have the @type Agreement");
        }
        return agreement;
    }

    /** "If the address is not understood, the Provider MUST return an unrecoverable error." */
    private static URI callback(String text) {
        try {
            URI uri = URI.create(text);
            boolean usable = ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (usable) {
                return DspSettings.withoutSlash(uri);
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw DspException.malformed("callbackAddress must be an absolute https address without query");
    }
}
