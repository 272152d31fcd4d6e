package eu.twintown.node.dataspace.wanted;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dataset.Dataset;
import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.node.dataspace.dsp.delivery.Deliveries;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.dsp.delivery.Outgoing;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.letter.SealedMessage;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.store.document.Documents;
import eu.twintown.store.document.Processes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests for data, asked by this node and asked of it. Each request to each participant is a process of its own, with
 * what is still to be delivered; durable before anybody is told that it is under way.
 */
public final class Wanted implements AutoCloseable {
    /** An incoming request that nobody has answered yet. */
    static final String OPEN = "OPEN";

    private static final String KIND = "wanted";
    private static final int PAGE = 500;
    private static final int MOST_OPEN_OF_ONE = 100;
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Surroundings surroundings;
    private final Deliveries deliveries;

    /**
     * What it works with.
     *
     * @param members whom a request goes to that names nobody: DIDs
     * @param known whether requests of this participant are taken
     * @param addresses where messages to a participant go
     * @param dataset finds a published dataset
     * @param names gives the IRI of a type or attribute
     */
    public record Surroundings(
            Documents documents,
            Processes processes,
            Courier courier,
            Seals seals,
            Supplier<List<String>> members,
            Predicate<String> known,
            Function<String, URI> addresses,
            Function<String, Optional<Dataset>> dataset,
            UnaryOperator<String> names,
            DeliverySettings delivery,
            InstantSource clock) {}

    public Wanted(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.deliveries = new Deliveries(
                KIND,
                surroundings.processes(),
                surroundings.courier(),
                new WantedDelivery(surroundings.seals(), surroundings.clock()),
                surroundings.delivery(),
                surroundings.clock());
    }

    /** Goes on with what is to be delivered. */
    public void start() {
        deliveries.start();
    }

    /**
     * Asks possible providers.
     *
     * @param wish what is wanted, checked
     * @param to DIDs; empty = all members that are known
     * @param by who asks here
     * @return the id of the request
     */
    String ask(ObjectNode wish, List<String> to, String by) {
        List<String> participants = (to.isEmpty() ? surroundings.members().get() : to)
                .stream()
                        .filter(did -> !did.equals(surroundings.seals().me()))
                        .distinct()
                        .toList();
        if (participants.isEmpty()) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "No other participant is known here; name some in 'to' by their DIDs");
        }
        String id = "urn:uuid:" + UUID.randomUUID();
        Instant now = surroundings.clock().instant();
        ObjectNode request = MAPPER.createObjectNode()
                .put("id", id)
                .put("createdAt", now.toString())
                .put("by", by);
        request.set("wish", wish);
        var recipients = request.putArray("recipients");
        List<Process> processes = new ArrayList<>();
        for (String participant : participants) {
            Process process = outgoing(id, participant, wish, now);
            recipients.addObject().put("participant", participant).put("process", process.id());
            processes.add(process);
        }
        surroundings.documents().put(KIND, "", id, request.toString());
        processes.forEach(process -> deliveries.create(process, ""));
        processes.forEach(process -> deliveries.send(process.id()));
        return id;
    }

    private Process outgoing(String request, String participant, ObjectNode wish, Instant now) {
        ObjectNode data = MAPPER.createObjectNode().put("request", request);
        data.set("wish", wish);
        Process fresh = new Process(
                KIND,
                "urn:uuid:" + UUID.randomUUID(),
                Side.CONSUMER,
                "",
                participant,
                URI.create("urn:unknown"),
                WantedDelivery.QUEUED,
                data,
                List.of(),
                List.of(),
                List.of());
        try {
            URI address = surroundings.addresses().apply(participant);
            Process addressed = new Process(
                    KIND,
                    fresh.id(),
                    fresh.side(),
                    "",
                    participant,
                    address,
                    fresh.state(),
                    data,
                    List.of(),
                    List.of(),
                    List.of());
            return addressed
                    .withState(WantedDelivery.QUEUED, now, surroundings.seals().me(), "")
                    .sending(Outgoing.of(WantedDelivery.REQUEST, "/wanted", body(wish), now));
        } catch (ProblemException e) {
            return fresh.withState(
                    WantedDelivery.UNDELIVERED, now, participant, e.problem().detail());
        }
    }

    private static ObjectNode body(ObjectNode wish) {
        ObjectNode body = MAPPER.createObjectNode();
        body.set("wish", wish);
        return body;
    }

    /**
     * Takes a request of another participant; the same again changes nothing.
     *
     * @return this node's process
     * @throws ProblemException Forbidden where its writer is not known here; TooManyRequests
     */
    Process take(SealedMessage message) {
        String from = message.from();
        if (!surroundings.known().test(from)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Requests are taken from participants that this node knows; it does not know " + from);
        }
        String asker = message.body().path("asker").asString("");
        if (asker.isEmpty()) {
            throw ProblemException.badData("The request has no id of its own", "/asker");
        }
        Optional<Process> before = deliveries.findByOrigin(from + " " + asker);
        if (before.isPresent()) {
            return before.get();
        }
        if (all(Side.PROVIDER).stream()
                        .filter(process -> process.counterparty().equals(from)
                                && process.state().equals(OPEN))
                        .count()
                >= MOST_OPEN_OF_ONE) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_REQUESTS, "There are " + MOST_OPEN_OF_ONE + " open requests of yours already");
        }
        ObjectNode data = MAPPER.createObjectNode();
        data.set("wish", Wish.read(message.body().path("wish"), name -> name));
        Process process = new Process(
                        KIND,
                        "urn:uuid:" + UUID.randomUUID(),
                        Side.PROVIDER,
                        asker,
                        from,
                        surroundings.addresses().apply(from),
                        OPEN,
                        data,
                        List.of(),
                        List.of(),
                        List.of())
                .withState(OPEN, surroundings.clock().instant(), from, "");
        return deliveries.create(process, from + " " + asker);
    }

    /**
     * Answers a request that came in.
     *
     * @throws ProblemException ResourceNotFound; Conflict where it is answered already, or the dataset is not published
     */
    Process answer(String id, Answer answer, String by) {
        answer.dataset().ifPresent(dataset -> {
            if (surroundings
                    .dataset()
                    .apply(dataset)
                    .filter(found -> !found.offers().isEmpty())
                    .isEmpty()) {
                throw new ProblemException(
                        ProblemType.CONFLICT, "There is no published dataset " + dataset + "; offer it first");
            }
        });
        incoming(id);
        Instant now = surroundings.clock().instant();
        Process after = deliveries.change(id, process -> {
            if (!process.state().equals(OPEN)) {
                throw new ProblemException(ProblemType.CONFLICT, "The request is " + process.state() + " already");
            }
            ObjectNode data = process.data().deepCopy();
            data.set("answer", answer.json().put("at", now.toString()).put("by", by));
            return process.withData(data)
                    .withState(answer.kind().state(), now, by, answer.text())
                    .sending(Outgoing.of(WantedDelivery.ANSWER, "/wanted/answers", answer.json(), now));
        });
        deliveries.send(id);
        return after;
    }

    /** Takes the answer to a request of this node; the same again changes nothing. */
    void takeAnswer(SealedMessage message) {
        String id = message.body().path("asker").asString("");
        Process process = deliveries
                .find(id)
                .filter(found ->
                        found.side() == Side.CONSUMER && found.counterparty().equals(message.from()))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND, "There is no request " + id + " to you here"));
        Answer answer = Answer.read(message.body());
        Instant now = surroundings.clock().instant();
        deliveries.change(process.id(), before -> {
            if (before.data().has("answer")) {
                return before;
            }
            ObjectNode data = before.data().deepCopy();
            data.set("answer", answer.json().put("at", now.toString()));
            return before.withData(data).withState(answer.kind().state(), now, message.from(), answer.text());
        });
    }

    Process incoming(String id) {
        return deliveries
                .find(id)
                .filter(process -> process.side() == Side.PROVIDER)
                .orElseThrow(() -> missing(id));
    }

    Optional<Process> process(String id) {
        return deliveries.find(id);
    }

    /** A request of this node as it was stored. */
    Optional<ObjectNode> asked(String id) {
        return surroundings.documents().get(KIND, "", id).map(stored -> (ObjectNode) MAPPER.readTree(stored.json()));
    }

    /** The requests of this node, the oldest first. */
    List<ObjectNode> asked(int limit, int offset) {
        return surroundings.documents().list(KIND, "", limit, offset).stream()
                .map(stored -> (ObjectNode) MAPPER.readTree(stored.json()))
                .toList();
    }

    long askedCount() {
        return surroundings.documents().count(KIND, "");
    }

    /** The requests to or of this node, the newest first. */
    List<Process> all(Side side) {
        List<Process> all = new ArrayList<>();
        List<Process> page;
        int offset = 0;
        do {
            page = deliveries.list(PAGE, offset);
            page.stream().filter(process -> process.side() == side).forEach(all::add);
            offset += page.size();
        } while (page.size() == PAGE);
        return all;
    }

    /** How long this node takes to answer: the middle one of all its answers; empty where it has given none. */
    public Optional<Duration> timeToAnswer() {
        return Statistics.of(all(Side.PROVIDER)).median();
    }

    static ProblemException missing(String id) {
        return new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no request " + id + " here");
    }

    @Override
    public void close() {
        deliveries.close();
    }
}
