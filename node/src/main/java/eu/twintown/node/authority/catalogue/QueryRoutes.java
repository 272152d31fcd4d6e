package eu.twintown.node.authority.catalogue;

import eu.twintown.node.authority.catalogue.query.Claims;
import eu.twintown.node.authority.catalogue.query.CypherQuery;
import eu.twintown.node.authority.catalogue.query.Search;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Queries: the catalogue's own under {@code /fc/query}, and the searches of the query mapper under {@code /adapter/v1} and,
 * for deployments of its older interface, {@code /adapter/api/v1/search}.
 */
final class QueryRoutes implements HttpService {
    private static final ParameterNames QUERY = ParameterNames.of("queryLanguage", "timeout", "withTotalCount");
    private static final ParameterNames SEARCH = ParameterNames.of("searchString", "q", "page", "pageSize");
    private static final ParameterNames PAGE = ParameterNames.of("page", "pageSize", "orderBy");
    private static final int MOST = 1_000;

    private final Catalogue catalogue;
    private final JsonBodies bodies;
    private final Function<Exchange, CatalogueCaller> caller;

    QueryRoutes(Catalogue catalogue, JsonBodies bodies, Function<Exchange, CatalogueCaller> caller) {
        this.catalogue = catalogue;
        this.bodies = bodies;
        this.caller = caller;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/fc/query", handler(this::query, false))
                .post("/fc/query/search", handler(this::distributed, false))
                .get("/adapter/v1/selfDescriptions", handler(this::search, true))
                .post("/adapter/v1/selfDescriptions/advancedSearch", handler(this::advanced, true))
                .get("/adapter/v1/participants/resourceDescriptions", handler(this::own, true))
                .get("/adapter/v1/participants/resourceDescriptions/{id}", handler(this::ownById, true))
                .patch("/adapter/v1/participants/resourceDescriptions/{id}", handler(this::revoke, true))
                .get("/adapter/api/v1/search", handler(this::search, true))
                .post("/adapter/api/v1/search/advanced", handler(this::advanced, true));
    }

    private static Handler handler(Consumer<Exchange> operation, boolean problems) {
        return Exchange.handler(Answers.told(operation, problems));
    }

    private void query(Exchange exchange) {
        String language = exchange.parameters(QUERY).text("queryLanguage").orElse("OPENCYPHER");
        run(exchange, bodies.readTree(exchange), language);
    }

    private void distributed(Exchange exchange) {
        JsonNode body = bodies.readTree(exchange);
        run(exchange, body, body.path("annotations").path("queryLanguage").asString("OPENCYPHER"));
    }

    private void run(Exchange exchange, JsonNode body, String language) {
        if (!language.equals("OPENCYPHER")) {
            throw new Refusal(400, "queryLanguage is '" + language + "'; this catalogue understands OPENCYPHER alone");
        }
        CypherQuery query = CypherQuery.parse(body.path("statement").asString(""), body.path("parameters"));
        CypherQuery.Result result = query.run(catalogue.visibleTo(caller.apply(exchange)).stream()
                .flatMap(entry -> Claims.of(entry.description()).stream())
                .toList());
        Answers.json(exchange, 200, Answers.list(result.total(), result.rows()));
    }

    private void search(Exchange exchange) {
        Parameters parameters = exchange.parameters(SEARCH);
        String text = parameters
                .text("searchString")
                .or(() -> parameters.text("q"))
                .orElseThrow(() -> new Refusal(400, "searchString must hold what is looked for"));
        send(
                exchange,
                parameters,
                catalogue.visibleTo(caller.apply(exchange)).stream()
                        .filter(entry -> Search.anywhere(entry.description(), text))
                        .toList());
    }

    private void advanced(Exchange exchange) {
        Parameters parameters = exchange.parameters(PAGE);
        JsonNode wanted = bodies.readTree(exchange);
        Search.check(wanted);
        send(
                exchange,
                parameters,
                catalogue.visibleTo(caller.apply(exchange)).stream()
                        .filter(entry -> Search.matches(entry.description(), (ObjectNode) wanted))
                        .toList());
    }

    private void own(Exchange exchange) {
        Parameters parameters = exchange.parameters(PAGE);
        CatalogueCaller who = caller.apply(exchange);
        send(
                exchange,
                parameters,
                catalogue.visibleTo(who).stream()
                        .filter(entry -> entry.stored().owner().equals(who.participantId()))
                        .toList());
    }

    private void ownById(Exchange exchange) {
        Descriptions.Entry entry = catalogue.find(exchange.variable("id"), caller.apply(exchange));
        exchange.send(200, "application/json", entry.stored().content().getBytes(StandardCharsets.UTF_8));
    }

    private void revoke(Exchange exchange) {
        catalogue.revoke(exchange.variable("id"), caller.apply(exchange));
        exchange.send(204);
    }

    private static void send(Exchange exchange, Parameters parameters, List<Descriptions.Entry> found) {
        int size = Math.min(MOST, parameters.number("pageSize", 20, 1));
        List<ObjectNode> items = found.stream()
                .skip((parameters.number("page", 1, 1) - 1L) * size)
                .limit(size)
                .map(entry -> Answers.item(Claims.general(entry.description()).json()))
                .toList();
        Answers.json(exchange, 200, Answers.list(found.size(), items));
    }
}
