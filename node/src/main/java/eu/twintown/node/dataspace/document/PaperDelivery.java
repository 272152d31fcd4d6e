package eu.twintown.node.dataspace.document;

import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.delivery.Delivery;
import eu.twintown.node.dataspace.dsp.delivery.Outgoing;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.trust.jose.TrustException;
import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of a document on its way to the other side and back. */
final class PaperDelivery implements Delivery {
    static final String DOCUMENT = "agreement-document";
    static final String COUNTERSIGNED = "agreement-countersigned";

    /** With the other side, or on its way there. */
    static final String SENT = "SENT";
    /** Received; waits for a person here. */
    static final String WAITING = "WAITING";

    static final String SIGNED = "SIGNED";
    static final String REFUSED = "REFUSED";

    private final Seals seals;
    private final Signing signing;
    private final InstantSource clock;

    PaperDelivery(Seals seals, Signing signing, InstantSource clock) {
        this.seals = seals;
        this.signing = signing;
        this.clock = clock;
    }

    /** The document is what the process keeps, so the message need not keep it once more. */
    @Override
    public ObjectNode prepared(Process process, Outgoing message, ObjectNode body) {
        return seals.sealed(
                message.name(), process.counterparty(), message.name().equals(DOCUMENT) ? process.data() : body);
    }

    /** The other side may sign in its answer, or later. */
    @Override
    public Process acknowledged(Process process, Outgoing message, ObjectNode answer) {
        String signature = answer.path("signature").asString("");
        return process.side() == Side.PROVIDER && !signature.isEmpty() ? countersigned(process, signature) : process;
    }

    /** With the consumer's signature, where it holds. */
    Process countersigned(Process process, String signature) {
        if (process.state().equals(SIGNED)) {
            return process;
        }
        Paper paper = Paper.read(process.data()).orElseThrow();
        try {
            Signing.Signature found = signing.verify(paper, signature);
            if (!found.by().equals(process.counterparty())) {
                throw new TrustException("issuer", "It is signed by somebody else", "It is signed by " + found.by());
            }
            return process.withData(paper.signed(signature).json()).withState(SIGNED, clock.instant(), found.by(), "");
        } catch (TrustException e) {
            return process.withState(REFUSED, clock.instant(), process.counterparty(), e.safe());
        }
    }

    @Override
    public Process refused(Process process, Outgoing message, String code, String reason) {
        return process.withState(
                process.side() == Side.PROVIDER ? REFUSED : process.state(),
                clock.instant(),
                process.counterparty(),
                reason);
    }

    /** Both messages are taken twice without harm. */
    @Override
    public boolean arrived(Process process, Outgoing message) {
        return false;
    }

    @Override
    public void changed(Process process) {}
}
