package eu.twintown.conformance.agreement;

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
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole node over a real store, which others reach by a line that can be cut. It can be stopped and started again. */
final class City implements AutoCloseable {
    private static final String SECRET = "a secret of the tests";
    private static final String HASH = PasswordHash.of(SECRET);

    final Relay line = new Relay();
    private final String name;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private final StoreConfig store = StoreFixture.config();
    private Optional<Path> file = Optional.empty();
    private @Nullable Wiring wiring;

    City(String name) {
        this.name = name;
        line.to(port);
    }

    /** @param more further sections of its configuration */
    void start(List<City> others, String more) {
        start(others, "health", more);
    }

    /** @param open what is open to everybody */
    void start(List<City> others, String open, String more) {
        try {
            Path folder = Files.createTempDirectory("twintown-" + name + "-");
            Files.writeString(folder.resolve("password"), store.password().orElseThrow());
            file = Optional.of(Files.writeString(folder.resolve("twintown.yaml"), yaml(others, open) + more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        again();
    }

    /** Starts after {@link #stop} on the same data. */
    void again() {
        wiring = Wiring.start(Settings.read(file.orElseThrow(), Map.of()));
    }

    void stop() {
        if (wiring != null) {
            wiring.close();
            wiring = null;
        }
    }

    private String yaml(List<City> others, String open) {
        return """
                node:
                  name: %1$s
                  country: DE
                  public-url: http://127.0.0.1:%2$d
                server:
                  port: %3$d
                  default-context: %9$s
                store:
                  jdbc-url: %4$s
                  user: %5$s
                  password-file: password
                  schema: %6$s
                outgoing:
                  allow: [127.0.0.0/8]
                access:
                  public: [%10$s]
                sign-in:
                  local:
                    clients:
                      - {id: tester, secret-hash: "%7$s", roles: [admin]}
                identity:
                  did-http-hosts: [%8$s]
                dcp:
                  require: []
                """.formatted(
                        name,
                        line.port(),
                        port,
                        store.jdbcUrl().orElseThrow(),
                        store.user().orElseThrow(),
                        store.schema(),
                        HASH,
                        others.stream()
                                .map(one -> "\"127.0.0.1:" + one.line.port() + "\"")
                                .collect(Collectors.joining(", ")),
                        WellKnownContexts.CITY,
                        open);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String did() {
        return "did:web:127.0.0.1%3A" + line.port();
    }

    /** An answer to somebody with every role; further headers as name and value in turn. */
    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path).header("Authorization", "Bearer " + token());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.GET());
    }

    HttpResponse<String> anonymously(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.GET());
    }

    JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    /** Sends JSON with every role; it must work. */
    JsonNode post(String path, String body) {
        HttpResponse<String> response = send(request(path)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body().isEmpty()
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(response.body());
    }

    /** Ids of the entities of a type, as one of its own people sees them. */
    List<String> entities(String type) {
        return json("/ngsi-ld/v1/entities?type=" + type)
                .valueStream()
                .map(entity -> entity.path("id").asString())
                .toList();
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

    /** Its own people do not go by the line. */
    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
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
        stop();
        line.close();
        http.close();
    }
}
