package eu.twintown.node.cli.check;

import eu.twintown.node.Settings;
import eu.twintown.node.Wiring;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.join.NodeApi;
import eu.twintown.node.trust.oidc.PasswordHash;
import eu.twintown.node.trust.simpl.check.CheckPlan;
import eu.twintown.node.trust.simpl.onboarding.MembershipStore;
import eu.twintown.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole node with the keys and the membership that one of the script's participants has, on loopback. It lies beside them,
 * in {@code node-1} and {@code node-2} of the script's folder.
 */
final class CheckedNode implements AutoCloseable {
    private static final String CLIENT = "check";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Wiring wiring;
    private final NodeApi api;
    private final int port;

    /** @param ports main addresses of both nodes */
    CheckedNode(CheckPlan plan, int number, List<Integer> ports) {
        this.port = ports.get(number);
        String secret = UUID.randomUUID().toString();
        try {
            Path participant = plan.keep().resolve("participant-" + (number + 1));
            Path folder = plan.keep().resolve("node-" + (number + 1));
            Path keys = Files.createDirectories(folder.resolve("data/keys"));
            for (String file : List.of("keyring.json", "secret")) {
                Files.copy(participant.resolve(file), keys.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            Path config = Files.writeString(
                    folder.resolve("twintown.yaml"),
                    settings(plan, number, ports, folder, PasswordHash.of(secret))
                            .toPrettyString());
            Settings settings = Settings.read(config, Map.of());
            join(settings, Files.readString(participant.resolve("membership.json")));
            this.wiring = Wiring.start(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.api = new NodeApi(URI.create(url()), CLIENT, secret);
    }

    /** JSON is YAML, too. */
    private static ObjectNode settings(CheckPlan plan, int number, List<Integer> ports, Path folder, String secretHash)
            throws IOException {
        String name = "check-" + (number + 1);
        String url = "http://127.0.0.1:" + ports.get(number);
        ObjectNode root = JSON.createObjectNode();
        root.putObject("node")
                .put("name", name)
                .put("title", "Twintown " + name)
                .put("country", "BE")
                .put("public-url", url);
        root.putObject("server").put("port", ports.get(number));
        root.putObject("store").put("directory", "data");
        ObjectNode outgoing = root.putObject("outgoing");
        ArrayNode allow = outgoing.putArray("allow").add("127.0.0.0/8");
        plan.allow().forEach(allow::add);
        plan.hosts().forEach(allow::add);
        ObjectNode hosts = outgoing.putObject("hosts");
        plan.hosts().forEach(host -> hosts.put(host, "127.0.0.1"));
        ArrayNode plain = root.putObject("identity").putArray("did-http-hosts");
        ports.forEach(other -> plain.add("127.0.0.1:" + other));
        // The authority vouches for members by certificate and proof; it may know no other credentials.
        root.putObject("dcp").putArray("require");
        root.putObject("sign-in")
                .putObject("local")
                .putArray("clients")
                .addObject()
                .put("id", CLIENT)
                .put("secret-hash", secretHash)
                .putArray("roles")
                .add("admin");
        ObjectNode simpl = root.putObject("simpl");
        ObjectNode authority = simpl.putObject("authority")
                .put("tier1", plan.tier1().toString())
                .put("tier2", plan.tier2().toString());
        if (!plan.anchors().isEmpty()) {
            Files.writeString(folder.resolve("anchors.pem"), Pem.of(plan.anchors()));
            authority.put("trust-anchors", "anchors.pem");
        }
        simpl.putObject("participant")
                .put("organisation", "Twintown check " + (number + 1))
                .put("country", "BE")
                .put("host-name", plan.hosts().get(number))
                .put("automatic", false);
        simpl.putObject("tier2").put("port", freePort());
        ArrayNode peers = simpl.putObject("dataspace").put("offered", true).putArray("peers");
        plan.hosts().forEach(peers::add);
        return root;
    }

    /** The membership of the participant becomes that of the node. */
    private static void join(Settings settings, String membership) {
        try (Store store = Store.open(settings.config().store())) {
            ObjectNode known = (ObjectNode) JSON.readTree(membership);
            MembershipStore.in(store.documents())
                    .update(json -> json.removeAll().setAll(known));
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String did() {
        return "did:web:127.0.0.1%3A" + port;
    }

    /** Its management interface, as admin. */
    NodeApi api() {
        return api;
    }

    Wiring wiring() {
        return wiring;
    }

    @Override
    public void close() {
        api.close();
        wiring.close();
    }
}
