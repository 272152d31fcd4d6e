package eu.twintown.node.authority.api;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.http.ProblemWriter;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One call of the authority's API: its body is read once, and it is answered once. */
public final class Call {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String JSON_TYPE = "application/json";

    private final Exchange exchange;
    private final JsonBodies bodies;
    private byte @Nullable [] body;
    private Tap.@Nullable Answer answer;

    Call(Exchange exchange, JsonBodies bodies) {
        this.exchange = exchange;
        this.bodies = bodies;
    }

    public String method() {
        return exchange.method();
    }

    public String rawPath() {
        return exchange.rawPath();
    }

    /** The raw query; empty = none. */
    public String rawQuery() {
        return exchange.rawQuery();
    }

    public Optional<String> header(String name) {
        return exchange.header(name);
    }

    /** The certificates that the caller showed in the TLS handshake, its own first; empty = none. */
    public List<X509Certificate> certificates() {
        return exchange.peerCertificates();
    }

    /** Who asks, as the guard of the listener found out. */
    public <T> T caller(Class<T> type) {
        return exchange.caller()
                .filter(type::isInstance)
                .map(type::cast)
                .orElseThrow(() -> SimplProblem.unauthorized("Sign in first"));
    }

    /** A variable of the path, decoded. */
    public String variable(String name) {
        return exchange.variable(name);
    }

    /** A variable of the path that is a UUID. */
    public String uuid(String name) {
        String value = variable(name);
        try {
            return UUID.fromString(value).toString();
        } catch (IllegalArgumentException e) {
            throw SimplProblem.badRequest("'" + value + "' in the path is not a UUID");
        }
    }

    public Parameters parameters(String... known) {
        return exchange.parameters(ParameterNames.of(known));
    }

    /** The body as it came. */
    public byte[] bytes() {
        byte[] read = body;
        if (read == null) {
            read = bodies.bytes(exchange);
            body = read;
        }
        return read;
    }

    /** What was read of the body so far: all of it, or nothing. */
    public byte[] bytesRead() {
        byte[] read = body;
        return read == null ? new byte[0] : read.clone();
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** The body as a JSON object. */
    public Fields object() {
        if (json() instanceof ObjectNode object) {
            return new Fields(object, "");
        }
        throw SimplProblem.badRequest("The body must be a JSON object");
    }

    /** The body as a JSON array. */
    public ArrayNode array() {
        if (json() instanceof ArrayNode array) {
            return array;
        }
        throw SimplProblem.badRequest("The body must be a JSON array");
    }

    public JsonNode json() {
        if (!contentType().toLowerCase(Locale.ROOT).startsWith(JSON_TYPE)) {
            throw SimplProblem.badRequest("The body must be " + JSON_TYPE + ", and its Content-Type must say so");
        }
        return bodies.parse(bytes(), JsonParser::readValueAsTree);
    }

    /** The whole Content-Type; empty = none. */
    public String contentType() {
        return header("Content-Type").orElse("");
    }

    public void answer(int status) {
        answer = new Tap.Answer(status, "", new byte[0]);
    }

    public void answer(int status, JsonNode json) {
        answer(status, JSON_TYPE, JSON.writeValueAsBytes(json));
    }

    public void answer(int status, String mediaType, byte[] bytes) {
        answer = new Tap.Answer(status, mediaType, bytes);
    }

    /** Sets a header of the answer. */
    public Call with(String header, String value) {
        exchange.answerHeader(header, value);
        return this;
    }

    void refuse(Problem problem, String mediaType) {
        answer(problem.type().status(), mediaType, ProblemWriter.bytes(problem));
    }

    Tap.Answer send() {
        Tap.Answer ready = answer == null ? new Tap.Answer(204, "", new byte[0]) : answer;
        if (ready.mediaType().isEmpty()) {
            exchange.send(ready.status());
        } else {
            exchange.send(ready.status(), ready.mediaType(), ready.body());
        }
        return ready;
    }
}
