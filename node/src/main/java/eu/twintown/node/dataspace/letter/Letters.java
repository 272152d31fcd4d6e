package eu.twintown.node.dataspace.letter;

import eu.twintown.node.dataspace.timer.Backoff;
import eu.twintown.node.dataspace.timer.Timers;
import eu.twintown.node.http.OutgoingClient;
import eu.twintown.node.http.OutgoingException;
import eu.twintown.store.Documents;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends statements until they are taken: stored before the first attempt, tried again with growing pauses and after a
 * restart. The receiver must take the same statement twice without harm. Body: {@code {"statement": "<compact JWS>"}}.
 */
public final class Letters {
    static final String KIND = "agreement-letter";

    private static final Logger LOG = LoggerFactory.getLogger(Letters.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int PAGE = 1_000;
    /** Answers that will not change when the same is sent again. */
    private static final Set<Integer> FINAL = Set.of(400, 403, 404, 405, 409, 410, 413, 415, 422);

    private final Documents documents;
    private final BiFunction<String, OutgoingClient.Request, OutgoingClient.Response> sender;
    private final Timers timers;
    private final InstantSource clock;
    private final List<Consumer<Letter>> listeners = new CopyOnWriteArrayList<>();

    /** @param sender sends a request to a participant with this node's proof; throws what OutgoingClient throws */
    public Letters(
            Documents documents,
            BiFunction<String, OutgoingClient.Request, OutgoingClient.Response> sender,
            Timers timers,
            InstantSource clock) {
        this.documents = documents;
        this.sender = sender;
        this.timers = timers;
        this.clock = clock;
    }

    /** Is told when a letter was accepted or refused for good. */
    public void listen(Consumer<Letter> listener) {
        listeners.add(listener);
    }

    /** Goes on with letters that are under way. */
    public void start() {
        List<Documents.Document> page;
        int offset = 0;
        do {
            page = documents.list(KIND, "", PAGE, offset);
            page.stream()
                    .map(document -> Letter.read(document.json()))
                    .filter(letter -> letter.state() == Letter.State.PENDING)
                    .forEach(letter -> schedule(letter, clock.instant()));
            offset += page.size();
        } while (page.size() == PAGE);
    }

    /**
     * Sends a statement; one with this id that exists already is not replaced.
     *
     * @param base address of the receiver's Dataspace Protocol endpoints; the path is taken from its root
     */
    public void post(String id, String to, URI base, String path, String statement) {
        Letter letter = new Letter(id, to, base.resolve(path), statement, clock.instant(), Letter.State.PENDING, 0, "");
        if (documents.create(KIND, "", id, letter.json())) {
            schedule(letter, clock.instant());
        }
    }

    public Optional<Letter> find(String id) {
        return documents.get(KIND, "", id).map(document -> Letter.read(document.json()));
    }

    private void schedule(Letter letter, Instant at) {
        timers.at("letter " + letter.id(), at, () -> deliver(letter.id()));
    }

    private void deliver(String id) {
        Letter letter = find(id).orElseThrow();
        if (letter.state() != Letter.State.PENDING) {
            return;
        }
        Letter after = attempt(letter);
        documents.put(KIND, "", id, after.json());
        if (after.state() == Letter.State.PENDING) {
            schedule(after, clock.instant().plus(Backoff.after(after.attempts())));
            return;
        }
        if (after.state() == Letter.State.REFUSED) {
            LOG.warn("{} did not take {}: {}", letter.to(), id, after.trouble());
        }
        listeners.forEach(listener -> listener.accept(after));
    }

    private Letter attempt(Letter letter) {
        byte[] body = JsonMapper.shared()
                .createObjectNode()
                .put("statement", letter.statement())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        String trouble;
        try {
            int status = sender.apply(
                            letter.to(),
                            new OutgoingClient.Request(
                                    "POST",
                                    letter.address(),
                                    Map.of("Content-Type", "application/json", "Accept", "application/json"),
                                    body,
                                    TIMEOUT))
                    .status();
            if (status < 300) {
                return letter.then(Letter.State.ACCEPTED, "");
            }
            trouble = "answered with status " + status;
            if (FINAL.contains(status)) {
                return letter.then(Letter.State.REFUSED, trouble);
            }
        } catch (OutgoingException e) {
            trouble = Objects.requireNonNullElse(e.getMessage(), "no answer");
        } catch (RuntimeException e) {
            // Whatever it is, such as a proof that cannot be made now: the letter must not be forgotten.
            LOG.warn("{} cannot be sent now", letter.id(), e);
            trouble = e.toString();
        }
        boolean inTime = clock.instant().isBefore(letter.writtenAt().plus(LONGEST));
        return letter.then(inTime ? Letter.State.PENDING : Letter.State.REFUSED, trouble);
    }
}
