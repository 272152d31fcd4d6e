package eu.twintown.node.dataspace.wanted;

import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.delivery.Delivery;
import eu.twintown.node.dataspace.dsp.delivery.Outgoing;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.letter.Seals;
import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of a request or its answer on the way: each is sealed anew for every attempt. */
final class WantedDelivery implements Delivery {
    static final String REQUEST = "wanted";
    static final String ANSWER = "wanted-answer";

    /** Not with the other side yet. */
    static final String QUEUED = "QUEUED";

    static final String DELIVERED = "DELIVERED";
    static final String UNDELIVERED = "UNDELIVERED";

    private final Seals seals;
    private final InstantSource clock;

    WantedDelivery(Seals seals, InstantSource clock) {
        this.seals = seals;
        this.clock = clock;
    }

    @Override
    public ObjectNode prepared(Process process, Outgoing message, ObjectNode body) {
        ObjectNode content = body.deepCopy();
        // The names of both sides are part of what is signed; the protocol's own members beside it are not read.
        content.put("asker", process.consumerPid()).put("asked", process.providerPid());
        return seals.sealed(message.name(), process.counterparty(), content);
    }

    @Override
    public Process acknowledged(Process process, Outgoing message, ObjectNode answer) {
        if (process.side() == Side.PROVIDER) {
            return process;
        }
        Process known = process.peerPid().isEmpty()
                ? process.withPeerPid(answer.path("asked").asString(""))
                : process;
        return known.state().equals(QUEUED)
                ? known.withState(DELIVERED, clock.instant(), known.counterparty(), "")
                : known;
    }

    @Override
    public Process refused(Process process, Outgoing message, String code, String reason) {
        if (process.side() == Side.CONSUMER) {
            return process.withState(UNDELIVERED, clock.instant(), process.counterparty(), reason);
        }
        return process.withData(process.data().deepCopy().put("problem", reason));
    }

    /** Both messages are taken twice without harm. */
    @Override
    public boolean arrived(Process process, Outgoing message) {
        return false;
    }

    @Override
    public void changed(Process process) {}
}
