package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.node.dataspace.dsp.delivery.Delivery;
import eu.twintown.node.dataspace.dsp.delivery.Outgoing;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.dsp.message.DspException;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What follows for a negotiation when its messages arrive or do not. */
final class NegotiationDelivery implements Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(NegotiationDelivery.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Courier courier;
    private final Moves moves;
    private final String own;
    private final AgreementBook book;
    private final List<Consumer<Negotiation>> listeners = new CopyOnWriteArrayList<>();

    NegotiationDelivery(Courier courier, Moves moves, String own, AgreementBook book) {
        this.courier = courier;
        this.moves = moves;
        this.own = own;
        this.book = book;
    }

    void listen(Consumer<Negotiation> listener) {
        listeners.add(listener);
    }

    @Override
    public Process acknowledged(Process process, Outgoing message, ObjectNode answer) {
        if (!process.peerPid().isEmpty() || !answer.has("@context")) {
            return process;
        }
        String member =
                switch (process.side()) {
                    case PROVIDER -> "consumerPid";
                    case CONSUMER -> "providerPid";
                };
        return pid(answer, member).map(process::withPeerPid).orElse(process);
    }

    private static Optional<String> pid(ObjectNode answer, String member) {
        try {
            return DspMessage.read(answer).text(member);
        } catch (DspException e) {
            return Optional.empty();
        }
    }

    /**
     * "In case the states differ, the Contract Negotiation MUST be terminated" (clause "Introduction"). An event FINALIZED
     * that the consumer refuses ends the negotiation too: it counts only when it was taken.
     */
    @Override
    public Process refused(Process process, Outgoing message, String code, String reason) {
        if (process.state().equals(NegotiationState.TERMINATED.name())) {
            return process;
        }
        String why = "The other side did not take the " + message.name() + ": " + reason;
        boolean reachable = code.equals("REFUSED") && !process.peerPid().isEmpty();
        if (reachable && !process.state().equals(NegotiationState.FINALIZED.name())) {
            return moves.make(process, new Decision.Terminate(code, why), own);
        }
        return process.dropUnsent()
                .withData(Negotiation.terminated(process.data(), code))
                .withState(NegotiationState.TERMINATED.name(), moves.now(), own, why);
    }

    @Override
    public boolean arrived(Process process, Outgoing message) {
        if (process.peerPid().isEmpty()) {
            return false;
        }
        try {
            OutgoingClient.Response response = courier.send(
                    process.counterparty(),
                    new OutgoingClient.Request(
                            "GET",
                            URI.create(process.address() + "/negotiations/" + process.peerPid()),
                            Map.of("Accept", "application/json"),
                            new byte[0],
                            PATIENCE));
            return response.status() == 200
                    && DspMessage.read(JsonMapper.shared().readTree(response.body()))
                            .text("state")
                            .filter(process.state()::equals)
                            .isPresent();
        } catch (OutgoingException | JacksonException | DspException e) {
            return false;
        }
    }

    /** What follows for the register of agreements; waits for another thread that is at it. */
    void enter(Negotiation negotiation) {
        book.enter(negotiation);
    }

    @Override
    public void changed(Process process) {
        Negotiation negotiation = new Negotiation(process);
        book.enter(negotiation);
        for (Consumer<Negotiation> listener : listeners) {
            try {
                listener.accept(negotiation);
            } catch (RuntimeException e) {
                LOG.error("After a change of the negotiation {} a part of this node failed to act", process.id(), e);
            }
        }
    }
}
