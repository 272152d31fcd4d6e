package eu.twintown.conformance.city;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.jsonld.WellKnownContexts;
import eu.twintown.node.Extensions;
import eu.twintown.node.Inside;
import eu.twintown.node.Settings;
import eu.twintown.node.Wiring;
import eu.twintown.node.cli.Main;
import eu.twintown.node.trust.oidc.PasswordHash;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole node over a real store, which others reach by a line that can be cut, or by what else stands before it. It can be
 * stopped and started again.
 */
public final class City implements AutoCloseable {
    private static final String SECRET = "a secret of the tests";
    private static final String HASH = PasswordHash.of(SECRET);

    /** How others reach it. */
    public final Line line = new Line();

    private final String name;
    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private final StoreConfig store;
    private Optional<Path> file = Optional.empty();
    private Extensions extensions = Extensions.NONE;
    private @Nullable Wiring wiring;

    public City(String name) {
        this.name = name;
        this.url = "http://127.0.0.1:" + line.port();
        this.store = StoreFixture.config();
        line.to(port);
    }

    /** @param url where others reach it, by something that leads to {@link #ownUrl} */
    public City(String name, String url) {
        this(name, url, StoreFixture.config());
    }

    private City(String name, String url, StoreConfig store) {
        this.name = name;
        this.url = url;
        this.store = store;
    }

    /** A further process of the same node, started already, to which no line leads yet. */
    public City beside() {
        City beside = new City(name, url, store);
        beside.file = file;
        beside.again();
        return beside;
    }

    /** @param extensions what only tests have */
    public City with(Extensions extensions) {
        this.extensions = extensions;
        return this;
    }

    /**
     * Starts it as a city that asks no credentials of others.
     *
     * @param others whose DIDs it may read without TLS
     * @param open what is open to everybody
     * @param more further sections of its configuration
     */
    public void start(List<City> others, String open, String more) {
        start("access: {public: [" + open + "]}\n" + identity(others) + "dcp: {require: []}\n" + more);
    }

    /** @param sections of its configuration, beside where and over what it runs and the client {@code tester} */
    public void start(String sections) {
        try {
            Path folder = Files.createTempDirectory("twintown-" + name + "-");
            Files.writeString(folder.resolve("password"), store.password().orElseThrow());
            file = Optional.of(Files.writeString(folder.resolve("twintown.yaml"), yaml() + sections));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        again();
    }

    /** Starts after {@link #stop} on the same data. */
    public void again() {
        wiring = Wiring.start(Settings.read(file.orElseThrow(), environment()), extensions);
    }

    /** Starts after {@link #stop} on the same data, in a JVM of its own. */
    public Process apart() {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "serve",
                "--config",
                file.orElseThrow().toString());
        builder.environment().putAll(environment());
        try {
            return builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment() {
        return Map.of("TWINTOWN_SERVER_PORT", String.valueOf(port));
    }

    public void stop() {
        if (wiring != null) {
            wiring.close();
            wiring = null;
        }
    }

    private String yaml() {
        return """
                node: {name: %s, country: DE, public-url: "%s"}
                server: {default-context: "%s"}
                store: {jdbc-url: "%s", user: %s, password-file: password, schema: %s}
                outgoing: {allow: [127.0.0.0/8]}
                sign-in: {local: {clients: [{id: tester, secret-hash: "%s", roles: [admin]}]}}
                """.formatted(
                        name,
                        url,
                        WellKnownContexts.CITY,
                        store.jdbcUrl().orElseThrow(),
                        store.user().orElseThrow(),
                        store.schema(),
                        HASH);
    }

    /** A section {@code identity}, to which lines can be added: whose DIDs may be read without TLS. */
    public static String identity(List<City> others) {
        return plain(others.stream().map(City::url));
    }

    /** The same for what runs on these ports of this machine. */
    public static String identityOfPorts(List<Integer> ports) {
        return plain(ports.stream().map(port -> "http://127.0.0.1:" + port));
    }

    private static String plain(java.util.stream.Stream<String> urls) {
        return urls.map(url -> "\"" + URI.create(url).getAuthority() + "\"")
                .collect(Collectors.joining(", ", "identity:\n  did-http-hosts: [", "]\n"));
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The DID of what runs on this port of this machine. */
    public static String did(int port) {
        return "did:web:127.0.0.1%3A" + port;
    }

    public String did() {
        return did(URI.create(url).getPort());
    }

    /** Where others reach it. */
    public String url() {
        return url;
    }

    /** Where its own people reach it, who do not go by the line. */
    public String ownUrl() {
        return "http://127.0.0.1:" + port;
    }

    /** The TCP port on which it answers. */
    public int port() {
        return port;
    }

    /** Where the node keeps its data. */
    public Path data() {
        return file.orElseThrow().resolveSibling("data");
    }

    /** Its rooms, for what cannot be asked from outside. */
    public Inside inside() {
        return java.util.Objects.requireNonNull(wiring).inside();
    }

    /** An answer to somebody with every role; further headers as name and value in turn. */
    public HttpResponse<String> get(String path, String... headers) {
        return send(with(signed(path), headers));
    }

    public HttpResponse<String> anonymously(String path, String... headers) {
        return send(with(request(path), headers));
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Something that can be read, by somebody with every role. */
    public JsonNode json(String path) {
        return json(get(path));
    }

    /** Sends JSON with every role; it must work. */
    public JsonNode post(String path, String body) {
        return json(posted(path, body));
    }

    /** Sends JSON with every role, whatever comes of it. */
    public HttpResponse<String> posted(String path, String body) {
        return send(signed(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode())
                .as(response.uri() + ": " + response.body())
                .isBetween(200, 299);
        return response.body().isEmpty()
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(response.body());
    }

    /** Ids of the entities of a type, as one of its own people sees them. */
    public List<String> entities(String type) {
        return json("/ngsi-ld/v1/entities?type=" + type)
                .valueStream()
                .map(entity -> entity.path("id").asString())
                .toList();
    }

    /** A request of somebody with every role, to be completed. */
    public HttpRequest.Builder signed(String path) {
        String form = "grant_type=client_credentials&client_id=tester&client_secret=" + SECRET;
        HttpResponse<String> response = send(request("/oidc/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        return request(path)
                .header(
                        "Authorization",
                        "Bearer " + json(response).path("access_token").asString());
    }

    /** A request of nobody in particular, to be completed. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(ownUrl() + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> reader) {
        try {
            return http.send(request.build(), reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
        line.close();
        http.close();
    }
}
