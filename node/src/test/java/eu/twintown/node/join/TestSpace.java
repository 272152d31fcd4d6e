package eu.twintown.node.join;

import eu.twintown.node.AuthorityWiring;
import eu.twintown.node.Settings;
import eu.twintown.node.Wiring;
import eu.twintown.node.authority.AuthoritySettings;
import eu.twintown.node.trust.oidc.PasswordHash;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small data space on this machine: an authority and nodes, whole ones, with one notary. */
public final class TestSpace implements AutoCloseable {
    public static final String NOTARY_PASSWORD = "the-notary-of-this-test";
    private static final String SECRET = "the-client-of-this-test";

    private final Path folder;
    private final int tier1 = freePort();
    private final int tier2 = freePort();
    private final AuthorityWiring authority;
    private final Map<String, Integer> ports = new HashMap<>();
    private final Map<String, StoreConfig> stores = new HashMap<>();
    private final Map<String, Wiring> nodes = new HashMap<>();

    /** @param cities the nodes that may take part; each is started by itself */
    public TestSpace(Path folder, String... cities) throws IOException {
        this.folder = folder;
        List.of(cities).forEach(city -> ports.put(city, freePort()));
        Files.writeString(folder.resolve("notary-password"), NOTARY_PASSWORD);
        Settings settings = read("authority", """
                node: {name: authority, title: Test Space, country: BE, public-url: "http://127.0.0.1:%1$d"}
                server: {port: %1$d}
                outgoing: {allow: [127.0.0.1]}
                identity: {did-http-hosts: %3$s}
                authority:
                  tier2: {port: %2$d}
                  users: [{name: notary, password-file: ../notary-password, roles: [NOTARY]}]
                """.formatted(tier1, tier2, plainHosts()));
        this.authority = AuthorityWiring.start(settings, AuthoritySettings.read(settings.config(), false));
    }

    /** Starts a node, or starts it again over what it had stored; {@code more} is added to its configuration. */
    public URI start(String name, String more) throws IOException {
        int port = planned(name).getPort();
        String yaml = """
                node: {name: %1$s, country: DE, public-url: "http://127.0.0.1:%2$d"}
                server: {port: %2$d}
                outgoing: {allow: [127.0.0.1, authority.localhost]}
                identity: {did-http-hosts: %3$s}
                trust: {anchors: [{did: "did:web:127.0.0.1%%3A%4$d", name: Test Space, types: [MembershipCredential]}]}
                simpl:
                  authority: {tier1: "http://127.0.0.1:%4$d", tier2: "https://authority.localhost:%5$d"}
                  participant: {organisation: City of %1$s, country: DE, host-name: %1$s.localhost}
                  tier2: {port: 0}
                sign-in: {local: {clients: [{id: joining, secret-hash: "%6$s", roles: [operator]}]}}
                """.formatted(name, port, plainHosts(), tier1, tier2, PasswordHash.of(SECRET));
        nodes.put(name, Wiring.start(read(name, yaml + more)));
        return URI.create("http://127.0.0.1:" + port);
    }

    private String plainHosts() {
        return Stream.concat(Stream.of(tier1), ports.values().stream())
                .map(port -> "\"127.0.0.1:" + port + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Where a node answers, or will. */
    public URI planned(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException(name + " is none of the cities of this space");
        }
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Stops a node; its store stays. */
    public void stop(String name) {
        Wiring node = nodes.remove(name);
        if (node != null) {
            node.close();
        }
    }

    private Settings read(String name, String yaml) throws IOException {
        StoreConfig store = stores.computeIfAbsent(name, one -> StoreFixture.config());
        Path own = Files.createDirectories(folder.resolve(name));
        Files.writeString(own.resolve("db-password"), store.password().orElseThrow());
        Path file = Files.writeString(
                own.resolve("twintown.yaml"),
                yaml + """
                store: {jdbc-url: "%s", user: %s, password-file: db-password, schema: %s}
                """.formatted(store.jdbcUrl().orElseThrow(), store.user().orElseThrow(), store.schema()));
        return Settings.read(file, Map.of());
    }

    public URI tier1() {
        return URI.create("http://127.0.0.1:" + tier1);
    }

    public URI tier2() {
        return URI.create("https://authority.localhost:" + tier2);
    }

    /** A node's management interface, as an operator. */
    public NodeApi operator(String name) {
        return new NodeApi(planned(name), "joining", SECRET);
    }

    public AuthorityApi notary() {
        return new AuthorityApi(tier1(), "notary", NOTARY_PASSWORD);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(Wiring::close);
        authority.close();
    }
}
