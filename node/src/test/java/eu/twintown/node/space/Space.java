package eu.twintown.node.space;

import eu.twintown.node.AuthorityWiring;
import eu.twintown.node.Settings;
import eu.twintown.node.authority.AuthoritySettings;
import eu.twintown.node.authority.HttpCaller;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A data space on loopback: a whole authority, and whole nodes that can join it. Every name ends in {@code .localhost}; who
 * is not part of it reaches the listeners by 127.0.0.1.
 */
final class Space implements AutoCloseable {
    static final String NOTARY = "olivia";

    private static final String PASSWORD = "very-secret";

    private final Path folder;
    private final int tier1 = freePort();
    private final int tier2 = freePort();
    private final Map<String, Integer> ports;
    private final AuthorityWiring authority;
    private final List<SpaceNode> nodes = new ArrayList<>();

    private Space(Path folder, List<String> cities) {
        this.folder = folder;
        this.ports = cities.stream().collect(Collectors.toMap(city -> city, city -> freePort()));
        Settings settings = Settings.read(file("authority", yaml()), Map.of());
        this.authority = AuthorityWiring.start(settings, AuthoritySettings.read(settings.config(), false));
    }

    /** Starts the authority and then a node for each city; none has joined yet. */
    static Space start(Path folder, String... cities) {
        Space space = new Space(folder, List.of(cities));
        for (String city : cities) {
            // The first city's datasets have a licence, the others' have none.
            String licence = space.nodes.isEmpty() ? "licence: https://creativecommons.org/licenses/by/4.0/" : "";
            space.nodes.add(new SpaceNode(space, city, licence));
        }
        return space;
    }

    private String yaml() {
        write("authority", "olivia.password", PASSWORD);
        return """
                node:
                  name: sandbox
                  title: Sandbox Data Space
                  country: BE
                  public-url: %s
                server:
                  port: %d
                %s
                outgoing:
                  allow: [127.0.0.0/8, "*.localhost"]
                identity:
                  did-http-hosts: [%s]
                authority:
                  tier2:
                    port: %d
                    name: t2.authority.localhost
                  users:
                    - name: %s
                      password-file: olivia.password
                      roles: [NOTARY, IATTR_M, T2IAA_M, GA_SCHEMA_ADMIN]
                """.formatted(tier1(), tier1, store("authority"), plainHosts(), tier2, NOTARY);
    }

    /** The section {@code store}: a schema of its own in the database of this JVM. */
    String store(String who) {
        StoreConfig store = StoreFixture.config();
        write(who, "database.password", store.password().orElseThrow());
        return """
                store:
                  jdbc-url: %s
                  user: %s
                  password-file: database.password
                  schema: %s
                """.formatted(store.jdbcUrl().orElseThrow(), store.user().orElseThrow(), store.schema())
                .strip();
    }

    /** Hosts with ports whose DID documents come without TLS here. */
    String plainHosts() {
        return ports.entrySet().stream()
                .map(one -> "\"127.0.0.1:" + one.getValue() + "\"")
                .collect(Collectors.joining(", ", "\"authority.localhost:" + tier1 + "\", ", ""));
    }

    /** Writes a configuration file; each process has a folder of its own, for its keys too. */
    Path file(String who, String yaml) {
        return write(who, "twintown.yaml", yaml);
    }

    private Path write(String who, String name, String text) {
        try {
            return Files.writeString(
                    Files.createDirectories(folder.resolve(who)).resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As nodes call it. */
    String tier1() {
        return "http://authority.localhost:" + tier1;
    }

    /** As nodes call it. */
    String tier2() {
        return "https://t2.authority.localhost:" + tier2;
    }

    String did() {
        return "did:web:authority.localhost%3A" + tier1;
    }

    int port(String city) {
        return ports.get(city);
    }

    List<String> others(String city) {
        return ports.keySet().stream().filter(other -> !other.equals(city)).toList();
    }

    SpaceNode node(String city) {
        return nodes.stream()
                .filter(node -> node.city().equals(city))
                .findFirst()
                .orElseThrow();
    }

    /** Staff with every role, at tier 1. */
    HttpCaller office() {
        return new HttpCaller("http://127.0.0.1:" + tier1, "").signIn(NOTARY, PASSWORD);
    }

    AuthorityWiring authority() {
        return authority;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(SpaceNode::close);
        authority.close();
    }
}
