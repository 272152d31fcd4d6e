package eu.twintown.conformance.dcp;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.jsonld.WellKnownContexts;
import eu.twintown.node.Settings;
import eu.twintown.node.Wiring;
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
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole node with a DID of its own on a known port of this machine, of which only its health is public. */
final class DcpNode implements AutoCloseable {
    private static final String SECRET = "a-secret-for-tests-only";
    private static final String HASH = PasswordHash.of(SECRET);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Wiring wiring;
    private final Path data;

    /**
     * Starts the node.
     *
     * @param plain ports of others, whose DIDs it may fetch without TLS
     * @param more further sections of its configuration
     */
    DcpNode(String name, int port, List<Integer> plain, String more) {
        this(name, port, plain, "", more);
    }

    /** @param identity further keys of the section {@code identity}, each line indented by two */
    DcpNode(String name, int port, List<Integer> plain, String identity, String more) {
        StoreConfig store = StoreFixture.config();
        try {
            Path folder = Files.createTempDirectory("twintown-" + name + "-");
            data = folder.resolve("data");
            Files.writeString(folder.resolve("password"), store.password().orElseThrow());
            Path file = Files.writeString(
                    folder.resolve("twintown.yaml"), yaml(name, port, plain, store) + identity + more);
            wiring = Wiring.start(Settings.read(file, Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String yaml(String name, int port, List<Integer> plain, StoreConfig store) {
        return """
                node:
                  name: %1$s
                  country: DE
                  public-url: http://127.0.0.1:%2$d
                server:
                  port: %2$d
                  default-context: %8$s
                store:
                  jdbc-url: %3$s
                  user: %4$s
                  password-file: password
                  schema: %5$s
                outgoing:
                  allow: [127.0.0.0/8]
                access:
                  public: [health]
                  members: [entities]
                sign-in:
                  local:
                    clients:
                      - {id: tester, secret-hash: "%6$s", roles: [admin]}
                identity:
                  did-http-hosts: [%7$s]
                """.formatted(
                        name,
                        port,
                        store.jdbcUrl().orElseThrow(),
                        store.user().orElseThrow(),
                        store.schema(),
                        HASH,
                        plain.stream().map(one -> "\"127.0.0.1:" + one + "\"").collect(Collectors.joining(", ")),
                        WellKnownContexts.CITY);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The DID of the node on this port. */
    static String did(int port) {
        return "did:web:127.0.0.1%3A" + port;
    }

    String did() {
        return did(wiring.port());
    }

    String url() {
        return "http://127.0.0.1:" + wiring.port();
    }

    /** Where the node keeps its data. */
    Path data() {
        return data;
    }

    /** The node's DID document, as others see it. */
    JsonNode didDocument() {
        return JsonMapper.shared()
                .readTree(readAnonymously("/.well-known/did.json").body());
    }

    HttpResponse<String> readAnonymously(String path) {
        return send(request(path).GET());
    }

    /** A GET with every role. */
    HttpResponse<String> read(String path) {
        return send(request(path).header("Authorization", "Bearer " + token()).GET());
    }

    /** Sends JSON with every role; it must work. */
    JsonNode write(String method, String path, String body) {
        HttpResponse<String> response = send(request(path)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body().isEmpty()
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(response.body());
    }

    private String token() {
        String form = "grant_type=client_credentials&client_id=tester&client_secret=" + SECRET;
        HttpResponse<String> response = send(request("/oidc/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        return JsonMapper.shared()
                .readTree(response.body())
                .path("access_token")
                .asString();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        wiring.close();
        http.close();
    }
}
