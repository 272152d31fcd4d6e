package eu.twintown.conformance.dcp;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole node that plays the holder, the issuer and the verifier for the TCK, and nothing in it knows of the TCK. */
final class TckNode implements AutoCloseable {
    private static final String SECRET = "a-secret-for-tests-only";

    private final Wiring wiring;
    private final Path data;

    /**
     * Starts the node.
     *
     * @param tckPorts where the TCK's own parties will be
     */
    TckNode(List<Integer> tckPorts) {
        StoreConfig store = StoreFixture.config();
        int port = freePort();
        try {
            Path folder = Files.createTempDirectory("twintown-tck-");
            data = folder.resolve("data");
            Files.writeString(folder.resolve("password"), store.password().orElseThrow());
            Path file = Files.writeString(folder.resolve("twintown.yaml"), yaml(port, tckPorts, store));
            wiring = Wiring.start(Settings.read(file, Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String yaml(int port, List<Integer> tckPorts, StoreConfig store) {
        String plainHosts = Stream.concat(Stream.of(port), tckPorts.stream())
                .map(one -> "\"127.0.0.1:" + one + "\"")
                .collect(Collectors.joining(", "));
        String anchors = tckPorts.stream()
                .map(TckNode::tckIssuer)
                .map(did -> "{did: \"" + did + "\", types: [MembershipCredential]}")
                .collect(Collectors.joining(", "));
        return """
                node:
                  name: tck
                  country: DE
                  public-url: http://127.0.0.1:%1$d
                server:
                  port: %1$d
                store:
                  jdbc-url: %2$s
                  user: %3$s
                  password-file: password
                  schema: %4$s
                outgoing:
                  allow: [127.0.0.0/8]
                identity:
                  did-http-hosts: [%5$s]
                  # The TCK's DID documents name no verification relationships, its credentials no context, and its status
                  # lists are not signed.
                  tolerant: true
                  unsigned-status-lists: true
                  # It wants a token refused that ended a minute ago.
                  clock-tolerance: 5s
                trust:
                  anchors: [%6$s]
                access:
                  public: [health]
                sign-in:
                  local:
                    clients:
                      - {id: operator, secret-hash: "%7$s", roles: [operator]}
                dcp:
                  require: [MembershipCredential]
                  issue:
                    - {type: MembershipCredential, validity: 1h}
                    - {type: SensitiveDataCredential, validity: 1h}
                  holders: ["*"]
                """.formatted(
                        port,
                        store.jdbcUrl().orElseThrow(),
                        store.user().orElseThrow(),
                        store.schema(),
                        plainHosts,
                        anchors,
                        PasswordHash.of(SECRET));
    }

    /** The DID of the TCK's own issuer. */
    static String tckIssuer(int port) {
        return "did:web:127.0.0.1%3A" + port + ":issuer";
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + wiring.port();
    }

    String did() {
        return "did:web:127.0.0.1%3A" + wiring.port();
    }

    /** Makes the node ask an issuer for credentials; the request's id (holderPid). */
    String request(String issuer) {
        String body =
                "{\"issuer\":\"" + issuer + "\",\"types\":[\"MembershipCredential\",\"SensitiveDataCredential\"]}";
        return post("/api/dcp/requests", "Bearer " + token(), "application/json", body)
                .path("id")
                .asString();
    }

    /** The node's DID document, as others see it. */
    JsonNode didDocument() {
        return send(HttpRequest.newBuilder(URI.create(url() + "/.well-known/did.json")));
    }

    private String token() {
        String form = "grant_type=client_credentials&client_id=operator&client_secret=" + SECRET;
        return post("/oidc/token", "", "application/x-www-form-urlencoded", form)
                .path("access_token")
                .asString();
    }

    private JsonNode post(String path, String authorization, String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request);
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
            return JsonMapper.shared().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where the node keeps its data. */
    Path data() {
        return data;
    }

    @Override
    public void close() {
        wiring.close();
    }
}
