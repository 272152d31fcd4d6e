package eu.twintown.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import eu.twintown.node.join.NodeApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeClientTest {
    @TempDir
    private Path folder;

    private final NodeClient client = new NodeClient();
    private HttpServer node;
    private City city;

    @BeforeEach
    void start() throws IOException {
        node = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        node.start();
        city = new City("muenster", "Münster", node.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        node.stop(0);
        client.close();
    }

    @Test
    void saysHowFarEachSourceIs() {
        answer("/api/sources", """
                [{"id": "a", "title": "A", "lastSuccess": "2026-11-22T12:00:00Z", "accepted": 42, "error": null},
                 {"id": "b", "title": "B", "lastSuccess": null, "accepted": 0, "error": {"message": "no answer"}}]
                """, Map.of());

        assertThat(client.sources(city).orElseThrow())
                .satisfiesExactly(
                        a -> {
                            assertThat(a.loaded()).isTrue();
                            assertThat(a.records()).isEqualTo(42);
                        },
                        b -> {
                            assertThat(b.loaded()).isFalse();
                            assertThat(b.error()).hasValue("no answer");
                        });
    }

    @Test
    void aNodeThatDoesNotAnswerHasNothingToSay() {
        node.stop(0);

        assertThat(client.sources(city)).isEmpty();
        assertThat(client.ask(city, "/ngsi-ld/v1/entities?type=X", Optional.empty()))
                .isEmpty();
    }

    @Test
    void aRefusalIsToldWithItsReasonAndAnAnswerWithItsSize() {
        node.createContext("/closed", exchange -> {
            byte[] bytes = "{\"detail\": \"members only\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(401, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        answer("/open", "[1]", Map.of("Content-Type", "text/turtle; charset=utf-8"));

        assertThat(client.answer(city, "/closed")).hasValueSatisfying(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.detail()).isEqualTo("members only");
        });
        assertThat(client.answer(city, "/open")).hasValue(new NodeClient.Answer(200, "text/turtle", 3, ""));
    }

    @Test
    void theReportTellsWhichCityGaveHowMany() {
        twoSources(Map.of("NGSILD-EntityMap", "urn:ngsi-ld:EntityMap:1"));

        String report = report(true);

        assertThat(report).contains("3 car parks: 2 from Münster (this node), 1 from Ghent.");
        assertThat(report).contains("curl -H @" + folder.resolve("muenster.header") + " 'http://", "kill 4711");
        assertThat(report).doesNotContain("browser");
        assertThat(report(false)).contains("browser");
    }

    @Test
    void theReportPassesWarningsOn() {
        twoSources(Map.of("NGSILD-Warning", "199 ghent \"did not answer\""));

        assertThat(report(true)).contains("Warning: 199 ghent \"did not answer\"");
    }

    @Test
    void theReportTellsWhatWasAgreedWhatWasRefusedAndHowToEndIt() {
        twoSources(Map.of("NGSILD-EntityMap", "urn:ngsi-ld:EntityMap:1"));

        assertThat(report(true))
                .contains("urn:dataset:ghent:car-parks: agreed", "urn:dataset:ghent:air: refused: no such role")
                .contains("/api/agreements/urn%3Auuid%3A7/terminate'");
    }

    private String report(boolean headless) {
        StringWriter out = new StringWriter();
        DemoReport report = new DemoReport(client, new PrintWriter(out), headless);
        City ghent = new City("ghent", "Ghent", 1);
        List<Agreed.Wish> wishes = List.of(
                new Agreed.Wish("urn:dataset:ghent:car-parks", "agreed", "", Optional.of("urn:uuid:7"), true),
                new Agreed.Wish("urn:dataset:ghent:air", "refused", "no such role", Optional.empty(), false));
        try (HeaderFile visitor = HeaderFile.keep(
                new NodeApi(city.url(""), "demo", "secret"), folder.resolve("muenster.header"), HeaderFile.STEP)) {
            report.print(city, ghent, visitor);
            report.agreements(city, ghent, visitor, wishes);
            report.next(city, ghent, visitor, visitor, wishes, 4711);
        }
        return out.toString();
    }

    private void twoSources(Map<String, String> headers) {
        answer("/ngsi-ld/v1/entities", "[{\"id\": \"urn:a\"}, {\"id\": \"urn:b\"}, {\"id\": \"urn:c\"}]", headers);
        answer(
                "/ngsi-ld/v1/entityMaps/urn:ngsi-ld:EntityMap:1",
                "{\"entityMap\": {\"urn:a\": [\"@none\"], \"urn:b\": [\"@none\"], \"urn:c\": [\"urn:reg:1\"]}}",
                Map.of());
        answer("/oidc/token", "{\"access_token\": \"t\", \"expires_in\": 300}", Map.of());
        answer(
                "/api/peers",
                "[{\"id\": \"urn:reg:1\", \"name\": \"Stad Gent\", \"url\": \"http://127.0.0.1:1/ngsi-ld/v1\"}]",
                Map.of());
    }

    private void answer(String path, String body, Map<String, String> headers) {
        node.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
