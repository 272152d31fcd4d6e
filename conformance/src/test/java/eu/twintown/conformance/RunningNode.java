package eu.twintown.conformance;

import eu.twintown.node.Settings;
import eu.twintown.node.Wiring;
import eu.twintown.node.http.RouteTable;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A whole node, as its configuration file makes it, on a free port of this machine and over a real database. */
final class RunningNode implements AutoCloseable {

    /** Largest body and deepest nesting that this node takes. */
    static final int MAX_BODY = 200_000;

    static final int MAX_DEPTH = 40;

    private final Wiring wiring;

    private RunningNode(Map<String, String> environment) {
        StoreConfig store = StoreFixture.config();
        try {
            Path folder = Files.createTempDirectory("twintown-node-");
            Path password = Files.writeString(
                    folder.resolve("password"), store.password().orElseThrow());
            Path file = Files.writeString(folder.resolve("twintown.yaml"), """
                    node:
                      name: testtown
                      country: DE
                    server:
                      port: 0
                      max-body-bytes: %d
                      max-depth: %d
                    store:
                      jdbc-url: %s
                      user: %s
                      password-file: %s
                      schema: %s
                    outgoing:
                      allow: [127.0.0.0/8]
                    access:
                      public: [health, metrics, description, catalogue, node, peers, sources, quarantine,
                               entities, writes, subscriptions, registrations, contexts]
                    """.formatted(
                            MAX_BODY,
                            MAX_DEPTH,
                            store.jdbcUrl().orElseThrow(),
                            store.user().orElseThrow(),
                            password.getFileName(),
                            store.schema()));
            this.wiring = Wiring.start(Settings.read(file, environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RunningNode start() {
        return startWith(Map.of());
    }

    /** @param environment overrides of the configuration, such as {@code TWINTOWN_ACCESS_PUBLIC} */
    static RunningNode startWith(Map<String, String> environment) {
        return new RunningNode(environment);
    }

    /** The one that most tests share, each in tenants of its own; it ends with the JVM. */
    static RunningNode shared() {
        return Shared.NODE;
    }

    private static final class Shared {
        private static final RunningNode NODE = start();
    }

    String url() {
        return "http://127.0.0.1:" + wiring.port();
    }

    /** Everything that the node can be asked for. */
    List<RouteTable.Route> routes() {
        return wiring.offered();
    }

    @Override
    public void close() {
        wiring.close();
    }
}
