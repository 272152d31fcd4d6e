package eu.twintown.conformance.edc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says what EDC 0.15.1 said in an exchange with a node ({@code exchange.json}, written by {@link Recording}), about other
 * processes.
 */
final class RecordedEdc implements AutoCloseable {
    static final String DATASET = "counters";

    private final HttpServer server;
    private final Town town;
    private final JsonNode recording;
    private final Map<String, Function<ObjectNode, Reply>> replies = new ConcurrentHashMap<>();
    private final List<ObjectNode> received = new CopyOnWriteArrayList<>();

    /** An answer. */
    record Reply(int status, String body) {}

    RecordedEdc(Town town) {
        this.town = town;
        try (InputStream file = Objects.requireNonNull(RecordedEdc.class.getResourceAsStream("exchange.json"))) {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            this.recording =
                    JsonMapper.shared().readTree(fill(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    private String fill(String text) {
        return text.replace("{node}", town.address().replace("/dsp", ""))
                .replace("{node-did}", town.did())
                .replace("{edc}", url())
                .replace("{edc-did}", did());
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String did() {
        return "did:web:127.0.0.1%3A" + server.getAddress().getPort();
    }

    String address() {
        return url() + "/protocol/2025-1";
    }

    /** What EDC sent of this type. */
    ObjectNode said(String type) {
        return find("toNode", type).path("body").deepCopy().asObject();
    }

    /** How EDC answered a message of this type, with this status. */
    Reply answered(String type, int status) {
        for (JsonNode one : recording.path("toEdc")) {
            if (one.path("body").path("@type").asString("").equals(type)
                    && one.path("status").asInt() == status) {
                return new Reply(status, text(one.path("answer")));
            }
        }
        throw new IllegalArgumentException("The recording has no " + type + " that was answered with " + status);
    }

    /** How EDC answered a GET whose path ends so. */
    Reply answeredGet(String end) {
        for (JsonNode one : recording.path("toEdc")) {
            if (one.path("method").asString().equals("GET")
                    && one.path("path").asString().endsWith(end)) {
                return new Reply(one.path("status").asInt(), text(one.path("answer")));
            }
        }
        throw new IllegalArgumentException("The recording has no GET of " + end);
    }

    private JsonNode find(String direction, String type) {
        for (JsonNode one : recording.path(direction)) {
            if (one.path("body").path("@type").asString("").equals(type)) {
                return one;
            }
        }
        throw new IllegalArgumentException("The recording has no " + type);
    }

    private static String text(JsonNode answer) {
        return answer.isString() ? answer.asString() : answer.toString();
    }

    /** From now on messages whose path ends so are answered like this. */
    void when(String end, Function<ObjectNode, Reply> reply) {
        replies.put(end, reply);
    }

    /** What came of this type. */
    List<ObjectNode> received(String type) {
        return received.stream()
                .filter(message -> message.path("@type").asString("").equals(type))
                .toList();
    }

    /** Sends to the node, in EDC's name. */
    HttpResponse<String> send(String path, ObjectNode message) {
        return town.message(did(), path, message.toString());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        ObjectNode body = bytes.length == 0
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(bytes).asObject();
        received.add(body);
        Reply reply = replies.entrySet().stream()
                .filter(one -> path.endsWith(one.getKey()))
                .findFirst()
                .map(one -> one.getValue().apply(body))
                .orElse(new Reply(404, ""));
        byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
