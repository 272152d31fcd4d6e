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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schema manager's vocabularies under {@code /v1/vocabularies}. */
final class VocabularyRoutes implements HttpService {
    private static final ParameterNames LIST = ParameterNames.of("name", "status", "sort", "page", "pageSize");
    private static final ParameterNames PAGE = ParameterNames.of("sort", "page", "pageSize");
    private static final ParameterNames NONE = ParameterNames.of();
    private static final List<String> STATUSES = List.of("ACTIVE", "DEPRECATED");
    private static final Map<String, Comparator<Vocabularies.Version>> ORDERS = Map.of(
            "name", Comparator.comparing(Vocabularies.Version::name),
            "status", Comparator.comparing(Vocabularies.Version::status),
            "creationDate", Comparator.comparing(Vocabularies.Version::creationDate));

    private final Vocabularies vocabularies;
    private final JsonBodies bodies;
    private final Consumer<Exchange> operator;
    private final boolean writing;

    VocabularyRoutes(Vocabularies vocabularies, JsonBodies bodies, Consumer<Exchange> operator, boolean writing) {
        this.vocabularies = vocabularies;
        this.bodies = bodies;
        this.operator = operator;
        this.writing = writing;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/v1/vocabularies", Exchange.handler(this::list))
                .get("/v1/vocabularies/{vocabularyName}/versions", Exchange.handler(this::versions))
                .get("/v1/vocabularies/{vocabularyName}/versions/{version}", Exchange.handler(this::version));
        if (writing) {
            rules.post("/v1/vocabularies", Exchange.handler(this::create))
                    .patch("/v1/vocabularies/{vocabularyName}", Exchange.handler(this::setStatus))
                    .post("/v1/vocabularies/{vocabularyName}/versions", Exchange.handler(this::addVersion));
        }
    }

    private void list(Exchange exchange) {
        Parameters parameters = exchange.parameters(LIST);
        String name = parameters.text("name").orElse("");
        String status = parameters.text("status").orElse("");
        List<Vocabularies.Version> found = vocabularies.latest().stream()
                .filter(v -> name.isEmpty() || v.name().equals(name))
                .filter(v -> status.isEmpty() || v.status().equals(status))
                .toList();
        send(exchange, 200, Pages.page(exchange, parameters, sorted(found, parameters), v -> json(v, false)));
    }

    private void versions(Exchange exchange) {
        Parameters parameters = exchange.parameters(PAGE);
        List<Vocabularies.Version> found = vocabularies.versions(exchange.variable("vocabularyName"));
        send(exchange, 200, Pages.page(exchange, parameters, sorted(found, parameters), v -> json(v, false)));
    }

    private static List<Vocabularies.Version> sorted(List<Vocabularies.Version> found, Parameters parameters) {
        String sort = parameters.text("sort").orElse("");
        if (sort.isEmpty()) {
            return found;
        }
        Comparator<Vocabularies.Version> order = ORDERS.get(sort.replaceFirst("^-", ""));
        if (order == null) {
            throw ProblemException.badParameter(
                    "sort", "sort takes " + ORDERS.keySet() + ", with - before it to turn it round");
        }
        return found.stream()
                .sorted(sort.startsWith("-") ? order.reversed() : order)
                .toList();
    }

    private void version(Exchange exchange) {
        exchange.parameters(NONE);
        String number = exchange.variable("version");
        send(
                exchange,
                200,
                vocabularies.versions(exchange.variable("vocabularyName")).stream()
                        .filter(v -> Integer.toString(v.version()).equals(number))
                        .findFirst()
                        .map(v -> json(v, true))
                        .orElseThrow(() -> new ProblemException(
                                ProblemType.RESOURCE_NOT_FOUND, "The vocabulary has no version '" + number + "'")));
    }

    private void create(Exchange exchange) {
        operator.accept(exchange);
        FormParts form = FormParts.of(exchange, bodies);
        created(
                exchange,
                vocabularies.create(
                        form.text("name"),
                        form.text("description"),
                        form.text("changelog"),
                        form.text("vocabularyFile")));
    }

    private void addVersion(Exchange exchange) {
        operator.accept(exchange);
        FormParts form = FormParts.of(exchange, bodies);
        created(
                exchange,
                vocabularies.addVersion(
                        exchange.variable("vocabularyName"),
                        form.text("description"),
                        form.text("changelog"),
                        form.text("vocabularyFile")));
    }

    private static void created(Exchange exchange, Vocabularies.Version version) {
        exchange.answerHeader("Location", "/v1/vocabularies/" + version.name() + "/versions/" + version.version());
        send(exchange, 201, json(version, false));
    }

    private void setStatus(Exchange exchange) {
        operator.accept(exchange);
        String status = bodies.readTree(exchange).path("status").asString("");
        if (!STATUSES.contains(status)) {
            throw ProblemException.badData("The status of a vocabulary is ACTIVE or DEPRECATED", "/status");
        }
        send(exchange, 200, json(vocabularies.setStatus(exchange.variable("vocabularyName"), status), false));
    }

    private static ObjectNode json(Vocabularies.Version version, boolean content) {
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("name", version.name())
                .put("version", version.version())
                .put("description", version.description())
                .put("changelog", version.changelog())
                .put("status", version.status())
                .put("creationDate", version.creationDate().toString())
                .put("lastUpdateDate", version.lastUpdateDate().toString());
        if (content) {
            json.put("content", version.content());
        }
        return json;
    }

    private static void send(Exchange exchange, int status, JsonNode json) {
        exchange.send(status, MediaType.JSON, JsonMapper.shared().writeValueAsBytes(json));
    }
}
