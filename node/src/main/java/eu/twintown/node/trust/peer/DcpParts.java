package eu.twintown.node.trust.peer;

import eu.twintown.node.config.NodeConfig.Peer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.IssuerTrust;
import eu.twintown.node.trust.dcp.AccessTokens;
import eu.twintown.node.trust.dcp.DcpClient;
import eu.twintown.node.trust.dcp.DcpConfig;
import eu.twintown.node.trust.dcp.DcpSettings;
import eu.twintown.node.trust.dcp.IdTokens;
import eu.twintown.node.trust.dcp.holder.CredentialService;
import eu.twintown.node.trust.dcp.holder.HolderRoutes;
import eu.twintown.node.trust.dcp.holder.Holdings;
import eu.twintown.node.trust.dcp.holder.Offers;
import eu.twintown.node.trust.dcp.issuer.IssuableCredential;
import eu.twintown.node.trust.dcp.issuer.IssuancePolicy;
import eu.twintown.node.trust.dcp.issuer.IssuerRoutes;
import eu.twintown.node.trust.dcp.issuer.IssuerService;
import eu.twintown.node.trust.dcp.verifier.DcpRecogniser;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.DidService;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.holding.Wallet;
import eu.twintown.node.trust.issuance.CredentialIssuer;
import eu.twintown.node.trust.jose.ReplayGuard;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.store.document.Documents;
import eu.twintown.store.document.UsedTokens;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The four roles of DCP and the proofs to peers, put together. */
public final class DcpParts implements AutoCloseable {
    private final DcpConfig config;
    private final IdTokens ids;
    private final AccessTokens access;
    private final Holdings holdings;
    private final IssuerService issuer;
    private final DcpRecogniser recogniser;
    private final PeerClient peers;
    private final List<HttpService> routes;

    /**
     * What they stand on.
     *
     * @param trust who may issue what
     * @param way by which requests to peers go, whatever proof they carry
     */
    public record Ground(
            NodeDid did,
            KeyRing keys,
            DidResolver resolver,
            CredentialIssuer issuer,
            CredentialVerifier verifier,
            IssuerTrust trust,
            Wallet wallet,
            Documents documents,
            UsedTokens used,
            OutgoingClient outgoing,
            Function<OutgoingClient.Request, OutgoingClient.Response> way,
            InstantSource clock) {}

    /** With the issuance that the configuration describes. */
    public DcpParts(Ground ground, DcpConfig config, List<Peer> known) {
        this(ground, config, known, issued(config), IssuancePolicy.holders(config.holders()));
    }

    /**
     * With an issuance of its own.
     *
     * @param offered what this node issues
     * @param policy decides who gets it
     */
    public DcpParts(
            Ground ground,
            DcpConfig config,
            List<Peer> known,
            List<IssuableCredential> offered,
            IssuancePolicy policy) {
        this.config = config;
        DcpSettings settings = config.settings();
        InstantSource clock = ground.clock();
        ReplayGuard replay = new ReplayGuard(clock, (id, until) -> ground.used().use(id, until, clock.instant()));
        this.ids = new IdTokens(ground.did(), ground.resolver(), replay, settings, clock);
        this.access = new AccessTokens(ground.did(), ground.keys(), settings, clock);
        DcpClient client = new DcpClient(ground.outgoing(), ground.resolver(), ids);
        Offers offers = new Offers(ground.documents());
        this.peers = new PeerClient(
                known, new PeerClient.Tokens(ids, access, settings), ground.outgoing(), ground.way(), clock);
        this.holdings = new Holdings(ground.documents(), client, clock, peers::tryAgain);
        CredentialService service = new CredentialService(
                new CredentialService.Parts(
                        ground.did(), ground.wallet(), ground.verifier(), access, holdings, offers, ground.trust()),
                settings,
                clock);
        this.issuer = new IssuerService(
                new IssuerService.Parts(
                        ground.did(), ground.issuer(), client, ground.keys().box(), ground.documents()),
                offered,
                policy,
                clock);
        this.recogniser = new DcpRecogniser(
                new DcpRecogniser.Parts(ground.did(), ids, client, ground.verifier()), settings, clock);
        this.routes =
                List.of(new HolderRoutes(service, holdings, offers, ids), new IssuerRoutes(issuer, ids, settings));
    }

    /** The services that the node's DID document names. */
    public static List<DidService> services(DcpConfig config) {
        List<DidService> services = new ArrayList<>();
        DcpSettings settings = config.settings();
        services.add(new DidService("#credential-service", DcpSettings.CREDENTIAL_SERVICE, settings.base()));
        if (!config.issue().isEmpty()) {
            services.add(new DidService("#issuer-service", DcpSettings.ISSUER_SERVICE, settings.issuerBase()));
        }
        return services;
    }

    private static List<IssuableCredential> issued(DcpConfig config) {
        return config.issue().stream()
                .flatMap(issue -> IssuableCredential.inBothProfiles(issue.type(), issue.validity()).stream())
                .toList();
    }

    /** Begins to work off what is open, and asks for what the configuration names. */
    public void start() {
        config.ask().forEach(ask -> holdings.requestOnce(ask.issuer(), ask.types()));
        holdings.start();
        issuer.start();
    }

    /** Makes and validates self-issued tokens. */
    public IdTokens ids() {
        return ids;
    }

    /** Lets verifiers see credentials. */
    public AccessTokens access() {
        return access;
    }

    /** Knows other nodes by their proofs. */
    public Recogniser recogniser() {
        return recogniser;
    }

    /** Asks other nodes with a proof. */
    public PeerClient peers() {
        return peers;
    }

    /** What this node asks of issuers. */
    public Holdings holdings() {
        return holdings;
    }

    /** What holders ask of this node. */
    public IssuerService issuer() {
        return issuer;
    }

    public List<HttpService> routes() {
        return routes;
    }

    @Override
    public void close() {
        holdings.close();
        issuer.close();
    }
}
