package eu.twintown.node.authority.schema;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import eu.twintown.node.authority.catalogue.CatalogueAuthority;
import eu.twintown.node.authority.contract.SimplContracts;
import eu.twintown.node.catalogue.simpl.SimplFixture;
import eu.twintown.node.http.outgoing.OutgoingClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Schemas, vocabularies and webhooks over HTTP. */
class SchemaManagerTest {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final String SHAPE = """
            @prefix sh: <http://www.w3.org/ns/shacl#> .
            @prefix ex: <http://example.org/> .
            ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .
            """;

    private final CatalogueAuthority authority = new CatalogueAuthority();
    private final WireMockServer listener =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @BeforeEach
    void start() {
        listener.start();
    }

    @AfterEach
    void stop() {
        authority.close();
        listener.stop();
    }

    private record Answer(int status, JsonNode body) {}

    private static Answer answer(OutgoingClient.Response response) {
        boolean json = response.headers().getOrDefault("content-type", "").contains("json");
        return new Answer(
                response.status(),
                json
                        ? JsonMapper.shared().readTree(response.body())
                        : JsonMapper.shared().nullNode());
    }

    private Answer operator(String method, String path, Map<String, String> headers, byte[] body) {
        return answer(authority.asOperator(method, path, headers, body));
    }

    private Answer get(String path) {
        return operator("GET", path, Map.of(), new byte[0]);
    }

    private Answer create(String name, String content) {
        return operator(
                "POST",
                "/v1/schemas",
                SchemaForms.HEADERS,
                SchemaForms.form(Map.of(
                        "schemaFile",
                        content,
                        "name",
                        name,
                        "description",
                        "d",
                        "title",
                        "T",
                        "resourceType",
                        "Thing")));
    }

    private Answer hook(String participant, String target) {
        byte[] body = ("{\"targetUrl\":\"" + target + "\",\"events\":[\"SchemaPublished\",\"SchemaRevoked\"]}")
                .getBytes(StandardCharsets.UTF_8);
        return answer(authority.sender(participant).apply(authority.request("POST", "/v1/webhooks", JSON, body)));
    }

    @Test
    void aSchemaIsCreatedVersionedReadAndRevoked() {
        assertThat(create("ThingShape", SHAPE).body().path("schemaVersion").asString())
                .isEqualTo("1.0.0");
        Answer second = operator(
                "POST",
                "/v1/schemas/ThingShape/versions",
                SchemaForms.HEADERS,
                SchemaForms.form(Map.of("schemaFile", SHAPE + "# more", "changelog", "More")));
        assertThat(second.body().path("version").asString()).isEqualTo("1.0.1");
        assertThat(get("/v1/schemas?resourceType=Thing")
                        .body()
                        .at("/metadata/0/version")
                        .asString())
                .isEqualTo("1.0.1");
        assertThat(get("/v1/schemas/ThingShape/versions").body().path("total").asInt())
                .isEqualTo(2);
        OutgoingClient.Response content =
                authority.asOperator("GET", "/schemas/ThingShape/1.0.1", Map.of(), new byte[0]);
        assertThat(new String(content.body(), StandardCharsets.UTF_8)).endsWith("# more");
        assertThat(content.headers().get("content-type")).startsWith("text/turtle");

        Answer revoked = operator(
                "PATCH", "/v1/schemas/ThingShape", JSON, "{\"status\":\"REVOKED\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(revoked.body().path("status").asString()).isEqualTo("REVOKED");
        assertThat(get("/v1/schemas?status=PUBLISHED").body().path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void whatIsNoSchemaIsRefusedWithItsPlace() {
        assertThat(create("ThingShape", "this is no turtle")
                        .body()
                        .path("detail")
                        .asString())
                .contains("not Turtle", "line");
        assertThat(create("ThingShape", "<http://a.example/a> <http://a.example/b> 1 .")
                        .body()
                        .path("detail")
                        .asString())
                .contains("sh:targetClass");
        assertThat(create("thing shape", SHAPE).status()).isEqualTo(400);
        assertThat(create("ThingShape", SHAPE).status()).isEqualTo(201);
        assertThat(create("ThingShape", SHAPE).status()).isEqualTo(409);
        assertThat(get("/v1/schemas/Nothing/versions").status()).isEqualTo(404);
        assertThat(get("/schemas/ThingShape/9.9.9").status()).isEqualTo(404);
        assertThat(get("/v1/schemas?status=OLD").status()).isEqualTo(400);
        assertThat(operator("POST", "/v1/schemas", JSON, "{}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void onlyOperatorsManageSchemas() {
        assertThat(authority.asStranger("POST", "/v1/schemas", "{}").status()).isEqualTo(403);
        assertThat(authority
                        .asStranger("PATCH", "/v1/schemas/DataOfferingShape", "{\"status\":\"REVOKED\"}")
                        .status())
                .isEqualTo(403);
        assertThat(authority.asStranger("POST", "/v1/vocabularies", "{}").status())
                .isEqualTo(403);
    }

    @Test
    void listsComeInPages() {
        for (int i = 0; i < 4; i++) {
            assertThat(create("Thing" + i + "Shape", SHAPE).status()).isEqualTo(201);
        }
        JsonNode page = get("/v1/schemas?page=1&pageSize=3").body();

        assertThat(page.path("total").asInt()).isEqualTo(5);
        assertThat(page.path("totalPages").asInt()).isEqualTo(2);
        assertThat(page.path("metadata").size()).isEqualTo(3);
        assertThat(get(page.path("next").asString()).body().path("metadata").size())
                .isEqualTo(2);
    }

    @Test
    void aWebhookIsToldOfEveryChangeAlsoWhereItIsDownAtFirst() {
        listener.stubFor(post(urlEqualTo("/events"))
                .inScenario("down")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("up"));
        listener.stubFor(post(urlEqualTo("/events"))
                .inScenario("down")
                .whenScenarioStateIs("up")
                .willReturn(aResponse().withStatus(204)));
        assertThat(hook("a", listener.baseUrl() + "/events").status()).isEqualTo(201);
        assertThat(hook("a", listener.baseUrl() + "/events").status()).isEqualTo(409);

        create("ThingShape", SHAPE);

        await().untilAsserted(() -> listener.verify(2, postRequestedFor(urlEqualTo("/events"))));
        List<LoggedRequest> requests = listener.findAll(postRequestedFor(urlEqualTo("/events")));
        JsonNode event = JsonMapper.shared().readTree(requests.getLast().getBody());
        assertThat(event.path("eventType").asString()).isEqualTo("SchemaPublished");
        assertThat(event.at("/data/version/version").asString()).isEqualTo("1.0.0");
        assertThat(event.path("eventId").asString())
                .isEqualTo(JsonMapper.shared()
                        .readTree(requests.getFirst().getBody())
                        .path("eventId")
                        .asString());
    }

    @Test
    void aWebhookIsItsOwnersAlone() {
        String id =
                hook("a", "https://a.example/events").body().path("webhookId").asString();
        var others = authority.sender("b").apply(authority.request("GET", "/v1/webhooks", Map.of(), new byte[0]));
        var foreign =
                authority.sender("b").apply(authority.request("DELETE", "/v1/webhooks/" + id, Map.of(), new byte[0]));
        var own = authority.sender("a").apply(authority.request("DELETE", "/v1/webhooks/" + id, Map.of(), new byte[0]));

        assertThat(new String(others.body(), StandardCharsets.UTF_8)).isEqualTo("[]");
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(own.status()).isEqualTo(204);
        assertThat(authority.asStranger("GET", "/v1/webhooks", null).status()).isEqualTo(401);
        assertThat(hook("a", "file:///etc/passwd").status()).isEqualTo(400);
    }

    @Test
    void vocabulariesHaveVersionsOfWhichTheLatestIsActive() {
        Map<String, String> parts = Map.of(
                "vocabularyFile",
                "<http://a.example/a> <http://a.example/b> 1 .",
                "name",
                "Words",
                "description",
                "d",
                "changelog",
                "c");
        assertThat(operator("POST", "/v1/vocabularies", SchemaForms.HEADERS, SchemaForms.form(parts))
                        .status())
                .isEqualTo(201);
        assertThat(operator("POST", "/v1/vocabularies/Words/versions", SchemaForms.HEADERS, SchemaForms.form(parts))
                        .body()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        JsonNode versions = get("/v1/vocabularies/Words/versions").body();
        assertThat(versions.at("/metadata/0/status").asString()).isEqualTo("ACTIVE");
        assertThat(versions.at("/metadata/1/status").asString()).isEqualTo("DEPRECATED");
        assertThat(get("/v1/vocabularies/Words/versions/1")
                        .body()
                        .path("content")
                        .asString())
                .startsWith("<http://a");
        byte[] deprecated = "{\"status\":\"DEPRECATED\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(operator("PATCH", "/v1/vocabularies/Words", JSON, deprecated).status())
                .isEqualTo(200);
        assertThat(operator("PATCH", "/v1/vocabularies/Words", JSON, deprecated).status())
                .isEqualTo(409);
        assertThat(get("/v1/vocabularies?status=ACTIVE").body().path("total").asInt())
                .isZero();
        conforms();
    }

    private void conforms() {
        Optional<SimplContracts> contracts = SimplContracts.atHand();
        contracts.ifPresent(documents -> authority.exchanges().stream()
                .filter(exchange -> exchange.path().startsWith("/v1/"))
                .forEach(exchange -> assertThat(documents.check("simpl-schema-manager__schema_openapi", exchange))
                        .isEmpty()));
    }

    @Test
    void theSandboxsOwnSchemaIsThereFromTheBeginning() {
        assertThat(get("/v1/schemas").body().at("/metadata/0/name").asString()).isEqualTo("DataOfferingShape");
        OutgoingClient.Response content =
                authority.asOperator("GET", "/schemas/DataOfferingShape/1.0.0", Map.of(), new byte[0]);
        assertThat(new String(content.body(), StandardCharsets.UTF_8)).isEqualTo(SimplFixture.sandboxTurtle());
        conforms();
    }
}
