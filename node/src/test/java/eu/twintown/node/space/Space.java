package eu.twintown.node.space;

import eu.twintown.node.AuthorityWiring;
import eu.twintown.node.Settings;
import eu.twintown.node.authority.AuthoritySettings;
import eu.twintown.node.authority.HttpCaller;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A data space on loopback: a whole authority, and whole nodes that can join it. Every name of the authority ends in
 * {@code .localhost}; who is not part of the space reaches it by 127.0.0.1.
 */
final class Space implements AutoCloseable {
    private final AuthorityFiles files;
    private final Map<String, Integer> ports;
    private final AuthorityWiring authority;
    private final List<SpaceNode> nodes = new ArrayList<>();

    private Space(Path folder, List<String> cities) {
        this.files = AuthorityFiles.in(folder);
        this.ports = cities.stream().collect(Collectors.toMap(city -> city, city -> AuthorityFiles.freePort()));
        Settings settings = Settings.read(files.write(plainHosts()), Map.of());
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

    AuthorityFiles files() {
        return files;
    }

    /** Hosts with ports whose DID documents come without TLS here. */
    String plainHosts() {
        return ports.values().stream()
                .map(port -> "\"127.0.0.1:" + port + "\"")
                .collect(Collectors.joining(", ", "\"authority.localhost:" + files.tier1() + "\", ", ""));
    }

    /** The authority's DID. */
    String did() {
        return "did:web:authority.localhost%3A" + files.tier1();
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
        return new HttpCaller("http://127.0.0.1:" + files.tier1(), "")
                .signIn(AuthorityFiles.OFFICER, AuthorityFiles.PASSWORD);
    }

    @Override
    public void close() {
        nodes.forEach(SpaceNode::close);
        authority.close();
    }
}
