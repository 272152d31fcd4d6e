package eu.twintown.node.http;

import eu.twintown.kernel.jsonld.CoreContext;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One request and its answer, as the NGSI-LD operations see them: the headers of the HTTP binding (ETSI GS CIM 009
 * V1.9.1, clause 6.3) under their names, and nothing of the server library.
 */
public final class Exchange {

    /** Where the NGSI-LD API begins. */
    public static final String NGSI_LD = "/ngsi-ld/v1";

    public static final String TENANT = "NGSILD-Tenant";
    public static final String ENTITY_MAP = "NGSILD-EntityMap";
    public static final String WARNING = "NGSILD-Warning";
    public static final String RESULTS_COUNT = "NGSILD-Results-Count";

    static final HeaderName TENANT_HEADER = HeaderNames.create(TENANT);
    private static final HeaderName ENTITY_MAP_HEADER = HeaderNames.create(ENTITY_MAP);
    private static final HeaderName SNAPSHOT_HEADER = HeaderNames.create("NGSILD-Snapshot");
    private static final HeaderName PREFER_HEADER = HeaderNames.create("Prefer");
    private static final Header CORE_LINK =
            HeaderValues.createCached(HeaderNames.LINK, LinkHeader.toContext(CoreContext.URL));
    private static final int LONGEST_TENANT = 128;

    private final ServerRequest request;
    private final ServerResponse response;

    public Exchange(ServerRequest request, ServerResponse response) {
        this.request = request;
        this.response = response;
    }

    /** A route's handler from a method that takes an exchange. */
    public static Handler handler(Consumer<Exchange> operation) {
        return (request, response) -> operation.accept(new Exchange(request, response));
    }

    /** The HTTP method. */
    public String method() {
        return request.prologue().method().text();
    }

    /** The path as it came, still encoded. */
    public String rawPath() {
        return request.prologue().uriPath().rawPath();
    }

    /** The query as it came, without the question mark; empty = none. */
    public String rawQuery() {
        return request.prologue().hasQuery() ? request.query().rawValue() : "";
    }

    /** The value of a variable of the route's template, decoded. */
    public String variable(String name) {
        String value = request.path().pathParameters().get(name);
        if (value.indexOf(0) >= 0) {
            // No text of the database can hold it.
            throw new ProblemException(
                    ProblemType.RESOURCE_NOT_FOUND, "There is nothing whose name holds a NUL character");
        }
        return value;
    }

    /** The query parameters; those that are not {@code known} are refused (clause 6.3.20). */
    public Parameters parameters(ParameterNames known) {
        return request.prologue().hasQuery() ? Parameters.parse(request.query().rawValue(), known) : Parameters.NONE;
    }

    /** Who asks, as the {@link Guard} told; empty before it was asked. */
    public Optional<Object> caller() {
        return request.context().get(Caller.class).map(Caller::who);
    }

    /** Keeps who asks with the request. */
    void from(Object who) {
        request.context().register(new Caller(who));
    }

    private record Caller(Object who) {}

    /** The address from which the connection came: the caller's, or that of a reverse proxy. */
    public String remoteAddress() {
        return request.remotePeer().address() instanceof InetSocketAddress socket
                ? socket.getAddress().getHostAddress()
                : "";
    }

    /** The query parameters, whatever their names: for protocols that ignore what they do not know. */
    public Parameters query() {
        return request.prologue().hasQuery() ? Parameters.parse(request.query().rawValue()) : Parameters.NONE;
    }

    /** The fields of a form that was sent as {@code application/x-www-form-urlencoded}. */
    public Parameters form(int maxBytes) {
        if (!header(HeaderNames.CONTENT_TYPE).orElse("").startsWith("application/x-www-form-urlencoded")) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the fields as application/x-www-form-urlencoded");
        }
        try {
            byte[] bytes = body().readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new ProblemException(
                        ProblemType.PAYLOAD_TOO_LARGE, "The form is longer than " + maxBytes + " bytes");
            }
            return Parameters.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cookie of the request. */
    public Optional<String> cookie(String name) {
        if (!request.headers().contains(HeaderNames.COOKIE)) {
            return Optional.empty();
        }
        return headerLines(HeaderNames.COOKIE).stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    /** Sends the browser elsewhere, with GET. */
    public void redirect(String location) {
        answerHeader("Location", location).answerHeader("Cache-Control", "no-store");
        send(Status.SEE_OTHER_303_CODE);
    }

    /** A header of the request; several lines of one name are joined with commas. */
    public Optional<String> header(String name) {
        return header(HeaderNames.create(name));
    }

    Optional<String> header(HeaderName name) {
        return request.headers().contains(name)
                ? Optional.of(request.headers().get(name).values())
                : Optional.empty();
    }

    /** The lines of a header, each by itself. */
    List<String> headerLines(HeaderName name) {
        return request.headers().contains(name) ? request.headers().get(name).allValues() : List.of();
    }

    /** The tenant that the request is for; empty = the default tenant (clause 6.3.14). */
    public String tenant() {
        if (request.headers().contains(SNAPSHOT_HEADER)) {
            throw new ProblemException(ProblemType.NOT_IMPLEMENTED, "This node does not keep snapshots yet");
        }
        if (!request.headers().contains(TENANT_HEADER)) {
            return "";
        }
        String tenant = request.headers().get(TENANT_HEADER).get().strip();
        if (tenant.isEmpty()
                || tenant.length() > LONGEST_TENANT
                || !tenant.chars().allMatch(Exchange::isNameCharacter)) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST_DATA,
                    "The header NGSILD-Tenant must hold 1 to " + LONGEST_TENANT
                            + " letters, digits, dots, hyphens or underscores");
        }
        return tenant;
    }

    private static boolean isNameCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
    }

    /** The id of the entity map that an earlier page named. */
    public Optional<String> entityMap() {
        return header(ENTITY_MAP_HEADER);
    }

    /** Pseudonyms of the nodes that the request has passed, from its Via header (clause 6.3.18). */
    public List<String> via() {
        Optional<String> value = header(HeaderNames.VIA);
        if (value.isEmpty()) {
            return List.of();
        }
        List<String> pseudonyms = new ArrayList<>();
        for (String hop : value.get().split(",", -1)) {
            // RFC 9110, section 7.6.3: received-protocol SP received-by [SP comment]
            String[] parts = hop.strip().split(" ", 3);
            if (parts.length > 1) {
                pseudonyms.add(parts[1]);
            }
        }
        return pseudonyms;
    }

    /** Whether the caller wants the context of a GeoJSON answer in a header instead of the body (clause 6.3.6). */
    public boolean prefersPlainJson() {
        return header(PREFER_HEADER).map(value -> value.contains("body=json")).orElse(false);
    }

    /** The certificates that the caller showed in the TLS handshake, its own first; empty = none, or no TLS. */
    public List<X509Certificate> peerCertificates() {
        return request.remotePeer().tlsCertificates().stream()
                .flatMap(Arrays::stream)
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** The length of the body as the caller tells it. */
    OptionalLong contentLength() {
        return request.headers().contentLength();
    }

    /** Whether a body came along. */
    public boolean hasBody() {
        return contentLength().orElse(0) > 0 || isChunked();
    }

    boolean isChunked() {
        return request.headers().contains(HeaderNames.TRANSFER_ENCODING);
    }

    InputStream body() {
        return request.content().inputStream();
    }

    /** Sets a header of the answer. */
    public Exchange answerHeader(String name, String value) {
        response.header(name, value);
        return this;
    }

    /** Adds one more line of a header of the answer. */
    public Exchange addAnswerHeader(String name, String value) {
        response.headers().add(HeaderNames.create(name), value);
        return this;
    }

    /** Names the JSON-LD context of a JSON answer (clause 6.3.6). */
    public void linkContext(LdContexts.Linked linked) {
        if (linked.url().isEmpty()) {
            response.headers().add(CORE_LINK);
        } else {
            response.headers()
                    .add(HeaderNames.LINK, LinkHeader.toContext(linked.url().get()));
        }
    }

    /** Answers without a body. */
    public void send(int status) {
        response.status(Status.create(status));
        if (status == Status.NO_CONTENT_204_CODE) {
            response.headers().set(UnsentHeader.CONTENT_LENGTH);
        }
        response.send();
    }

    /**
     * Answers with a body that is written bit by bit; headers are to be set before.
     *
     * @return to be closed when the body is complete; where it is not closed, the caller sees that something is missing
     */
    public OutputStream sendStream(int status) {
        response.status(Status.create(status));
        return response.outputStream();
    }

    /** Answers with a body of a media type that is none of NGSI-LD's. */
    public void send(int status, String type, byte[] body) {
        response.status(Status.create(status))
                .header(HeaderNames.CONTENT_TYPE, type)
                .send(body);
    }

    /** Answers with a body. */
    public void send(int status, MediaType type, byte[] body) {
        response.status(Status.create(status)).header(type.header()).send(body);
    }
}
