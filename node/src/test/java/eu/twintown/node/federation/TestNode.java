package eu.twintown.node.federation;

import eu.twintown.node.access.view.Views;
import eu.twintown.node.context.BrokerParts;
import eu.twintown.node.context.ContextRoutes;
import eu.twintown.node.context.LocalReader;
import eu.twintown.node.http.ContextDocuments;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.subscription.SubscriptionService;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Role;
import eu.twintown.store.Store;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node with federation and subscriptions on a free port of this machine, over a real database. */
public final class TestNode implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Runnable afterwards;
    private final OutgoingClient client;
    private final Federation federation;
    private final SubscriptionService subscriptions;
    private final WebServer server;

    /** An answer. */
    public record Answer(int status, String body, HttpResponse<String> response) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public List<String> ids() {
            return json().valueStream()
                    .map(entity -> entity.get("id").asString())
                    .toList();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public List<String> warnings() {
            return response.headers().allValues("NGSILD-Warning");
        }

        /** Path and query of the link with this relation. */
        public String link(String rel) {
            return response.headers().allValues("Link").stream()
                    .filter(link -> link.contains("rel=\"" + rel + "\""))
                    .map(link -> link.substring(link.indexOf('<') + 1, link.indexOf('>')))
                    .findFirst()
                    .orElse("");
        }
    }

    private TestNode(Store store, Runnable afterwards, int port, FederationSettings settings) {
        this(store, afterwards, port, settings, AgreedSources.NONE);
    }

    private TestNode(Store store, Runnable afterwards, int port, FederationSettings settings, AgreedSources agreed) {
        this.afterwards = afterwards;
        client = new OutgoingClient(
                OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1_000, Duration.ofMillis(100)));
        LdContexts contexts = new LdContexts(new ContextDocuments(store.documents(), client));
        federation = new Federation(
                store.documents(),
                client::send,
                agreed,
                contexts::compile,
                new LocalReader(Views.of(store.entities(), store.history(), InstantSource.system())),
                settings,
                InstantSource.system());
        BrokerParts parts = new BrokerParts(
                store.entities(),
                Views.of(store.entities(), store.history(), InstantSource.system()),
                federation.reader(),
                contexts,
                new JsonBodies(10_000_000, 40),
                InstantSource.system());
        subscriptions = new SubscriptionService(
                store.documents(), store.outbox(), client, contexts::compile, InstantSource.system());
        server = new WebServer(
                ServerOptions.loopback(port),
                List.of(new ContextRoutes(parts), federation.routes(parts), subscriptions.routes(parts)),
                (method, template, status, nanos) -> {},
                (exchange, route) -> caller(exchange));
        subscriptions.start();
    }

    /** The header {@code Test-Caller: KIND id} says who asks. */
    private static Principal caller(Exchange exchange) {
        return exchange.header("Test-Caller")
                .map(text -> text.split(" ", 2))
                .map(words -> new Principal(
                        words[1], Principal.Kind.valueOf(words[0]), words[1], Set.of(Role.VIEWER), Map.of()))
                .orElse(Principal.ANONYMOUS);
    }

    /** A node with sources that agreements open. */
    public static TestNode start(String alias, AgreedSources agreed) {
        StoreFixture fixture = StoreFixture.open();
        return new TestNode(fixture.store(), fixture::close, 0, FederationSettings.of(alias), agreed);
    }

    public static TestNode start(String alias) {
        return start(FederationSettings.of(alias));
    }

    public static TestNode start(FederationSettings settings) {
        StoreFixture fixture = StoreFixture.open();
        return new TestNode(fixture.store(), fixture::close, 0, settings);
    }

    /** A node over a store that somebody else opened and closes, to be started again on the same data. */
    public static TestNode start(String alias, Store store, int port) {
        return new TestNode(store, () -> {}, port, FederationSettings.of(alias));
    }

    public String url() {
        return server.url();
    }

    public int port() {
        return server.port();
    }

    public Federation federation() {
        return federation;
    }

    /** Calls this node's NGSI-LD API; headers as name and value in turn. */
    public Answer call(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(url() + (path.startsWith("/ngsi-ld") ? path : "/ngsi-ld/v1" + path)))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path, String... headers) {
        return call("GET", path, "", headers);
    }

    public Answer post(String path, String body, String... headers) {
        return call("POST", path, body, headers);
    }

    /** Creates an entity with number properties, given as name and value in turn. */
    public void create(String type, String id, Object... properties) {
        StringBuilder body = new StringBuilder("{\"id\":\"" + id + "\",\"type\":\"" + type + "\"");
        for (int i = 0; i < properties.length; i += 2) {
            body.append(",\"" + properties[i] + "\":{\"type\":\"Property\",\"value\":" + properties[i + 1] + "}");
        }
        Answer answer = post("/entities", body.append('}').toString());
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** Registers a source for one type; {@code more} are further members, each with a leading comma. */
    public String register(String endpoint, String type, String more) {
        Answer answer = post("/csourceRegistrations", """
                {"type":"ContextSourceRegistration","endpoint":"%s",
                 "information":[{"entities":[{"type":"%s"}]}]%s}""".formatted(endpoint, type, more));
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.body());
        }
        String location = answer.header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** Stops the node; its data stay where the store is somebody else's. */
    @Override
    public void close() {
        subscriptions.close();
        server.close();
        federation.close();
        client.close();
        afterwards.run();
    }
}
