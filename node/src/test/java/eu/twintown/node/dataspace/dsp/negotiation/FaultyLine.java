package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * A line on which one message has an accident, once: it gets lost, or its answer does, and something happens at that
 * moment.
 */
final class FaultyLine implements UnaryOperator<Courier> {
    private final String word;
    private final boolean arrives;
    private final Runnable accident;
    private final AtomicBoolean happened = new AtomicBoolean();

    /**
     * @param word that the body of the message holds
     * @param arrives whether the other side gets it; the answer is lost in any case
     */
    FaultyLine(String word, boolean arrives, Runnable accident) {
        this.word = word;
        this.arrives = arrives;
        this.accident = accident;
    }

    boolean hasHappened() {
        return happened.get();
    }

    @Override
    public Courier apply(Courier courier) {
        return (participant, request) -> {
            boolean now = new String(request.body(), java.nio.charset.StandardCharsets.UTF_8).contains(word)
                    && happened.compareAndSet(false, true);
            if (!now) {
                return courier.send(participant, request);
            }
            OutgoingClient.Response lost = arrives ? courier.send(participant, request) : null;
            accident.run();
            throw new OutgoingException(
                    OutgoingException.Reason.UNREACHABLE, lost == null ? "The line is cut" : "The answer is lost");
        };
    }
}
