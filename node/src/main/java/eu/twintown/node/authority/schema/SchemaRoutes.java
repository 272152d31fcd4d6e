package eu.twintown.node.authority.schema;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema manager's schemas under {@code /v1/schemas}, and what each version says under
 * {@code /schemas/{schemaName}/{version}}.
 */
final class SchemaRoutes implements HttpService {
    private static final ParameterNames LIST = ParameterNames.of("status", "resourceType", "page", "pageSize");
    private static final ParameterNames PAGE = ParameterNames.of("page", "pageSize");
    private static final ParameterNames NONE = ParameterNames.of();
    private static final String TURTLE = "text/turtle";

    private final Schemas schemas;
    private final JsonBodies bodies;
    private final Consumer<Exchange> operator;
    private final boolean writing;

    /** @param writing whether schemas are managed here, or only read */
    SchemaRoutes(Schemas schemas, JsonBodies bodies, Consumer<Exchange> operator, boolean writing) {
        this.schemas = schemas;
        this.bodies = bodies;
        this.operator = operator;
        this.writing = writing;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/v1/schemas", Exchange.handler(this::list))
                .get("/v1/schemas/{schemaName}/versions", Exchange.handler(this::versions))
                .get("/schemas/{schemaName}/{version}", Exchange.handler(this::content));
        if (writing) {
            rules.post("/v1/schemas", Exchange.handler(this::create))
                    .patch("/v1/schemas/{schemaName}", Exchange.handler(this::revoke))
                    .post("/v1/schemas/{schemaName}/versions", Exchange.handler(this::addVersion));
        }
    }

    private void list(Exchange exchange) {
        Parameters parameters = exchange.parameters(LIST);
        String status = parameters.text("status").orElse("");
        if (!List.of("", "PUBLISHED", "REVOKED").contains(status)) {
            throw ProblemException.badParameter(
                    "status", "status is '" + status + "'; it must be PUBLISHED or REVOKED");
        }
        String type = parameters.text("resourceType").orElse("");
        List<Schema> found = schemas.list().stream()
                .filter(schema -> status.isEmpty() || schema.status().equals(status))
                .filter(schema -> type.isEmpty() || schema.resourceType().equals(type))
                .toList();
        send(exchange, 200, Pages.page(exchange, parameters, found, schema -> json(schema, schema.latest())));
    }

    private void versions(Exchange exchange) {
        Parameters parameters = exchange.parameters(PAGE);
        Schema schema = schemas.get(exchange.variable("schemaName"));
        send(exchange, 200, Pages.page(exchange, parameters, schema.versions(), version -> json(schema, version)));
    }

    private void content(Exchange exchange) {
        exchange.parameters(NONE);
        Schema schema = schemas.get(exchange.variable("schemaName"));
        String number = exchange.variable("version");
        Schema.Version version = schema.version(number)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND,
                        "The schema '" + schema.name() + "' has no version '" + number + "'"));
        exchange.send(200, TURTLE, version.content().getBytes(StandardCharsets.UTF_8));
    }

    private void create(Exchange exchange) {
        operator.accept(exchange);
        FormParts form = FormParts.of(exchange, bodies);
        Schema schema = schemas.create(
                form.text("name"),
                form.text("title"),
                form.text("description"),
                form.text("resourceType"),
                form.text("schemaFile"));
        location(exchange, schema);
        send(
                exchange,
                201,
                JsonMapper.shared()
                        .createObjectNode()
                        .put("schemaName", schema.name())
                        .put("schemaVersion", schema.latest().version()));
    }

    private void addVersion(Exchange exchange) {
        operator.accept(exchange);
        FormParts form = FormParts.of(exchange, bodies);
        Schema schema =
                schemas.addVersion(exchange.variable("schemaName"), form.text("changelog"), form.text("schemaFile"));
        location(exchange, schema);
        send(exchange, 201, json(schema, schema.latest()));
    }

    private void revoke(Exchange exchange) {
        operator.accept(exchange);
        JsonNode body = bodies.readTree(exchange);
        if (!body.path("status").asString("").equals("REVOKED")) {
            throw ProblemException.badData("The one status that a schema can be given is REVOKED", "/status");
        }
        Schema schema = schemas.revoke(exchange.variable("schemaName"));
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("name", schema.name());
        json.put("title", schema.title());
        json.put("description", schema.description());
        json.put("resourceType", schema.resourceType());
        json.put("status", schema.status());
        json.put("latestVersion", schema.latest().version());
        json.put("created", schema.created().toString());
        json.put("modified", schema.modified().toString());
        send(exchange, 200, json);
    }

    private static void location(Exchange exchange, Schema schema) {
        exchange.answerHeader(
                "Location", "/schemas/" + schema.name() + "/" + schema.latest().version());
    }

    private static ObjectNode json(Schema schema, Schema.Version version) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("name", schema.name())
                .put("description", schema.description())
                .put("title", schema.title())
                .put("resourceType", schema.resourceType())
                .put("version", version.version())
                .put("changelog", version.changelog())
                .put("status", schema.status());
    }

    private static void send(Exchange exchange, int status, JsonNode json) {
        exchange.send(status, MediaType.JSON, JsonMapper.shared().writeValueAsBytes(json));
    }
}
