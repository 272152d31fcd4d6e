package eu.twintown.node.dataspace.transfer;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.TransferParts;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.transfer.plane.InboxHandler;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.RouteTable;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.store.Store;
import eu.twintown.store.StoreFixture;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A node with transfers over a real store and a real server; callers prove themselves by {@code Test <did>}. */
final class TransferNode implements AutoCloseable {
    static final String DATASET = "urn:dataset:parking";
    static final String FILE = "urn:dataset:file";
    private static final String PROOF = "Test ";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final String did;
    final Store store;
    final Agreements agreements;
    final KeyRing keys;
    final TransferParts parts;
    final Map<String, Content> contents = new ConcurrentHashMap<>();
    final List<InboxHandler.Delivery> inbox = new CopyOnWriteArrayList<>();
    /** What the guard found of each caller of {@code GET /probe}. */
    final List<Principal> probed = new CopyOnWriteArrayList<>();
    /** The proofs with which somebody came to {@code POST /elsewhere}. */
    final List<String> elsewhere = new CopyOnWriteArrayList<>();
    /** What of entities may be seen. */
    volatile Function<Entity, Optional<Entity>> view = Optional::of;
    /** What happens to each message on its way out; throws where it gets lost. */
    volatile Function<Sending, OutgoingClient.Response> line = Sending::go;

    /** Whether others get anything but 503. */
    volatile boolean reachable = true;

    private final Optional<StoreFixture> ownStore;
    private final OutgoingClient outgoing = new OutgoingClient(
            OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1_000, Duration.ofMillis(10)));
    private final WebServer server;

    /** One message on its way out. */
    record Sending(OutgoingClient client, OutgoingClient.Request request) {
        OutgoingClient.Response go() {
            return client.send(request);
        }

        String path() {
            return request.uri().getPath();
        }

        /** The last segment of its path. */
        String kind() {
            return path().substring(path().lastIndexOf('/') + 1);
        }
    }

    /** An answer that a test looks at. */
    record Answer(int status, String body, java.net.http.HttpHeaders headers) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    static TransferNode start(String name, InstantSource clock) {
        StoreFixture fixture = StoreFixture.open();
        return new TransferNode(
                name, fixture.store(), Optional.of(fixture), TransferSettings.DEFAULT, clock, 0, folder());
    }

    static TransferNode start(String name, TransferSettings settings, InstantSource clock) {
        StoreFixture fixture = StoreFixture.open();
        return new TransferNode(name, fixture.store(), Optional.of(fixture), settings, clock, 0, folder());
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("transfer-node");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TransferNode(
            String name,
            Store store,
            Optional<StoreFixture> ownStore,
            TransferSettings settings,
            InstantSource clock,
            int port,
            Path folder) {
        this.did = "did:web:" + name + ".example";
        this.store = store;
        this.ownStore = ownStore;
        this.agreements = new Agreements(store.documents(), clock);
        KeyRing ring = KeyRing.open(folder, clock);
        this.keys = ring;
        contents.put(DATASET, new Content.Entities("", List.of("urn:type:Parking"), List.of(), Optional.empty()));
        NodeConfig.Server limits = new NodeConfig.Server(
                "127.0.0.1", port, List.of(), 1_000_000, 50, Optional.empty(), false, Optional.empty());
        this.parts = new TransferParts(
                new TransferParts.Ground(
                        store,
                        new NodeDid(Did.parse(did), ring, List::of, clock),
                        ring,
                        agreements,
                        id -> Optional.ofNullable(contents.get(id)),
                        (agreement, entity) -> view.apply(entity),
                        (participant, request) -> line.apply(new Sending(outgoing, proven(request))),
                        new DeliverySettings(
                                Duration.ofHours(24),
                                Duration.ofMillis(600),
                                Duration.ofMillis(20),
                                Duration.ofMillis(200),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(1)),
                        outgoing,
                        this::url,
                        () -> URI.create(url() + "/dsp"),
                        limits,
                        Duration.ofSeconds(60),
                        clock),
                settings);
        parts.inbox(inbox::add);
        Recogniser chain = Recogniser.chain(List.of(parts.recogniser(), TransferNode::byTestProof));
        List<HttpService> routes = new java.util.ArrayList<>(parts.routes());
        routes.add(new ProbeRoutes());
        this.server = new WebServer(
                ServerOptions.loopback(port), routes, (method, template, status, nanos) -> {}, (exchange, route) -> {
                    if (!reachable) {
                        throw new ProblemException(ProblemType.UNAVAILABLE, "Not now");
                    }
                    return admitted(chain, exchange, route);
                });
        parts.start();
    }

    private static Principal admitted(Recogniser chain, Exchange exchange, RouteTable.Route route) {
        return route.template().equals("/elsewhere")
                ? Principal.ANONYMOUS
                : chain.recognise(exchange).orElse(Principal.ANONYMOUS);
    }

    private final class ProbeRoutes implements HttpService {
        @Override
        public void routing(HttpRules rules) {
            rules.post("/elsewhere", Exchange.handler(exchange -> {
                elsewhere.add(exchange.header("Authorization").orElse(""));
                exchange.send(204);
            }));
            rules.get("/probe", Exchange.handler(exchange -> {
                probed.add(Principal.of(exchange));
                exchange.send(204);
            }));
        }
    }

    private static Optional<Principal> byTestProof(Exchange exchange) {
        return exchange.header("Authorization")
                .filter(value -> value.startsWith(PROOF))
                .map(value -> Principal.participant(
                        value.substring(PROOF.length()),
                        value.substring(PROOF.length()),
                        Map.of("credential", List.of("MembershipCredential"))));
    }

    private OutgoingClient.Request proven(OutgoingClient.Request request) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.putIfAbsent("Authorization", PROOF + did);
        return new OutgoingClient.Request(request.method(), request.uri(), headers, request.body(), request.timeout());
    }

    URI url() {
        return URI.create(server.url());
    }

    /** Base address of the Dataspace Protocol. */
    URI dsp() {
        return URI.create(server.url() + "/dsp");
    }

    /** Both sides of an agreement, in force. */
    static void agree(TransferNode provider, TransferNode consumer, String id, String dataset) {
        provider.agreements.add(agreement(id, Side.PROVIDER, provider, consumer.did, consumer.dsp(), dataset));
        consumer.agreements.add(agreement(id, Side.CONSUMER, consumer, provider.did, provider.dsp(), dataset));
    }

    static Agreement agreement(
            String id, Side side, TransferNode me, String counterparty, URI address, String dataset) {
        ObjectNode policy = (ObjectNode) JsonMapper.shared().readTree("""
                {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Agreement", "uid": "%s", "target": "%s",
                 "assigner": "%s", "assignee": "%s", "permission": [{"action": "use"}]}
                """.formatted(
                        id,
                        dataset,
                        side == Side.PROVIDER ? me.did : counterparty,
                        side == Side.PROVIDER ? counterparty : me.did));
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        return new Agreement(
                id,
                side,
                counterparty,
                address,
                dataset,
                "negotiation",
                PolicyReader.read(policy).as(PolicyType.AGREEMENT),
                now,
                List.of(
                        new Agreement.Event(now, AgreementState.PENDING, me.did, ""),
                        new Agreement.Event(now, AgreementState.IN_FORCE, me.did, "")));
    }

    /** The only transfer, or the newest. */
    Transfer transfer() {
        return parts.transfers().list(1, 0).getFirst();
    }

    TransferState state() {
        return parts.transfers().count() == 0
                ? TransferState.REQUESTED
                : transfer().state();
    }

    /** Asks this node as somebody. */
    Answer ask(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer post(String caller, String path, String json) {
        return ask("POST", path, json, "Authorization", PROOF + caller, "Content-Type", "application/json");
    }

    /** As {@link #post}, with the time that the caller's clock tells; the JDK's client does not let one set it. */
    Answer raw(String caller, String path, String json, String date) {
        OutgoingClient.Response response = outgoing.send(new OutgoingClient.Request(
                "POST",
                URI.create(url() + path),
                Map.of("Authorization", PROOF + caller, "Content-Type", "application/json", "Date", date),
                json.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Duration.ofSeconds(20)));
        return new Answer(
                response.status(),
                new String(response.body(), java.nio.charset.StandardCharsets.UTF_8),
                java.net.http.HttpHeaders.of(Map.of(), (name, value) -> true));
    }

    Answer get(String caller, String path) {
        return ask("GET", path, "", "Authorization", PROOF + caller);
    }

    /** Status of a request with this token. */
    int probe(String token) {
        return ask("GET", "/probe", "", "Authorization", "Bearer " + token).status();
    }

    @Override
    public void close() {
        server.close();
        parts.close();
        outgoing.close();
        ownStore.ifPresent(StoreFixture::close);
    }
}
