package eu.twintown.conformance;

import eu.twintown.node.Settings;
import eu.twintown.node.Wiring;
import eu.twintown.node.http.RouteTable;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A whole node, as its configuration file makes it, on a free port of this machine and over a real database. */
final class RunningNode implements AutoCloseable {

    /** Largest body and deepest nesting that this node takes. */
    static final int MAX_BODY = 200_000;

    static final int MAX_DEPTH = 40;

    /** The password of all users, and the secret of all clients. */
    static final String PASSWORD = "correct horse battery staple";

    /** Of few rounds, so that tests are quick. */
    private static final String HASH =
            "pbkdf2-sha512$1000$c2FsdHNhbHRzYWx0c2FsdA$ORxvnPF08mmTltUf_WSLS8FZ3yYanqBrD-km4rpMr04";

    private final Wiring wiring;

    private RunningNode(Map<String, String> environment, String more) {
        StoreConfig store = StoreFixture.config();
        try {
            Path folder = Files.createTempDirectory("twintown-node-");
            Path password = Files.writeString(
                    folder.resolve("password"), store.password().orElseThrow());
            Path file = Files.writeString(
                    folder.resolve("twintown.yaml"),
                    """
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
                    sign-in:
                      local:
                        users:
                          - {name: anna, title: Anna Admin, password-hash: "%s", roles: [admin]}
                          - {name: victor, title: Victor Viewer, password-hash: "%s", roles: [viewer]}
                        clients:
                          - {id: tester, secret-hash: "%s", roles: [admin]}
                          - {id: reader, secret-hash: "%s", roles: [viewer], attributes: {department: traffic}}
                          - {id: steward, secret-hash: "%s", roles: [steward]}
                          - {id: operator, secret-hash: "%s", roles: [operator]}
                          - {id: auditor, secret-hash: "%s", roles: [auditor]}
                          - {id: broker, secret-hash: "%s", may-exchange: true}
                          - {id: app, title: City App, redirect-uris: ["http://127.0.0.1:9/back"]}
                    """.formatted(
                                            MAX_BODY,
                                            MAX_DEPTH,
                                            store.jdbcUrl().orElseThrow(),
                                            store.user().orElseThrow(),
                                            password.getFileName(),
                                            store.schema(),
                                            HASH,
                                            HASH,
                                            HASH,
                                            HASH,
                                            HASH,
                                            HASH,
                                            HASH,
                                            HASH)
                            + more);
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
        return new RunningNode(environment, "");
    }

    /** @param providers the list {@code sign-in.providers} of the configuration, as YAML */
    static RunningNode startWith(Map<String, String> environment, String providers) {
        return new RunningNode(environment, "  providers:\n" + providers.indent(4));
    }

    /** @param sections more sections of the configuration, as YAML */
    static RunningNode startWithSections(Map<String, String> environment, String sections) {
        return new RunningNode(environment, sections);
    }

    /** The one that most tests share, each in tenants of its own; it ends with the JVM. */
    static RunningNode shared() {
        return Shared.NODE;
    }

    private static final class Shared {
        private static final RunningNode NODE = start();
    }

    /** An access token of the client {@code tester}, who has every role. */
    String token() {
        return token("tester");
    }

    /** An access token of a client: {@code tester} (admin), {@code reader}, {@code steward}, ..., {@code broker} (no role). */
    String token(String client) {
        String basic = Base64.getEncoder()
                .encodeToString((client + ":" + PASSWORD.replace(" ", "%20")).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/oidc/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return JsonMapper.shared().readTree(body).path("access_token").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
