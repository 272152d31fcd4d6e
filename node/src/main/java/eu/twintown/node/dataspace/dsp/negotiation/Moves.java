package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.kernel.policy.Asset;
import eu.twintown.kernel.policy.Party;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.document.PolicyWriter;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.delivery.Outgoing;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** This node's own moves: each changes the state and queues the message that says so. */
final class Moves {
    private static final String OWN = "/negotiations/{pid}";

    private final String own;
    private final Supplier<URI> base;
    private final InstantSource clock;

    /**
     * @param own id of this participant
     * @param base address of this node's endpoints
     */
    Moves(String own, Supplier<URI> base, InstantSource clock) {
        this.own = own;
        this.base = base;
        this.clock = clock;
    }

    /**
     * The process after what was decided.
     *
     * @param by who decided
     * @throws ProblemException Conflict where the state does not allow it
     */
    Process make(Process process, Decision decision, String by) {
        return switch (decision) {
            case Decision.Wait wait -> process;
            case Decision.Offer offer -> offer(process, offer.terms(), by);
            case Decision.Counter counter -> request(process, counter.terms(), by);
            case Decision.Accept accept -> event(process, NegotiationMessage.ACCEPTED, by);
            case Decision.Agree agree -> agree(process, agree.terms(), by);
            case Decision.Verify verify ->
                send(
                        process,
                        NegotiationMessage.VERIFICATION,
                        OWN + "/agreement/verification",
                        DspMessage.create(NegotiationMessage.VERIFICATION.type()),
                        by,
                        "");
            case Decision.Complete complete -> event(process, NegotiationMessage.FINALIZED, by);
            case Decision.Terminate terminate -> terminate(process, terminate, by);
        };
    }

    /** A new process with the consumer's first request. */
    Process firstRequest(String counterparty, URI address, Policy terms, String by) {
        Instant now = clock.instant();
        Process process = begun(Side.CONSUMER, counterparty, address, terms, now);
        ObjectNode body = DspMessage.create(NegotiationMessage.REQUEST.type())
                .put("callbackAddress", base.get().toString());
        body.set("offer", PolicyWriter.embedded(terms));
        return process.withState(NegotiationState.REQUESTED.name(), now, by, "")
                .sending(Outgoing.of(NegotiationMessage.REQUEST.name(), "/negotiations/request", body, now));
    }

    /** A new process with the provider's first offer. */
    Process firstOffer(String counterparty, URI address, Policy terms, String by) {
        Instant now = clock.instant();
        Process process = begun(Side.PROVIDER, counterparty, address, terms, now);
        ObjectNode body = DspMessage.create(NegotiationMessage.OFFER.type())
                .put("callbackAddress", base.get().toString());
        body.set("offer", PolicyWriter.embedded(terms));
        return process.withState(NegotiationState.OFFERED.name(), now, by, "")
                .sending(Outgoing.of(NegotiationMessage.OFFER.name(), "/negotiations/offers", body, now));
    }

    private static Process begun(Side side, String counterparty, URI address, Policy terms, Instant now) {
        String dataset = Terms.target(terms).orElseThrow();
        return new Process(
                Negotiation.KIND,
                newPid(),
                side,
                "",
                counterparty,
                address,
                "",
                Negotiation.offered(Negotiation.begun(dataset, now), terms, side),
                java.util.List.of(),
                java.util.List.of(),
                java.util.List.of());
    }

    Instant now() {
        return clock.instant();
    }

    static String newPid() {
        return "urn:uuid:" + UUID.randomUUID();
    }

    private Process offer(Process process, Policy terms, String by) {
        return propose(process, terms, Side.PROVIDER, NegotiationMessage.OFFER, OWN + "/offers", by);
    }

    private Process request(Process process, Policy terms, String by) {
        return propose(process, terms, Side.CONSUMER, NegotiationMessage.REQUEST, OWN + "/request", by);
    }

    private Process propose(
            Process process, Policy terms, Side side, NegotiationMessage message, String path, String by) {
        Policy offer = Terms.about(terms, new Negotiation(process).dataset()).as(PolicyType.OFFER);
        ObjectNode body = DspMessage.create(message.type());
        body.set("offer", PolicyWriter.embedded(offer));
        return send(process.withData(Negotiation.offered(process.data(), offer, side)), message, path, body, by, "");
    }

    private Process event(Process process, NegotiationMessage message, String by) {
        ObjectNode body = DspMessage.create(message.type()).put("eventType", message.name());
        return send(process, message, OWN + "/events", body, by, "");
    }

    private Process agree(Process process, Policy terms, String by) {
        Policy agreement = terms.agreed(
                newPid(),
                new Policy.Shared(
                        Optional.of(new Asset(new Negotiation(process).dataset())),
                        Optional.of(new Party(own)),
                        Optional.of(new Party(process.counterparty())),
                        Optional.of(
                                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())));
        ObjectNode body = DspMessage.create(NegotiationMessage.AGREEMENT.type());
        body.set("agreement", PolicyWriter.embedded(agreement));
        return send(
                process.withData(Negotiation.agreed(process.data(), agreement)),
                NegotiationMessage.AGREEMENT,
                OWN + "/agreement",
                body,
                by,
                "");
    }

    private Process terminate(Process process, Decision.Terminate decision, String by) {
        ObjectNode body =
                DspMessage.create(NegotiationMessage.TERMINATION.type()).put("code", decision.code());
        body.putArray("reason").add(decision.reason());
        return send(
                process.dropUnsent().withData(Negotiation.terminated(process.data(), decision.code())),
                NegotiationMessage.TERMINATION,
                OWN + "/termination",
                body,
                by,
                decision.reason());
    }

    private Process send(
            Process process, NegotiationMessage message, String path, ObjectNode body, String by, String reason) {
        NegotiationState state = NegotiationState.valueOf(process.state());
        NegotiationState next = state.after(message, process.side())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT,
                        "The negotiation is " + state + "; as " + process.side() + " this node cannot send "
                                + message.type() + " now"));
        Instant now = clock.instant();
        return process.withState(next.name(), now, by, reason).sending(Outgoing.of(message.name(), path, body, now));
    }
}
