package eu.twintown.node.dataspace.letter;

import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.node.dataspace.dsp.delivery.Deliveries;
import eu.twintown.node.dataspace.dsp.delivery.Delivery;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.dsp.delivery.Outgoing;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.store.document.Processes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends statements until they are taken: stored before the first attempt, tried again with growing pauses and after a
 * restart. The receiver must take the same statement twice without harm. Body: {@code {"statement": "<compact JWS>"}}.
 */
public final class Letters implements AutoCloseable {
    private static final String KIND = "letter";
    private static final Duration LONGEST = Duration.ofDays(30);

    private final Deliveries deliveries;
    private final InstantSource clock;

    /** @param courier sends a request to a participant with this node's proof */
    public Letters(Processes processes, Courier courier, DeliverySettings settings, InstantSource clock) {
        this.deliveries =
                new Deliveries(KIND, processes, courier, new Fate(clock), settings.giveUpAfter(LONGEST), clock);
        this.clock = clock;
    }

    /** Goes on with letters that are under way. */
    public void start() {
        deliveries.start();
    }

    /**
     * Sends a statement; one with this id that exists already is not replaced.
     *
     * @param id unique; says what it is about
     * @param to participant id of the receiver
     * @param base address of the receiver's Dataspace Protocol endpoints; the path is taken from its root
     * @param statement compact JWS
     */
    public void post(String id, String to, URI base, String path, String statement) {
        Instant now = clock.instant();
        ObjectNode body = JsonMapper.shared().createObjectNode().put("statement", statement);
        URI root = URI.create(base.resolve("/").toString().replaceFirst("/$", ""));
        Process letter = new Process(
                        KIND,
                        id,
                        Side.CONSUMER,
                        "",
                        to,
                        root,
                        "",
                        JsonMapper.shared().createObjectNode(),
                        List.of(),
                        List.of(),
                        List.of())
                .withState(Letter.State.PENDING.name(), now, "", "")
                .sending(Outgoing.of("statement", path, body, now));
        deliveries.create(letter, id);
        deliveries.send(id);
    }

    public Optional<Letter> find(String id) {
        return deliveries.find(id).map(Letter::of);
    }

    @Override
    public void close() {
        deliveries.close();
    }

    /** What becomes of a letter: it is taken, or it never will be. */
    private record Fate(InstantSource clock) implements Delivery {
        @Override
        public Process acknowledged(Process letter, Outgoing message, ObjectNode answer) {
            return letter.withState(Letter.State.ACCEPTED.name(), clock.instant(), letter.counterparty(), "");
        }

        @Override
        public Process refused(Process letter, Outgoing message, String code, String reason) {
            return letter.withState(Letter.State.REFUSED.name(), clock.instant(), letter.counterparty(), reason);
        }

        @Override
        public boolean arrived(Process letter, Outgoing message) {
            return false;
        }

        @Override
        public void changed(Process letter) {
            // Nobody waits for it: whoever wants to know asks.
        }
    }
}
