package eu.twintown.node;

import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.TrustSettings;
import eu.twintown.node.trust.anchor.AnchorRoutes;
import eu.twintown.node.trust.anchor.RegistryReader;
import eu.twintown.node.trust.anchor.RegistryRoutes;
import eu.twintown.node.trust.anchor.RemoteRegistries;
import eu.twintown.node.trust.anchor.TrustAnchor;
import eu.twintown.node.trust.anchor.TrustAnchors;
import eu.twintown.node.trust.certificate.ClientCertificates;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.did.CertificateChain;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.DidRoutes;
import eu.twintown.node.trust.did.DidService;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.gaiax.ComplianceVerifier;
import eu.twintown.node.trust.gaiax.GaiaXRoutes;
import eu.twintown.node.trust.holding.OrganisationRoutes;
import eu.twintown.node.trust.holding.Wallet;
import eu.twintown.node.trust.issuance.CredentialIssuer;
import eu.twintown.node.trust.jwks.IssuerKeys;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.key.KeyRoutes;
import eu.twintown.node.trust.peer.DcpParts;
import eu.twintown.node.trust.recipient.Recipients;
import eu.twintown.node.trust.schema.SchemaChecker;
import eu.twintown.node.trust.status.StatusChecker;
import eu.twintown.node.trust.status.StatusLists;
import eu.twintown.node.trust.status.StatusRoutes;
import eu.twintown.store.Store;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The node's keys, its DID, its credentials, and whom it trusts, built by plain constructor calls. */
public final class TrustParts {
    private final NodeConfig config;
    private final List<DidService> services = new CopyOnWriteArrayList<>();
    private final InstantSource clock;
    private final KeyRing keys;
    private final NodeDid did;
    private final DidResolver resolver;
    private final TrustAnchors anchors;
    private final StatusLists lists;
    private final CredentialVerifier verifier;
    private final CredentialIssuer issuer;
    private final Wallet wallet;
    private final Seals seals;
    private final Recipients recipients;
    private final Optional<ClientCertificates> clientCertificates;

    public TrustParts(
            TrustSettings settings,
            NodeConfig config,
            Documents documents,
            OutgoingClient outgoing,
            InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.keys = KeyRing.open(
                config.store().directory().resolve("keys"),
                settings.vaultPassphrase()
                        .map(vault -> settings.keys().under(vault.read(outgoing)))
                        .orElse(settings.keys()),
                outgoing,
                clock);
        this.did = new NodeDid(
                settings.did().orElseGet(() -> Did.web(config.identity().publicUrl())),
                keys,
                () -> services,
                settings.certificateChain()
                        .map(file ->
                                CertificateChain.read(file, config.identity().publicUrl())),
                clock);
        this.resolver = new DidResolver(outgoing, settings.dids(), clock);
        resolver.answer(did.did(), did::document);
        KeySource signers = new IssuerKeys(
                outgoing,
                KeySource.ofDids(resolver),
                settings.anchors().configured().stream().map(TrustAnchor::did).collect(Collectors.toSet())::contains,
                settings.dids(),
                clock);
        this.anchors = new TrustAnchors(
                documents,
                did,
                settings.anchors(),
                new RemoteRegistries(settings.anchors(), new RegistryReader(outgoing, signers, clock), clock),
                clock);
        this.lists = new StatusLists(documents, did, config.identity().publicUrl(), clock);
        this.verifier = new CredentialVerifier(
                signers,
                anchors::trusts,
                new StatusChecker(outgoing, signers, lists::signed, settings.status(), clock),
                new SchemaChecker(outgoing),
                settings.clockTolerance(),
                settings.dids().tolerant(),
                clock);
        this.issuer = new CredentialIssuer(did, lists, documents, clock);
        this.wallet = new Wallet(documents, verifier, clock);
        this.clientCertificates =
                settings.clientCertificates().map(found -> new ClientCertificates(found, outgoing::send, clock));
        this.seals = new Seals(did, KeySource.ofDids(resolver), settings.clockTolerance(), clock);
        this.recipients = new Recipients(settings.recipients(), documents, clock);
    }

    /** Names a service in the node's DID document. */
    public void offer(DidService service) {
        services.add(service);
    }

    public KeyRing keys() {
        return keys;
    }

    public NodeDid did() {
        return did;
    }

    public DidResolver resolver() {
        return resolver;
    }

    public TrustAnchors anchors() {
        return anchors;
    }

    public CredentialVerifier verifier() {
        return verifier;
    }

    public CredentialIssuer issuer() {
        return issuer;
    }

    /** Signed letters to other participants and from them. */
    public Seals seals() {
        return seals;
    }

    public Wallet wallet() {
        return wallet;
    }

    /** Participants by their TLS client certificates, where these are asked for. */
    Optional<ClientCertificates> clientCertificates() {
        return clientCertificates;
    }

    /** What is known of participants when a policy asks. */
    Recipients recipients() {
        return recipients;
    }

    /**
     * What the Decentralized Claims Protocol stands on.
     *
     * @param way by which requests to peers go
     */
    DcpParts.Ground forDcp(
            Store store, OutgoingClient outgoing, Function<OutgoingClient.Request, OutgoingClient.Response> way) {
        return new DcpParts.Ground(
                did,
                keys,
                resolver,
                issuer,
                verifier,
                anchors::trusts,
                wallet,
                store.documents(),
                store.usedTokens(),
                outgoing,
                way,
                clock);
    }

    /** What of it can be asked for over HTTP. */
    public List<HttpService> routes() {
        NodeConfig.Identity me = config.identity();
        JsonBodies bodies =
                new JsonBodies(config.server().maxBodyBytes(), config.server().maxDepth());
        return List.of(
                new DidRoutes(did),
                new StatusRoutes(lists),
                new RegistryRoutes(anchors, did, me.publicUrl(), clock),
                new KeyRoutes(keys),
                new OrganisationRoutes(me.title(), me.country(), did, wallet, anchors),
                new AnchorRoutes(anchors, bodies),
                new GaiaXRoutes(did, issuer, wallet, new ComplianceVerifier(verifier), bodies));
    }
}
