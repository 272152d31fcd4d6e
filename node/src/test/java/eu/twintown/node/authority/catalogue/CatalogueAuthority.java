package eu.twintown.node.authority.catalogue;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.authority.contract.RecordedExchange;
import eu.twintown.node.catalogue.simpl.check.DescriptionFault;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.store.StoreFixture;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An authority's catalogue that answers over HTTP. Who asks stands in a header here, as the certificate would tell it.
 */
public final class CatalogueAuthority implements AutoCloseable {
    public static final JsonBodies BODIES = new JsonBodies(1 << 24, 64);

    private static final String PARTICIPANT = "X-Participant";
    private static final String ATTRIBUTES = "X-Attributes";
    private static final String OPERATOR = "X-Operator";

    private final StoreFixture fixture;
    private final OutgoingClient client = new OutgoingClient(OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8"));
    private final AuthorityCatalogue catalogue;
    private final WebServer server;
    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();
    private final List<CatalogueParticipant> participants = new CopyOnWriteArrayList<>();
    private final List<RecordedExchange> exchanges = new CopyOnWriteArrayList<>();

    public CatalogueAuthority() {
        this(StoreFixture.open());
    }

    CatalogueAuthority(StoreFixture fixture) {
        this.fixture = fixture;
        this.catalogue = new AuthorityCatalogue(
                fixture.store().documents(),
                new AuthorityCatalogue.Surroundings(
                        exchange -> exchange.header(PARTICIPANT)
                                .map(id -> new CatalogueCaller(
                                        id,
                                        Set.of(exchange.header(ATTRIBUTES)
                                                .orElse("")
                                                .split(",")))),
                        exchange -> {
                            if (exchange.header(OPERATOR).isEmpty()) {
                                throw new ProblemException(ProblemType.FORBIDDEN, "Not your business");
                            }
                        },
                        this::key,
                        () -> participants,
                        client::send,
                        BODIES,
                        URI.create("https://authority.example:8101"),
                        InstantSource.system(),
                        Duration.ofMillis(100)));
        List<HttpService> routes = new ArrayList<>(catalogue.tier1Routes());
        // In the real authority the two faces have a listener each; what both have is taken once here.
        routes.addAll(catalogue.tier2Routes().subList(2, catalogue.tier2Routes().size()));
        this.server =
                new WebServer(ServerOptions.loopback(0), routes, (method, template, status, nanos) -> {}, Guard.OPEN);
        catalogue.start();
    }

    private PublicKey key(String method) {
        PublicKey key = keys.get(method);
        if (key == null) {
            throw new DescriptionFault("The key " + method + " cannot be had");
        }
        return key;
    }

    public URI url() {
        return URI.create(server.url());
    }

    /** Lets a participant in. */
    public void admit(String participant, String issuer, PublicKey key) {
        participants.add(new CatalogueParticipant(participant, "City", ""));
        keys.put(issuer + "#key-1", key);
    }

    /** Suspends a participant. */
    public void suspend(String participant) {
        participants.removeIf(p -> p.id().equals(participant));
    }

    /** Sends in the name of a participant, as its tier-2 client would. */
    public Function<OutgoingClient.Request, OutgoingClient.Response> sender(String participant, String... attributes) {
        return request -> {
            Map<String, String> headers = new LinkedHashMap<>(request.headers());
            headers.put(PARTICIPANT, participant);
            headers.put(ATTRIBUTES, String.join(",", attributes));
            return exchange(new OutgoingClient.Request(
                    request.method(), request.uri(), headers, request.body(), request.timeout()));
        };
    }

    /** Sends as one who manages schemas. */
    public OutgoingClient.Response asOperator(String method, String path, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(OPERATOR, "yes");
        return exchange(request(method, path, all, body));
    }

    /** Sends in nobody's name. */
    public OutgoingClient.Response asStranger(String method, String path, @Nullable String body) {
        return exchange(request(
                method,
                path,
                body == null ? Map.of() : Map.of("Content-Type", "application/json"),
                body == null ? new byte[0] : body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    public OutgoingClient.Request request(String method, String path, Map<String, String> headers, byte[] body) {
        return new OutgoingClient.Request(
                method, URI.create(server.url() + path), headers, body, Duration.ofSeconds(20));
    }

    private OutgoingClient.Response exchange(OutgoingClient.Request request) {
        OutgoingClient.Response response = client.send(request);
        exchanges.add(new RecordedExchange(
                request.method(),
                request.uri().getRawPath(),
                Optional.ofNullable(request.uri().getRawQuery()).orElse(""),
                request.headers(),
                request.body(),
                response.status(),
                response.headers(),
                response.body()));
        return response;
    }

    /** Everything that went over the line. */
    public List<RecordedExchange> exchanges() {
        return exchanges;
    }

    @Override
    public void close() {
        server.close();
        catalogue.close();
        client.close();
        fixture.close();
    }
}
