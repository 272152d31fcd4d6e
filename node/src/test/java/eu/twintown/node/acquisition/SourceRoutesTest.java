package eu.twintown.node.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The management API of sources and quarantine, over HTTP. */
class SourceRoutesTest {
    private static final String MAPPING = City.CONTEXT + """
            mapping: m
            time: at
            id: urn:x:{id}
            type: Park
            attributes:
              free: free | integer
            """;

    private static final String SOURCES = """
            sources:
              - id: parks
                title: Car parks
                kind: json
                fetch: ${url}/parks
                schedule: {every: 1h, jitter: 0ms}
                mapping: m.yaml
                licence: {title: CC0}
                attribution: Town
              - id: empty
                kind: json
                fetch: ${url}/none
                schedule: {every: 1h, jitter: 0ms}
                mapping: m.yaml
            """;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private City city;
    private Acquisition acquisition;
    private WebServer server;

    record Answer(int status, JsonNode body) {}

    @BeforeEach
    void open() {
        city = new City(folder).file("m.yaml", MAPPING);
        city.answers("/parks", """
                [{"id": "a", "free": 5, "at": "2026-11-22T10:00:00Z"},
                 {"id": "b", "free": "none", "at": "2026-11-22T10:00:00Z"},
                 {"id": "c", "free": "few", "at": "2026-11-22T10:00:00Z"}]
                """);
        acquisition = city.start(SOURCES);
        City.awaitState(acquisition, "parks", SourceStatus.State.OK);
        City.awaitState(acquisition, "empty", SourceStatus.State.FAILING);
        server = new WebServer(ServerOptions.loopback(0), List.of(new SourceRoutes(acquisition)));
    }

    @AfterEach
    void close() {
        server.close();
        client.close();
        city.close();
    }

    private Answer ask(String method, String path) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String body = response.body().isEmpty() ? "null" : response.body();
        return new Answer(response.statusCode(), JsonMapper.shared().readTree(body));
    }

    @Test
    void sourcesAreListedWithTheirState() throws Exception {
        JsonNode sources = ask("GET", "/api/sources").body();
        assertThat(sources.size()).isEqualTo(2);
        JsonNode parks = sources.get(0);
        assertThat(parks.path("id").asString()).isEqualTo("parks");
        assertThat(parks.path("title").asString()).isEqualTo("Car parks");
        assertThat(parks.path("kind").asString()).isEqualTo("json");
        assertThat(parks.path("url").asString()).isEqualTo(city.url() + "/parks");
        assertThat(parks.path("entityTypes").toString()).isEqualTo("[\"" + City.P + "Park\"]");
        assertThat(parks.path("licence").toString()).isEqualTo("{\"title\":\"CC0\",\"url\":null,\"confirmed\":false}");
        assertThat(parks.path("state").asString()).isEqualTo("ok");
        assertThat(parks.path("lastObserved").asString()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(parks.path("lastSuccess").asString()).isEqualTo(City.NOW.toString());
        assertThat(parks.path("accepted").asInt()).isEqualTo(1);
        assertThat(parks.path("unchanged").asInt()).isZero();
        assertThat(parks.path("quarantined").asInt()).isEqualTo(2);
        assertThat(parks.path("error").isNull()).isTrue();
        JsonNode empty = sources.get(1);
        assertThat(empty.path("state").asString()).isEqualTo("failing");
        assertThat(empty.path("lastSuccess").isNull()).isTrue();
        assertThat(empty.path("error").path("message").asString()).endsWith("/none answered with status 404");
        assertThat(empty.path("error").path("at").asString()).isEqualTo(City.NOW.toString());
    }

    @Test
    void theQuarantineIsPaged() throws Exception {
        JsonNode page =
                ask("GET", "/api/quarantine?source=parks&limit=1&offset=1").body();
        assertThat(page.path("total").asInt()).isEqualTo(2);
        assertThat(page.path("items").size()).isEqualTo(1);
        JsonNode item = page.path("items").get(0);
        assertThat(item.path("source").asString()).isEqualTo("parks");
        assertThat(item.path("reason").asString()).isEqualTo("free: integer: 'few' is not a number");
        assertThat(item.path("pointer").asString()).isEqualTo("/2/free");
        assertThat(item.path("record").path("id").asString()).isEqualTo("c");
        assertThat(ask("GET", "/api/quarantine").body().path("total").asInt()).isEqualTo(2);
        assertThat(ask("GET", "/api/quarantine?source=empty")
                        .body()
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void recordsCanBeReplayedAndDeleted() throws Exception {
        String id = ask("GET", "/api/quarantine")
                .body()
                .path("items")
                .get(0)
                .path("id")
                .asString();
        assertThat(ask("POST", "/api/quarantine/" + id + "/replay").body().toString())
                .isEqualTo("{\"replayed\":0,\"stillQuarantined\":1}");
        assertThat(ask("DELETE", "/api/quarantine/" + id).status()).isEqualTo(204);
        assertThat(ask("DELETE", "/api/quarantine/" + id).status()).isEqualTo(404);
        city.changeFile("m.yaml", MAPPING.replace("free | integer", "{value: free, map: {few: 3}}"));
        assertThat(ask("POST", "/api/quarantine/replay?source=parks").body().toString())
                .isEqualTo("{\"replayed\":1,\"stillQuarantined\":0}");
        assertThat(city.value("urn:x:c", "free").asInt()).isEqualTo(3);
    }

    @Test
    void badRequestsAreToldWhatWouldBeRight() throws Exception {
        Answer unknown = ask("GET", "/api/quarantine?source=nobody");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body().path("detail").asString())
                .isEqualTo("There is no source 'nobody'; there are: parks, empty");
        assertThat(ask("GET", "/api/quarantine?limit=many").status()).isEqualTo(400);
        assertThat(ask("GET", "/api/sources?x=1").status()).isEqualTo(400);
        assertThat(ask("POST", "/api/quarantine/parks~0/replay").status()).isEqualTo(404);
        assertThat(ask("POST", "/api/quarantine/nobody/replay").status()).isEqualTo(404);
        city.changeFile("m.yaml", "mapping: [");
        Answer conflict = ask("POST", "/api/quarantine/replay");
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.body().path("detail").asString())
                .startsWith("The mapping file m.yaml has faults: is not YAML");
    }
}
