package eu.twintown.node;

import eu.twintown.kernel.jsonld.WellKnownContexts;
import eu.twintown.node.access.Access;
import eu.twintown.node.catalogue.Catalogue;
import eu.twintown.node.catalogue.CatalogueRoutes;
import eu.twintown.node.catalogue.CataloguedNode;
import eu.twintown.node.catalogue.LiveHoldings;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.context.BrokerParts;
import eu.twintown.node.context.ContextRoutes;
import eu.twintown.node.context.EntityReader;
import eu.twintown.node.context.LocalReader;
import eu.twintown.node.http.ContextDocuments;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.OutgoingClient;
import eu.twintown.node.http.OutgoingRules;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.ops.ConsoleRoutes;
import eu.twintown.node.ops.Counts;
import eu.twintown.node.ops.ManagementRoutes;
import eu.twintown.node.ops.Metrics;
import eu.twintown.node.ops.NodeInfo;
import eu.twintown.node.ops.OpsRoutes;
import eu.twintown.node.ops.Version;
import eu.twintown.node.trust.NodeKey;
import eu.twintown.node.trust.Principal;
import eu.twintown.store.Store;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Builds the whole node by plain constructor calls, starts it, and stops it in the right order. */
public final class Wiring implements AutoCloseable {
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(10);

    private final Store store;
    private final WebServer server;

    private Wiring(Settings settings) {
        NodeConfig config = settings.config();
        InstantSource clock = InstantSource.system();
        Instant startedAt = clock.instant();
        PrometheusMeterRegistry metrics = Metrics.create();
        NodeKey key = NodeKey.in(config.store().directory().resolve("keys"));
        this.store = Store.open(config.store());

        OutgoingClient outgoing = new OutgoingClient(OutgoingRules.PUBLIC_ONLY
                .allowing(config.outgoing().allow().toArray(String[]::new))
                .denying(config.outgoing().deny().toArray(String[]::new)));
        ContextDocuments documents = new ContextDocuments(store.documents(), outgoing);
        LdContexts contexts = new LdContexts(url -> WellKnownContexts.find(url).orElseGet(() -> documents.load(url)));
        Access access = new Access(config.server().writesOpen());
        EntityReader local = new LocalReader(store.entities());
        BrokerParts broker = new BrokerParts(
                store.entities(),
                store.history(),
                local,
                contexts,
                new JsonBodies(config.server().maxBodyBytes(), config.server().maxDepth()),
                access,
                exchange -> Principal.ANONYMOUS,
                clock);
        URI publicUrl = config.identity().publicUrl();
        Catalogue catalogue = new Catalogue(
                new CataloguedNode(config.identity().title(), config.identity().country(), publicUrl, startedAt),
                List::of,
                new LiveHoldings(store, clock),
                clock);
        Map<String, Supplier<?>> management = Map.of(
                "/api/node", () -> NodeInfo.of(config, publicUrl, Version.current(), startedAt, key.thumbprint()),
                "/api/counts", () -> Counts.of(store.entities().typeCounts(""), 0, t -> t));

        this.server = new WebServer(
                new ServerOptions(
                        config.server().host(),
                        config.server().port(),
                        config.server().maxBodyBytes(),
                        config.server().maxDepth(),
                        config.server().corsOrigins(),
                        SHUTDOWN_PATIENCE),
                List.of(
                        new ContextRoutes(broker),
                        new CatalogueRoutes(catalogue),
                        new ManagementRoutes(management),
                        new OpsRoutes(Map.of("store", store::isAlive), metrics),
                        new ConsoleRoutes()));
    }

    /** Starts a node; returns when it answers. */
    public static Wiring start(Settings settings) {
        return new Wiring(settings);
    }

    /** The TCP port on which the node answers. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
