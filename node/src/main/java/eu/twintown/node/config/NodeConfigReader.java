package eu.twintown.node.config;

import eu.twintown.node.config.NodeConfig.Federation;
import eu.twintown.node.config.NodeConfig.Identity;
import eu.twintown.node.config.NodeConfig.Outgoing;
import eu.twintown.node.config.NodeConfig.Peer;
import eu.twintown.node.config.NodeConfig.Position;
import eu.twintown.node.config.NodeConfig.Server;
import eu.twintown.node.config.NodeConfig.TlsFiles;
import eu.twintown.store.StoreConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Makes a {@link NodeConfig} out of a configuration file and says what is wrong with it. */
public final class NodeConfigReader {
    static final List<String> SECTIONS =
            List.of("node", "server", "store", "outgoing", "federation", "access", "identity");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private NodeConfigReader() {}

    /** Reads all sections that the node itself knows; {@code sources} and {@code models} are read by their rooms. */
    public static NodeConfig read(ConfigNode root) {
        root.allowOnly(
                "node",
                "authority",
                "server",
                "store",
                "outgoing",
                "federation",
                "peers",
                "sources",
                "models",
                "access",
                "enforcement",
                "sign-in",
                "identity",
                "dcp",
                "keys",
                "trust",
                "credentials",
                "simpl",
                "offers",
                "rulebook",
                "dataspace",
                "wanted",
                "documents");
        Server server = server(root.section("server"));
        return new NodeConfig(
                identity(root.section("node"), server),
                server,
                store(root.section("store")),
                IndexSettings.read(root.section("store")),
                outgoing(root.section("outgoing")),
                federation(root.section("federation")),
                root.list("peers").stream().map(NodeConfigReader::peer).toList(),
                root);
    }

    private static Identity identity(ConfigNode node, Server server) {
        node.allowOnly("name", "title", "country", "public-url", "center", "zoom");
        String name = name(node);
        return new Identity(
                name,
                node.text("title", name),
                country(node),
                node.uri("public-url")
                        .orElseGet(() -> URI.create(server.scheme() + "://" + server.host() + ":" + server.port())),
                center(node),
                node.integer("zoom", 11, 0, 22));
    }

    private static String name(ConfigNode node) {
        String name = node.text("name");
        if (node.has("name") && !NAME.matcher(name).matches()) {
            node.fault("name", "'" + name + "' must be of small letters, digits and hyphens, such as muenster");
        }
        return name;
    }

    private static String country(ConfigNode node) {
        String country = node.text("country");
        if (node.has("country") && !COUNTRY.matcher(country).matches()) {
            node.fault("country", "'" + country + "' is not a two-letter code of ISO 3166-1, such as DE");
        }
        return country;
    }

    private static Optional<Position> center(ConfigNode node) {
        if (!node.has("center")) {
            return Optional.empty();
        }
        JsonNode value = node.json().get("center");
        if (value.isArray()
                && value.size() == 2
                && value.get(0).isNumber()
                && value.get(1).isNumber()) {
            double longitude = value.get(0).doubleValue();
            double latitude = value.get(1).doubleValue();
            if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) {
                return Optional.of(new Position(longitude, latitude));
            }
        }
        node.fault("center", "must be [longitude, latitude] in degrees, such as [7.62, 51.96]");
        return Optional.empty();
    }

    private static Server server(ConfigNode node) {
        node.allowOnly("host", "port", "cors-origins", "max-body-bytes", "max-depth", "default-context", "logs", "tls");
        return new Server(
                node.text("host", "127.0.0.1"),
                node.integer("port", 8080, 0, 65535),
                node.texts("cors-origins"),
                node.integer("max-body-bytes", 16 * 1024 * 1024, 1024, 1024 * 1024 * 1024),
                node.integer("max-depth", 64, 8, 1000),
                node.uri("default-context"),
                node.oneOf("logs", "plain", "plain", "json").equals("json"),
                tls(node));
    }

    /** Both files or none; whether they hold a certificate and its key is looked at when they are read. */
    private static Optional<TlsFiles> tls(ConfigNode server) {
        if (!server.has("tls")) {
            return Optional.empty();
        }
        ConfigNode node = server.section("tls");
        node.allowOnly("certificate", "key");
        node.text("certificate");
        node.text("key");
        return node.file("certificate").flatMap(chain -> node.file("key").map(key -> new TlsFiles(chain, key)));
    }

    private static StoreConfig store(ConfigNode node) {
        node.allowOnly("directory", "jdbc-url", "user", "password-file", "schema", "indexes", "indexes-on-demand");
        Optional<String> url = node.optionalText("jdbc-url");
        if (url.isPresent() && !url.get().startsWith("jdbc:postgresql:")) {
            node.fault("jdbc-url", "must start with jdbc:postgresql:");
        }
        if (url.isPresent() && node.has("directory")) {
            node.fault("directory", "is for the embedded PostgreSQL; leave it out where jdbc-url is given");
        }
        Path directory = node.has("directory") ? node.file("directory").orElseThrow() : node.path("data");
        return new StoreConfig(
                url, node.optionalText("user"), password(node), node.text("schema", "twintown"), directory);
    }

    private static Optional<String> password(ConfigNode node) {
        return node.file("password-file").flatMap(file -> {
            try {
                return Optional.of(Files.readString(file).strip());
            } catch (IOException e) {
                node.fault("password-file", file + " cannot be read");
                return Optional.empty();
            }
        });
    }

    private static Outgoing outgoing(ConfigNode node) {
        node.allowOnly("allow", "deny", "hosts");
        return new Outgoing(node.texts("allow"), node.texts("deny"), node.textMap("hosts"));
    }

    private static Federation federation(ConfigNode node) {
        node.allowOnly("timeout");
        Duration timeout = node.duration("timeout", Duration.ofSeconds(5));
        if (timeout.toMillis() < 100 || timeout.toMillis() > 120_000) {
            node.fault("timeout", "must be from 100ms to 120s");
        }
        return new Federation((int) timeout.toMillis());
    }

    private static Peer peer(ConfigNode node) {
        node.allowOnly("name", "title", "country", "url", "types", "register", "auth", "did", "oauth2", "mtls");
        Optional<URI> url = node.uri("url");
        if (!node.has("url")) {
            node.fault("url", "is missing");
        }
        if (node.texts("types").isEmpty()) {
            node.fault("types", "name at least one entity type that the peer has");
        }
        String name = name(node);
        return new Peer(
                name,
                node.text("title", name),
                country(node),
                url.orElse(URI.create("http://invalid.invalid")),
                node.texts("types"),
                node.oneOf("register", "at-start", "at-start", "by-hand").equals("at-start"),
                PeerAuthReader.read(node));
    }
}
