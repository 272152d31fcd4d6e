package eu.twintown.node.dataspace.dsp.delivery;

import eu.twintown.node.dataspace.agreement.Side;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A process of the protocol as this node sees it: a negotiation or a transfer.
 *
 * @param kind which of them
 * @param id this node's pid
 * @param side which part this node has
 * @param peerPid the other side's pid; empty until it is known
 * @param counterparty participant id of the other side
 * @param address base address of the other side's endpoints, without a slash at the end
 * @param state name of the state
 * @param data what the kind of process keeps; never changed in place
 * @param outgoing what is to be sent, in this order
 * @param received fingerprints of the messages that were taken
 * @param timeline what happened, the oldest first
 */
public record Process(
        String kind,
        String id,
        Side side,
        String peerPid,
        String counterparty,
        URI address,
        String state,
        ObjectNode data,
        List<Outgoing> outgoing,
        List<String> received,
        List<Step> timeline) {

    public Process {
        outgoing = List.copyOf(outgoing);
        received = List.copyOf(received);
        timeline = List.copyOf(timeline);
    }

    public String providerPid() {
        return side == Side.PROVIDER ? id : peerPid;
    }

    public String consumerPid() {
        return side == Side.CONSUMER ? id : peerPid;
    }

    public Process withState(String next, Instant at, String by, String reason) {
        return new Process(
                kind,
                id,
                side,
                peerPid,
                counterparty,
                address,
                next,
                data,
                outgoing,
                received,
                with(timeline, new Step(at, next, by, reason)));
    }

    public Process withPeerPid(String pid) {
        return new Process(kind, id, side, pid, counterparty, address, state, data, outgoing, received, timeline);
    }

    public Process withData(ObjectNode other) {
        return new Process(kind, id, side, peerPid, counterparty, address, state, other, outgoing, received, timeline);
    }

    /** The same, with one more message to send after those that wait already. */
    public Process sending(Outgoing message) {
        return withOutgoing(with(outgoing, message));
    }

    /** Forgets what was not sent yet, except the message without which the other side knows of no process. */
    public Process dropUnsent() {
        return withOutgoing(
                outgoing.stream().filter(message -> !message.needsPid()).toList());
    }

    /** Forgets everything that was not sent yet: the other side has shown that it needs none of it. */
    public Process withoutUnsent() {
        return withOutgoing(List.of());
    }

    Process withOutgoing(List<Outgoing> messages) {
        return new Process(kind, id, side, peerPid, counterparty, address, state, data, messages, received, timeline);
    }

    /** The same, with this message taken. */
    public Process receiving(String fingerprint) {
        return new Process(
                kind,
                id,
                side,
                peerPid,
                counterparty,
                address,
                state,
                data,
                outgoing,
                with(received, fingerprint),
                timeline);
    }

    public boolean hasReceived(String fingerprint) {
        return received.contains(fingerprint);
    }

    private static <T> List<T> with(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }
}
