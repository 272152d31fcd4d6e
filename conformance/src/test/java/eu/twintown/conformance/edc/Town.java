package eu.twintown.conformance.edc;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.jsonld.WellKnownContexts;
import eu.twintown.node.Extensions;
import eu.twintown.node.Settings;
import eu.twintown.node.Wiring;
import eu.twintown.node.dataspace.transfer.token.AgreementAccess.DataAccess;
import eu.twintown.node.trust.oidc.PasswordHash;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole node of a city that believes EDC's mock identity, behind a relay that writes down what comes to it. */
final class Town implements AutoCloseable {
    private static final String SECRET = "a-secret-for-tests-only";
    private static final String HASH = PasswordHash.of(SECRET);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Relay relay = new Relay();
    private final Wiring wiring;

    Town(String name) {
        StoreConfig store = StoreFixture.config();
        try {
            Path folder = Files.createTempDirectory("twintown-" + name + "-");
            Files.writeString(folder.resolve("password"), store.password().orElseThrow());
            Path file = Files.writeString(folder.resolve("twintown.yaml"), yaml(name, relay.url(), store));
            wiring = Wiring.start(
                    Settings.read(file, Map.of()),
                    new Extensions(List.of(MockIdentity.recogniser()), UnaryOperator.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        relay.to("http://127.0.0.1:" + wiring.port());
    }

    private static String yaml(String name, String url, StoreConfig store) {
        return """
                node:
                  name: %1$s
                  country: DE
                  public-url: %2$s
                server:
                  port: 0
                  default-context: %7$s
                store:
                  jdbc-url: %3$s
                  user: %4$s
                  password-file: password
                  schema: %5$s
                outgoing:
                  allow: [127.0.0.0/8]
                access:
                  public: [health]
                sign-in:
                  local:
                    clients:
                      - {id: tester, secret-hash: "%6$s", roles: [admin]}
                """.formatted(
                        name,
                        url,
                        store.jdbcUrl().orElseThrow(),
                        store.user().orElseThrow(),
                        store.schema(),
                        HASH,
                        WellKnownContexts.CITY);
    }

    /** Its id among participants. */
    String did() {
        return "did:web:127.0.0.1%3A" + relay.port();
    }

    /** Where it speaks the protocol. */
    String address() {
        return relay.url() + "/dsp";
    }

    /** What came to it, and what it answered. */
    List<Relay.Message> received() {
        return relay.messages();
    }

    /** Offers what this address answers to everybody; the dataset's id. */
    String offer(String title, String source) {
        return write("POST", "/api/offers", """
                {"title": "%s", "description": "For the exchange with EDC",
                 "content": {"kind": "remote", "source": "%s", "mediaType": "application/json"},
                 "terms": [{"template": "OPEN"}]}""".formatted(title, source))
                .path("id")
                .asString();
    }

    /** Offers all entities of this type to everybody; the dataset's id. */
    String offerEntities(String title, String type) {
        return write("POST", "/api/offers", """
                {"title": "%s", "description": "For the exchange with EDC",
                 "content": {"kind": "entities", "types": ["%s"]},
                 "terms": [{"template": "OPEN"}]}""".formatted(title, type))
                .path("id")
                .asString();
    }

    /** What an agreement as consumer opens at the provider now. */
    Optional<DataAccess> access(String agreement) {
        return wiring.inside().transfer().access().access(agreement);
    }

    /** A request with every role; it must work. */
    JsonNode read(String path) {
        return json(send(signed(path).GET()));
    }

    /** Sends JSON with every role; it must work. */
    JsonNode write(String method, String path, String body) {
        return json(send(signed(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))));
    }

    /** A message of the protocol from a participant who says who he is in the way of EDC's mock identity. */
    HttpResponse<String> message(String participant, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(address() + path))
                .header("Authorization", MockIdentity.header(participant, address()))
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

    private HttpRequest.Builder signed(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + wiring.port() + path))
                .header("Authorization", "Bearer " + token());
    }

    private String token() {
        String form = "grant_type=client_credentials&client_id=tester&client_secret=" + SECRET;
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + wiring.port() + "/oidc/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
        return JsonMapper.shared()
                .readTree(response.body())
                .path("access_token")
                .asString();
    }

    /** Sends, whatever is answered. */
    HttpResponse<String> send(HttpRequest.Builder request) {
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
        relay.close();
        http.close();
    }
}
