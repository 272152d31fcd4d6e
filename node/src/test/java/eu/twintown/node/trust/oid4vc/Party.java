package eu.twintown.node.trust.oid4vc;

import eu.twintown.node.http.Guard;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Role;
import eu.twintown.node.trust.credential.Check;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.DidRoutes;
import eu.twintown.node.trust.did.DidSettings;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.holding.Wallet;
import eu.twintown.node.trust.issuance.CredentialIssuer;
import eu.twintown.node.trust.jwks.IssuerKeys;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.oid4vc.holder.CredentialReceiver;
import eu.twintown.node.trust.oid4vc.holder.HolderRoutes;
import eu.twintown.node.trust.oid4vc.holder.PresentationAnswerer;
import eu.twintown.node.trust.oid4vc.issuer.CredentialConfiguration;
import eu.twintown.node.trust.oid4vc.issuer.Issuance;
import eu.twintown.node.trust.oid4vc.issuer.IssuanceRoutes;
import eu.twintown.node.trust.oid4vc.issuer.IssuanceTokens;
import eu.twintown.node.trust.oid4vc.issuer.IssuerMetadata;
import eu.twintown.node.trust.oid4vc.issuer.OfferBook;
import eu.twintown.node.trust.oid4vc.issuer.OfferRoutes;
import eu.twintown.node.trust.oid4vc.verifier.PresentationRequests;
import eu.twintown.node.trust.oid4vc.verifier.PresentationRoutes;
import eu.twintown.node.trust.oid4vc.verifier.VpTokenCheck;
import eu.twintown.node.trust.status.StatusLists;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An organisation that issues, holds and verifies, on a port of this machine, with its DID document on the web. */
final class Party implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    final String url;
    final NodeDid node;
    final Wallet wallet;
    final CredentialIssuer issuer;
    final KeyRing keys;
    /** DIDs and addresses of issuers that this party trusts. */
    final Set<String> trusted = ConcurrentHashMap.newKeySet();

    private final StoreFixture store = StoreFixture.open();
    private final OutgoingClient outgoing = new OutgoingClient(
            OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1_000, Duration.ofMillis(1)));
    private final WebServer server;

    /** An answer. */
    record Answer(int status, String body, Map<String, List<String>> headers) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String location() {
            return headers.getOrDefault("location", List.of("")).getFirst();
        }
    }

    /**
     * Starts.
     *
     * @param otherPort where the other party is, whose DID document comes without TLS, too
     * @param redirectUris where this party's issuer sends authorisation codes
     */
    Party(Path folder, InstantSource clock, int port, int otherPort, String... redirectUris) {
        this.url = "http://127.0.0.1:" + port;
        this.keys = KeyRing.open(folder, clock);
        this.node = new NodeDid(Did.web(URI.create(url)), keys, List::of, clock);
        DidSettings dids = new DidSettings(
                Duration.ofMinutes(10), Duration.ofHours(1), Set.of("127.0.0.1:" + port, "127.0.0.1:" + otherPort));
        DidResolver resolver = new DidResolver(outgoing, dids, clock);
        KeySource source = new IssuerKeys(outgoing, KeySource.ofDids(resolver), trusted::contains, dids, clock);
        CredentialVerifier verifier = new CredentialVerifier(
                source,
                (issuerDid, types) -> trusted.contains(issuerDid) ? Optional.of("the test") : Optional.empty(),
                credential -> Check.pass("status", "not looked at here"),
                credential -> Optional.empty(),
                Duration.ofSeconds(60),
                clock);
        this.wallet = new Wallet(store.store().documents(), verifier, clock);
        StatusLists lists = new StatusLists(store.store().documents(), node, URI.create(url), clock);
        this.issuer = new CredentialIssuer(node, lists, store.store().documents(), clock);
        JsonBodies bodies = new JsonBodies(1_000_000, 40);
        IssuerMetadata metadata =
                new IssuerMetadata(URI.create(url), "Test", node, CredentialConfiguration.memberships());
        OfferBook offers = new OfferBook(store.store().documents(), clock);
        Issuance issuance = new Issuance(metadata, offers, issuer, source, Set.of(redirectUris), clock);
        PresentationRequests requests = new PresentationRequests(
                URI.create(url), node, store.store().documents(), new VpTokenCheck(verifier), clock);
        HolderRoutes holder = new HolderRoutes(
                new CredentialReceiver(
                        outgoing, node, wallet, verifier, URI.create(url + HolderRoutes.CALLBACK), clock),
                new PresentationAnswerer(outgoing, node, wallet, source, keys::find, clock),
                bodies);
        // Whoever says so in a header is that person: signing in is not what is tested here.
        Guard guard = (exchange, route) -> exchange.header("Test-Person")
                .map(id -> new Principal(id, Principal.Kind.PERSON, id, Set.of(Role.OPERATOR), Map.of()))
                .or(() -> IssuanceTokens.recogniser().recognise(exchange))
                .orElse(Principal.ANONYMOUS);
        this.server = new WebServer(
                ServerOptions.loopback(port),
                List.of(
                        new DidRoutes(node),
                        new IssuanceRoutes(metadata, issuance, bodies),
                        new OfferRoutes(metadata, offers, bodies),
                        new PresentationRoutes(requests, bodies),
                        holder),
                (method, template, status, nanos) -> {},
                guard);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String did() {
        return node.did().value();
    }

    Answer get(String path, String... headers) {
        return send(HttpRequest.newBuilder(at(path)).GET(), headers);
    }

    Answer post(String path, String json, String... headers) {
        return send(
                HttpRequest.newBuilder(at(path))
                        .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
                        .header("Content-Type", "application/json"),
                headers);
    }

    Answer form(String path, String form, String... headers) {
        return send(
                HttpRequest.newBuilder(at(path))
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .header("Content-Type", "application/x-www-form-urlencoded"),
                headers);
    }

    private URI at(String path) {
        return URI.create(path.startsWith("http") ? path : url + path);
    }

    private static Answer send(HttpRequest.Builder request, String... headers) {
        try {
            if (headers.length > 0) {
                request.headers(headers);
            }
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        outgoing.close();
        store.close();
    }
}
