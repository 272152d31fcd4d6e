package eu.twintown.node.trust.dcp;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.config.NodeConfig.Peer;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.Unauthorized;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.IssuerTrust;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.dcp.issuer.IssuableCredential;
import eu.twintown.node.trust.dcp.issuer.IssuancePolicy;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.DidRoutes;
import eu.twintown.node.trust.did.DidService;
import eu.twintown.node.trust.did.DidSettings;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.holding.Wallet;
import eu.twintown.node.trust.issuance.CredentialIssuer;
import eu.twintown.node.trust.issuance.CredentialOrder;
import eu.twintown.node.trust.jose.ReplayGuard;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.peer.DcpParts;
import eu.twintown.node.trust.status.StatusChecker;
import eu.twintown.node.trust.status.StatusLists;
import eu.twintown.node.trust.status.StatusSettings;
import eu.twintown.store.Store;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/** One organisation: everything of a node that has to do with DCP, and {@code GET /secret} for those who prove themselves. */
public final class Party implements AutoCloseable {
    private final String url;
    private final OutgoingClient outgoing;
    private final NodeDid did;
    private final Store store;
    private final DidResolver resolver;
    private final KeyRing keys;
    private final CredentialIssuer issuer;
    private final CredentialVerifier verifier;
    private final Wallet wallet;
    private final DcpParts dcp;
    private final WebServer server;
    private final DcpConfig config;
    private final InstantSource clock;
    private final Set<String> trusted = ConcurrentHashMap.newKeySet();
    private final Set<String> holders = ConcurrentHashMap.newKeySet();
    private final AtomicInteger presented = new AtomicInteger();
    private volatile boolean credentialServiceDown;
    private volatile boolean storageDown;
    private volatile String presentations = "";

    Party(Parties parties, int port, Store store, List<Peer> peers) {
        this.store = store;
        Documents documents = store.documents();
        this.url = "http://127.0.0.1:" + port;
        this.outgoing = parties.outgoing();
        this.clock = parties.clock();
        try {
            this.keys = KeyRing.open(Files.createTempDirectory("twintown-party-"), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.config = new DcpConfig(
                DcpSettings.at(URI.create(url + "/dcp")),
                List.of(new DcpConfig.Issue("MembershipCredential", Duration.ofDays(30))),
                List.of(),
                List.of());
        this.did = new NodeDid(Did.web(URI.create(url)), keys, this::services, clock);
        this.resolver = new DidResolver(
                outgoing, new DidSettings(Duration.ofMinutes(10), Duration.ofHours(1), parties.hosts()), clock);
        StatusLists lists = new StatusLists(documents, did, URI.create(url), clock);
        this.issuer = new CredentialIssuer(did, lists, documents, clock);
        IssuerTrust trust = (who, types) -> trusted.contains(who) ? Optional.of("the test") : Optional.empty();
        this.verifier = new CredentialVerifier(
                KeySource.ofDids(resolver),
                trust,
                new StatusChecker(
                        outgoing,
                        KeySource.ofDids(resolver),
                        lists::signed,
                        new StatusSettings(Duration.ofSeconds(1), Duration.ofHours(1), false),
                        clock),
                credential -> Optional.empty(),
                Duration.ofSeconds(60),
                clock);
        this.wallet = new Wallet(documents, verifier, clock);
        this.dcp = new DcpParts(
                new DcpParts.Ground(
                        did,
                        keys,
                        resolver,
                        issuer,
                        verifier,
                        trust,
                        wallet,
                        documents,
                        store.usedTokens(),
                        outgoing,
                        outgoing::send,
                        clock),
                config,
                peers,
                IssuableCredential.inBothProfiles("MembershipCredential", Duration.ofDays(30)),
                (holder, wanted) -> holders.contains(holder)
                        ? IssuancePolicy.approved(StrictJson.object().put("name", "Member " + holder))
                        : IssuancePolicy.rejected("not a member"));
        List<HttpService> services = new ArrayList<>(dcp.routes());
        services.add(new DidRoutes(did));
        services.add(rules -> routes(rules, lists));
        this.server = new WebServer(
                ServerOptions.loopback(port),
                services,
                (method, template, status, nanos) -> {},
                guard(dcp.recogniser()));
        dcp.start();
    }

    private List<DidService> services() {
        return presentations.isEmpty()
                ? DcpParts.services(config)
                : List.of(new DidService("#cs", DcpSettings.CREDENTIAL_SERVICE, URI.create(url + "/made-up")));
    }

    private void routes(HttpRules rules, StatusLists lists) {
        rules.get(
                        "/credentials/status/{list}",
                        Exchange.handler(exchange -> exchange.send(
                                200,
                                MediaType.JSON,
                                lists.signed(exchange.variable("list"))
                                        .orElseThrow()
                                        .getBytes(StandardCharsets.UTF_8))))
                .post(
                        "/made-up/presentations/query",
                        Exchange.handler(exchange ->
                                exchange.send(200, MediaType.JSON, presentations.getBytes(StandardCharsets.UTF_8))))
                .get("/public", Exchange.handler(exchange -> exchange.send(204)))
                .get("/secret", Exchange.handler(exchange -> {
                    Principal caller = Principal.of(exchange);
                    ObjectNode seen = StrictJson.object().put("id", caller.id()).put("name", caller.name());
                    seen.set("attributes", StrictJson.MAPPER.valueToTree(caller.attributes()));
                    exchange.send(200, MediaType.JSON, StrictJson.bytes(seen));
                }));
    }

    private Guard guard(Recogniser recogniser) {
        return (exchange, route) -> {
            if (route.template().startsWith("/made-up")) {
                return Principal.ANONYMOUS;
            }
            if (route.template().equals("/dcp/presentations/query")) {
                presented.incrementAndGet();
                if (credentialServiceDown) {
                    throw new ProblemException(ProblemType.UNAVAILABLE, "down");
                }
            }
            if (route.template().equals("/dcp/credentials") && storageDown) {
                throw new ProblemException(ProblemType.UNAVAILABLE, "down");
            }
            Principal principal =
                    Recogniser.chain(List.of(recogniser)).recognise(exchange).orElse(Principal.ANONYMOUS);
            if (route.template().equals("/secret") && principal.equals(Principal.ANONYMOUS)) {
                throw Unauthorized.because("nobody", "Prove who you are");
            }
            return principal;
        };
    }

    public String url() {
        return url;
    }

    public Did name() {
        return did.did();
    }

    NodeDid did() {
        return did;
    }

    public DcpParts dcp() {
        return dcp;
    }

    public Wallet wallet() {
        return wallet;
    }

    CredentialIssuer issuer() {
        return issuer;
    }

    CredentialVerifier verifier() {
        return verifier;
    }

    IdTokens ids() {
        return dcp.ids();
    }

    /** What the same organisation's node knows after a restart: what lies in its store. */
    IdTokens idsAfterRestart() {
        ReplayGuard replay =
                new ReplayGuard(clock, (id, until) -> store.usedTokens().use(id, until, clock.instant()));
        return new IdTokens(did, resolver, replay, config.settings(), clock);
    }

    AccessTokens access() {
        return dcp.access();
    }

    /** Believes what this one issues. */
    public void trust(Party other) {
        trusted.add(other.name().value());
    }

    /** Gives this one what it asks for. */
    void admit(Party holder) {
        holders.add(holder.name().value());
    }

    /** Makes another a member by handing over a credential. */
    public Credential makeMember(Party holder, CredentialFormat format) {
        Credential credential = issuer.issue(CredentialOrder.of(
                format,
                "MembershipCredential",
                holder.name().value(),
                StrictJson.object().put("name", "Stadt Test").put("level", "gold")));
        holder.wallet.add(credential.text());
        return credential;
    }

    /** How often others asked for a presentation. */
    public int presented() {
        return presented.get();
    }

    void takeCredentialServiceDown() {
        credentialServiceDown = true;
    }

    /** From now on its credential service is one that answers this, whatever it is asked. */
    void answerPresentationsWith(String body) {
        presentations = body;
    }

    void takeStorageDown(boolean down) {
        storageDown = down;
    }

    /** A plain GET, with an Authorization header where one is given. */
    OutgoingClient.Response get(String path, String... authorization) {
        return outgoing.send(new OutgoingClient.Request(
                "GET",
                URI.create(url + path),
                authorization.length == 0 ? Map.of() : Map.of("Authorization", authorization[0]),
                new byte[0],
                Duration.ofSeconds(10)));
    }

    /** A POST of JSON. */
    OutgoingClient.Response post(String path, ObjectNode body, String authorization) {
        return outgoing.send(new OutgoingClient.Request(
                "POST",
                URI.create(url + path),
                authorization.isEmpty()
                        ? Map.of("Content-Type", "application/json")
                        : Map.of("Authorization", authorization, "Content-Type", "application/json"),
                StrictJson.bytes(body),
                Duration.ofSeconds(10)));
    }

    @Override
    public void close() {
        dcp.close();
        server.close();
    }
}
