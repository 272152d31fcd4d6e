package eu.twintown.node.authority.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check itself: it must find each kind of deviation, or it proves nothing. */
class ContractTest {
    private static final String DOCUMENT = """
            openapi: 3.0.1
            servers: [{url: 'https://host/base/v2'}]
            paths:
              /things:
                post:
                  requestBody:
                    required: true
                    content: {application/json: {schema: {$ref: '#/components/schemas/NewThing'}}}
                  responses:
                    "201": {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
                    "400": {$ref: '#/components/responses/Bad'}
                get:
                  parameters:
                  - {name: size, in: query, required: true, schema: {type: integer, minimum: 1}}
                  - {name: filter, in: query, schema: {$ref: '#/components/schemas/Filter'}}
                  - {name: Who, in: header, required: true, schema: {type: string}}
                  responses:
                    "200": {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Shape'}}}}}
              /things/{id}:
                get:
                  parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid}}]
                  responses:
                    "204": {description: none}
              /things/best:
                get: {responses: {"200": {content: {text/plain: {schema: {type: string}}}}}}
            components:
              responses:
                Bad: {content: {application/problem+json: {schema: {type: object, required: [title]}}}}
              schemas:
                Filter: {type: object, properties: {name: {type: string}}}
                NewThing:
                  allOf:
                  - $ref: '#/components/schemas/Thing'
                  - {type: object, required: [name]}
                Thing:
                  type: object
                  required: [id]
                  properties:
                    id: {type: string, format: uuid, readOnly: true}
                    name: {type: string, maxLength: 5}
                    note: {type: string, nullable: true}
                Shape:
                  oneOf: [{$ref: '#/components/schemas/Round'}, {$ref: '#/components/schemas/Square'}]
                  discriminator:
                    propertyName: kind
                    mapping: {ROUND: '#/components/schemas/Round', SQUARE: '#/components/schemas/Square'}
                Round: {type: object, required: [radius], properties: {kind: {type: string}}}
                Square: {type: object, required: [side], properties: {kind: {type: string}}}
            """;
    private static final String ID = "26fa5d4f-ff89-490d-ba3e-fac0a33cb26f";
    private static final Map<String, String> JSON = Map.of("content-type", "application/json; charset=utf-8");
    private static final Map<String, String> NONE = Map.of();

    @TempDir
    private Path folder;

    private SimplContracts contracts = SimplContracts.of(java.util.Map.of());

    @BeforeEach
    void read() throws Exception {
        Files.writeString(folder.resolve("things.yaml"), DOCUMENT);
        Files.writeString(folder.resolve("events.yaml"), "asyncapi: 2.6.0");
        contracts = SimplContracts.in(folder);
    }

    @Test
    void whatConformsIsPassed() {
        assertThat(post("{\"name\":\"abc\",\"note\":null}", 201, JSON, "{\"id\":\"" + ID + "\"}"))
                .isEmpty();
        assertThat(get(
                        "/base/v2/things",
                        "size=3&name=x",
                        Map.of("who", "me"),
                        200,
                        JSON,
                        "[{\"kind\":\"ROUND\",\"radius\":1}]"))
                .isEmpty();
        assertThat(get("/base/v2/things/" + ID, "", NONE, 204, NONE, "")).isEmpty();
        assertThat(get("/base/v2/things/best", "", NONE, 200, Map.of("Content-Type", "text/plain"), "x"))
                .isEmpty();
    }

    @Test
    void aWrongBodyIsFound() {
        assertThat(post("{\"name\":\"abcdef\"}", 201, JSON, "{\"id\":\"" + ID + "\"}"))
                .hasSize(1);
        assertThat(post("{}", 201, JSON, "{\"id\":\"" + ID + "\"}"))
                .hasSize(1)
                .first()
                .asString()
                .contains("name");
        assertThat(post("{\"name\":\"a\"}", 201, JSON, "{}"))
                .hasSize(1)
                .first()
                .asString()
                .contains("id");
        assertThat(post("{\"name\":\"a\"}", 201, JSON, "{\"id\":\"no uuid\"}")).hasSize(1);
        assertThat(post("", 201, JSON, "{\"id\":\"" + ID + "\"}"))
                .hasSize(1)
                .first()
                .asString()
                .contains("no body");
    }

    @Test
    void aDiscriminatorDecidesWhichAlternativeCounts() {
        assertThat(shapes("[{\"kind\":\"SQUARE\",\"radius\":1}]")).isNotEmpty();
        assertThat(shapes("[{\"kind\":\"FLAT\"}]")).isNotEmpty();
    }

    @Test
    void aWrongStatusOrMediaTypeIsFound() {
        assertThat(post("{\"name\":\"a\"}", 200, JSON, "{}"))
                .hasSize(1)
                .first()
                .asString()
                .contains("status 200");
        assertThat(post("{\"name\":\"a\"}", 201, Map.of("content-type", "text/plain"), "{}"))
                .hasSize(1)
                .first()
                .asString()
                .contains("media type");
        assertThat(get("/base/v2/things/" + ID, "", NONE, 204, JSON, "{}")).hasSize(1);
    }

    @Test
    void parametersAreHeldToTheDocument() {
        assertThat(get("/base/v2/things", "", Map.of("Who", "me"), 200, JSON, "[]"))
                .hasSize(1);
        assertThat(get("/base/v2/things", "size=0", Map.of("Who", "me"), 200, JSON, "[]"))
                .hasSize(1);
        assertThat(get("/base/v2/things", "size=many", Map.of("Who", "me"), 200, JSON, "[]"))
                .hasSize(1);
        assertThat(get("/base/v2/things", "size=1", NONE, 200, JSON, "[]")).hasSize(1);
        assertThat(get("/base/v2/things", "size=1&more=1", Map.of("Who", "me"), 200, JSON, "[]"))
                .hasSize(1);
        assertThat(get("/base/v2/things/17", "", NONE, 204, NONE, "")).hasSize(1);
    }

    @Test
    void ofARefusedRequestOnlyTheAnswerCounts() {
        Map<String, String> problem = Map.of("content-type", "application/problem+json");
        assertThat(post("{\"wrong\":1}", 400, problem, "{\"title\":\"x\"}")).isEmpty();
        assertThat(post("{\"wrong\":1}", 400, problem, "{}")).hasSize(1);
    }

    @Test
    void whatNoDocumentForeseesIsFound() {
        assertThat(contracts.check("things", exchange("DELETE", "/base/v2/things", "", NONE, "", 204, NONE, "")))
                .hasSize(1);
        assertThat(contracts.check("things", exchange("GET", "/base/v2/other", "", NONE, "", 200, NONE, "")))
                .hasSize(1);
        assertThat(contracts.knows("/base/v2/other")).isFalse();
        assertThat(contracts.knows("/base/v2/things/best")).isTrue();
    }

    private List<String> shapes(String body) {
        return get("/base/v2/things", "size=1", Map.of("Who", "me"), 200, JSON, body);
    }

    private List<String> post(String body, int status, Map<String, String> headers, String answer) {
        return contracts.check(exchange("POST", "/base/v2/things", "", JSON, body, status, headers, answer));
    }

    private List<String> get(
            String path, String query, Map<String, String> sent, int status, Map<String, String> headers, String body) {
        return contracts.check(exchange("GET", path, query, sent, "", status, headers, body));
    }

    private static RecordedExchange exchange(
            String method,
            String path,
            String query,
            Map<String, String> sent,
            String body,
            int status,
            Map<String, String> headers,
            String answer) {
        return new RecordedExchange(
                method,
                path,
                query,
                sent,
                body.getBytes(StandardCharsets.UTF_8),
                status,
                headers,
                answer.getBytes(StandardCharsets.UTF_8));
    }
}
