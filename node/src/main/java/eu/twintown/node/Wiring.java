package eu.twintown.node;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.WellKnownContexts;
import eu.twintown.node.access.Access;
import eu.twintown.node.access.AccessRoutes;
import eu.twintown.node.access.enforce.grant.Grant;
import eu.twintown.node.acquisition.Acquisition;
import eu.twintown.node.acquisition.EntityTarget;
import eu.twintown.node.acquisition.SourceRoutes;
import eu.twintown.node.catalogue.Catalogue;
import eu.twintown.node.catalogue.CatalogueRoutes;
import eu.twintown.node.catalogue.PeerCatalogueRoutes;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.context.BrokerParts;
import eu.twintown.node.context.ContextRoutes;
import eu.twintown.node.context.LocalReader;
import eu.twintown.node.federation.AgreedSource;
import eu.twintown.node.federation.Federation;
import eu.twintown.node.federation.FederationSettings;
import eu.twintown.node.http.ApiDescriptionRoutes;
import eu.twintown.node.http.ContextDocuments;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.RouteTable;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.HostResolver;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.ops.ConsoleRoutes;
import eu.twintown.node.ops.Counts;
import eu.twintown.node.ops.ManagementRoutes;
import eu.twintown.node.ops.Metrics;
import eu.twintown.node.ops.NodeInfo;
import eu.twintown.node.ops.OpsRoutes;
import eu.twintown.node.ops.TrafficMetrics;
import eu.twintown.node.ops.Version;
import eu.twintown.node.subscription.SubscriptionService;
import eu.twintown.node.trust.Callers;
import eu.twintown.node.trust.JointRecogniser;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.oid4vc.issuer.IssuanceTokens;
import eu.twintown.node.trust.oidc.local.TokenSigner;
import eu.twintown.node.trust.peer.DcpParts;
import eu.twintown.node.trust.simpl.MembershipFetcher;
import eu.twintown.node.trust.simpl.Simpl;
import eu.twintown.node.trust.simpl.onboarding.MembershipStore;
import eu.twintown.store.Store;
import io.helidon.webserver.http.HttpService;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Builds the whole node by plain constructor calls, starts it, and stops it in the right order. */
public final class Wiring implements AutoCloseable {
    private static final Duration ENTITY_MAP_LIFETIME = Duration.ofMinutes(10);

    private final Settings settings;
    private final Extensions extensions;
    private final InstantSource clock;
    private final Instant startedAt;
    private final PrometheusMeterRegistry metrics = Metrics.create();
    private final Access access;
    private final SignInParts signIn;
    private final Store store;
    private final OutgoingClient outgoing;
    private final TrustParts trust;
    private final Callers callers;
    private final SimplParts simpl;
    private final DcpParts dcp;
    private final SimplCatalogueParts simplCatalogue;
    private final Oid4vcParts openid;
    private final Optional<MembershipFetcher> membership;
    private final LdContexts contexts;
    private final Indexing indexing;
    private final EnforcementParts enforcement;
    private final Federation federation;
    private final SubscriptionService subscriptions;
    private final Acquisition acquisition;
    private final DataspaceParts dataspace;
    private final WebServer server;

    private Wiring(Settings settings, Extensions extensions) {
        this.settings = settings;
        this.extensions = extensions;
        this.clock = extensions.clock();
        this.startedAt = clock.instant();
        NodeConfig config = settings.config();
        this.store = Store.open(config.store());
        TrafficMetrics traffic = new TrafficMetrics(metrics);
        this.outgoing = new OutgoingClient(
                OutgoingRules.PUBLIC_ONLY
                        .allowing(config.outgoing().allow().toArray(String[]::new))
                        .denying(config.outgoing().deny().toArray(String[]::new)),
                traffic,
                HostResolver.of(config.outgoing().hosts()),
                clock);
        this.callers = new Callers(clock);
        this.trust = new TrustParts(settings.trust(), config, store.documents(), outgoing, clock);
        this.simpl = new SimplParts(
                settings.simpl(),
                config.server(),
                new Simpl.Surroundings(MembershipStore.in(store.documents()), trust.keys(), outgoing, clock));
        this.dcp = new DcpParts(
                trust.forDcp(store, outgoing, request -> simpl.send(outgoing, request)),
                settings.dcp(),
                config.peers());
        DcpParts.services(settings.dcp()).forEach(trust::offer);
        this.openid = new Oid4vcParts(settings.issuer(), config, trust, store.documents(), outgoing, clock);
        this.membership = simpl.simpl()
                .map(member -> new MembershipFetcher(
                        member, trust.did().did().value(), trust.wallet(), this::becomeMember, clock));
        ContextDocuments documents = new ContextDocuments(store.documents(), outgoing);
        this.contexts = new LdContexts(
                url -> WellKnownContexts.find(url).orElseGet(() -> documents.load(url)),
                config.server().defaultContext().map(URI::toString));
        this.signIn = new SignInParts(
                settings, List.of(), store.documents(), outgoing, this::publicUrl, TokenSigner.of(trust.keys()), clock);
        this.indexing = new Indexing(store.indexes(), () -> config.server()
                .defaultContext()
                .map(url -> contexts.byUrl(url.toString()))
                .orElseGet(Context::core));
        indexing.declare(config.indexes());
        this.enforcement = new EnforcementParts(settings, store, contexts, trust.recipients(), this::grant, clock);
        this.access = new Access(settings.access(), enforcement.gate()::admit);
        this.federation = federation();
        this.subscriptions =
                new SubscriptionService(store.documents(), store.outbox(), outgoing, contexts::compile, clock);
        this.acquisition = new Acquisition(
                settings.sources(),
                new Acquisition.Surroundings(
                        EntityTarget.of(store.entities()),
                        store.documents(),
                        settings.models(),
                        contexts::compile,
                        outgoing::send,
                        clock));
        this.dataspace = new DataspaceParts(new DataspaceParts.Surroundings(
                settings,
                store,
                trust,
                dcp,
                simpl,
                federation,
                enforcement.enforcement(),
                contexts,
                outgoing,
                this::publicUrl,
                clock,
                extensions));
        this.simplCatalogue = new SimplCatalogueParts(settings, catalogue(), trust.did(), simpl, store);
        this.server = new WebServer(
                Listeners.main(config.server(), trust.clientCertificates(), clock),
                routes(),
                traffic,
                guarded(Recogniser.chain(recognisers())));
        enforcement.gate().listen(dataspace::given);
        simpl.start(
                peers -> guarded(
                        trust.recipients().noting(callers.noting("simpl", JointRecogniser.of(peers, organisations())))),
                traffic);
        Gauges.register(metrics, indexing, federation, acquisition);
    }

    private void becomeMember(String credentialOffer) {
        openid.receiver().receive(credentialOffer, Optional.empty(), "membership");
        dcp.peers().tryAgain();
        dataspace.lookAgain();
    }

    /** The same at each listener: who may what, and what agreements forbid to pass on. */
    private Guard guarded(Recogniser recogniser) {
        return dataspace.guard(access.guard(recogniser));
    }

    /** How other organisations are known by what they send along, at tier 2. */
    private List<Recogniser> organisations() {
        List<Recogniser> all = new ArrayList<>(dataspace.recognisers());
        all.add(dcp.recogniser());
        return all;
    }

    private List<Recogniser> recognisers() {
        List<Recogniser> all = new ArrayList<>(extensions.recognisers());
        all.addAll(dataspace.recognisers());
        all.addAll(signIn.recognisers());
        all.add(IssuanceTokens.recogniser());
        all.add(trust.recipients().noting(callers.noting("dcp", dcp.recogniser())));
        trust.clientCertificates().ifPresent(one -> all.add(trust.recipients().noting(callers.noting("mtls", one))));
        return all;
    }

    /** Starts a node; returns when it answers. */
    public static Wiring start(Settings settings) {
        return start(settings, Extensions.NONE);
    }

    /** Starts a node within another program, which puts something of its own in. */
    public static Wiring start(Settings settings, Extensions extensions) {
        Wiring wiring = new Wiring(settings, extensions);
        wiring.federation.start();
        wiring.subscriptions.start();
        wiring.acquisition.start();
        wiring.dcp.start();
        wiring.dataspace.start();
        wiring.simplCatalogue.start();
        wiring.membership.ifPresent(MembershipFetcher::start);
        return wiring;
    }

    /** Parts of the node, for a program that has started it within itself. */
    public Inside inside() {
        return dataspace.inside();
    }

    /** The TCP port on which the node answers. */
    public int port() {
        return server.port();
    }

    /** The TCP port for other participants of a Simpl data space; empty = it takes part in none. */
    public OptionalInt tier2Port() {
        return simpl.port();
    }

    /** The password of the first admin, where this start has made one; it is told once. */
    public Optional<String> firstPassword() {
        return signIn.firstPassword();
    }

    /** Where others reach the node: as configured, or on the port that the system chose. */
    private URI publicUrl() {
        URI configured = settings.config().identity().publicUrl();
        return configured.getPort() == 0
                ? URI.create(configured.getScheme() + "://" + configured.getHost() + ":" + port())
                : configured;
    }

    /** Everything that the node can be asked for. */
    public List<RouteTable.Route> offered() {
        return server.routes();
    }

    private Optional<Grant> grant(String agreement) {
        return dataspace.grant(agreement);
    }

    private Optional<AgreedSource> agreed(String agreement) {
        return dataspace.source(agreement);
    }

    private Federation federation() {
        NodeConfig config = settings.config();
        Duration timeout = Duration.ofMillis(config.federation().timeoutMillis());
        return new Federation(
                store.documents(),
                dcp.peers()::send,
                this::agreed,
                contexts::compile,
                new LocalReader(enforcement.views()),
                new FederationSettings(config.identity().name(), timeout, timeout.multipliedBy(2), ENTITY_MAP_LIFETIME),
                clock);
    }

    private List<HttpService> routes() {
        NodeConfig config = settings.config();
        BrokerParts broker = new BrokerParts(
                store.entities(),
                enforcement.views(),
                federation.reader(),
                contexts,
                new JsonBodies(config.server().maxBodyBytes(), config.server().maxDepth()),
                clock);
        Peering peering = new Peering(federation, config.peers(), dcp.peers()::refusal);
        peering.register(contexts.byUrl(WellKnownContexts.CITY));
        List<HttpService> all = new ArrayList<>(List.of(
                simpl.forPeers(new ContextRoutes(broker)),
                new ApiDescriptionRoutes(),
                federation.routes(broker),
                subscriptions.routes(broker),
                new SourceRoutes(acquisition),
                simpl.forPeers(new CatalogueRoutes(catalogue())),
                simpl.routes(),
                management(peering),
                new PeerCatalogueRoutes(peering::address, dcp.peers()::send, dcp.peers()::refusal),
                new OpsRoutes(Map.of("store", store::isAlive), metrics),
                new ConsoleRoutes(),
                new AccessRoutes(access),
                enforcement.routes()));
        all.addAll(signIn.routes());
        all.addAll(trust.routes());
        all.addAll(simplCatalogue.routes());
        all.addAll(openid.routes());
        all.addAll(dcp.routes());
        all.addAll(
                simpl.dataspace().isPresent()
                        ? dataspace.routes().stream().map(simpl::forPeers).toList()
                        : dataspace.routes());
        return all;
    }

    private HttpService management(Peering peering) {
        NodeConfig config = settings.config();
        return new ManagementRoutes(Map.of(
                "/api/node",
                () -> NodeInfo.of(
                        config,
                        Version.current(),
                        startedAt,
                        trust.keys().active(KeyPurpose.NODE).kid(),
                        access.isOpen("writes")),
                "/api/peers",
                peering::views,
                "/api/participants",
                new Neighbours(callers, config.peers())::views,
                "/api/indexes",
                indexing::views,
                "/api/counts",
                () -> Counts.of(
                        store.entities().typeCounts(""),
                        store.history().count(""),
                        contexts.byUrl(WellKnownContexts.CITY)::compact)));
    }

    private Catalogue catalogue() {
        return OwnCatalogue.of(
                settings.config().identity(), startedAt, acquisition, dataspace::catalogued, store, clock);
    }

    /** First nothing new comes in, then what is under way ends, then the store closes. */
    @Override
    public void close() {
        dataspace.close();
        simplCatalogue.close();
        acquisition.close();
        membership.ifPresent(MembershipFetcher::close);
        simpl.close();
        dcp.close();
        server.close();
        subscriptions.close();
        federation.close();
        enforcement.close();
        store.close();
    }
}
