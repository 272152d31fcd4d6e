package eu.twintown.conformance;

import eu.twintown.node.access.Access;
import eu.twintown.node.context.BrokerParts;
import eu.twintown.node.context.ContextRoutes;
import eu.twintown.node.context.LocalReader;
import eu.twintown.node.http.ContextDocuments;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.OutgoingClient;
import eu.twintown.node.http.OutgoingRules;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.trust.Principal;
import eu.twintown.store.Store;
import eu.twintown.store.StoreFixture;
import java.time.InstantSource;
import java.util.List;

/** A node's NGSI-LD face on a free port of this machine, over a real database. */
final class RunningNode implements AutoCloseable {

    /** Largest body and deepest nesting that this node takes. */
    static final int MAX_BODY = 200_000;

    static final int MAX_DEPTH = 40;

    private final StoreFixture fixture = StoreFixture.open();
    private final WebServer server;

    private RunningNode(boolean writesOpen) {
        Store store = fixture.store();
        OutgoingClient client = new OutgoingClient(OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8"));
        BrokerParts parts = new BrokerParts(
                store.entities(),
                store.history(),
                new LocalReader(store.entities()),
                new LdContexts(new ContextDocuments(store.documents(), client)),
                new JsonBodies(MAX_BODY, MAX_DEPTH),
                new Access(writesOpen),
                exchange -> Principal.ANONYMOUS,
                InstantSource.system());
        this.server = new WebServer(ServerOptions.loopback(0), List.of(new ContextRoutes(parts)));
    }

    static RunningNode start() {
        return new RunningNode(true);
    }

    static RunningNode startWithClosedWrites() {
        return new RunningNode(false);
    }

    /** The one that most tests share, each in tenants of its own; it ends with the JVM. */
    static RunningNode shared() {
        return Shared.NODE;
    }

    private static final class Shared {
        private static final RunningNode NODE = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(NODE.server::close));
        }
    }

    String url() {
        return server.url();
    }

    List<eu.twintown.node.http.RouteTable.Route> routes() {
        return server.routes();
    }

    @Override
    public void close() {
        server.close();
        fixture.close();
    }
}
