package eu.twintown.node.catalogue.simpl.publish;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The management API of what the node publishes in a Simpl data space, under {@code /api/simpl}. */
final class PublicationRoutes implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames DATASET = ParameterNames.of("dataset");
    private static final ParameterNames SEARCH = ParameterNames.of("q", "page", "pageSize");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Publications publications;
    private final AuthorityClient client;
    private final SchemaCache schemas;
    private final JsonBodies bodies;

    PublicationRoutes(Publications publications, AuthorityClient client, SchemaCache schemas, JsonBodies bodies) {
        this.publications = publications;
        this.client = client;
        this.schemas = schemas;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/simpl/publications", Exchange.handler(this::list))
                .post("/api/simpl/publications", Exchange.handler(this::publish))
                .delete("/api/simpl/publications", Exchange.handler(this::revoke))
                .get("/api/simpl/publications/preview", Exchange.handler(this::preview))
                .get("/api/simpl/search", Exchange.handler(this::search))
                .post("/api/simpl/search", Exchange.handler(this::advancedSearch))
                .get("/api/simpl/schemas", Exchange.handler(this::schemas))
                .get(ContractTemplate.PATH, Exchange.handler(PublicationRoutes::contractTemplate));
    }

    private static void contractTemplate(Exchange exchange) {
        exchange.send(200, "text/plain; charset=utf-8", ContractTemplate.text());
    }

    private void list(Exchange exchange) {
        exchange.parameters(NONE);
        ArrayNode list = JSON.createArrayNode();
        publications.list().forEach(publication -> list.add(publication.json()));
        send(exchange, 200, list);
    }

    private void publish(Exchange exchange) {
        exchange.parameters(NONE);
        String dataset = bodies.readTree(exchange).path("dataset").asString("");
        if (dataset.isEmpty()) {
            throw ProblemException.badData(
                    "'dataset' must be the IRI of a dataset of this node's catalogue", "/dataset");
        }
        answer(exchange, publications.publish(dataset));
    }

    private void revoke(Exchange exchange) {
        answer(exchange, publications.revoke(dataset(exchange)));
    }

    /** What did not come about is told with the status of its cause, and with all that is known. */
    private static void answer(Exchange exchange, Publication publication) {
        int status =
                switch (publication.state()) {
                    case INVALID -> 422;
                    case FAILED, REVOKING -> 502;
                    default -> 200;
                };
        send(exchange, status, publication.json());
    }

    private void preview(Exchange exchange) {
        Drafts.Draft draft = publications.preview(dataset(exchange));
        ObjectNode json = JSON.createObjectNode();
        json.set("subject", draft.offering().subject());
        json.set("violations", Publication.violations(draft.violations()));
        json.set("rewritten", Publication.rewritten(draft.offering().rewritten()));
        send(exchange, 200, json);
    }

    private static String dataset(Exchange exchange) {
        return exchange.parameters(DATASET)
                .text("dataset")
                .orElseThrow(() -> ProblemException.badParameter(
                        "dataset", "'dataset' must be the IRI of a dataset of this node's catalogue"));
    }

    private void search(Exchange exchange) {
        Parameters parameters = exchange.parameters(SEARCH);
        String text = parameters
                .text("q")
                .orElseThrow(() -> ProblemException.badParameter("q", "'q' must hold what is looked for"));
        int page = parameters.number("page", 1, 1);
        int size = Math.min(100, parameters.number("pageSize", 20, 1));
        send(exchange, 200, asked(() -> client.search(text, page, size)));
    }

    private void advancedSearch(Exchange exchange) {
        exchange.parameters(NONE);
        JsonNode wanted = bodies.readTree(exchange);
        send(exchange, 200, asked(() -> client.advancedSearch(wanted)));
    }

    private static JsonNode asked(Supplier<JsonNode> question) {
        try {
            return question.get();
        } catch (CatalogueFault e) {
            throw new ProblemException(
                    e.status() == 400 ? ProblemType.BAD_REQUEST_DATA : ProblemType.BAD_GATEWAY,
                    String.valueOf(e.getMessage()));
        }
    }

    private void schemas(Exchange exchange) {
        exchange.parameters(NONE);
        SchemaCache.Known known = schemas.current();
        ObjectNode json = JSON.createObjectNode();
        json.put("fetchedAt", known.fetchedAt().toString());
        ArrayNode list = json.putArray("schemas");
        known.schemas().forEach(schema -> list.addObject()
                .put("name", schema.name())
                .put("title", schema.title())
                .put("resourceType", schema.resourceType())
                .put("version", schema.version())
                .put("content", schema.content()));
        send(exchange, 200, json);
    }

    private static void send(Exchange exchange, int status, JsonNode answer) {
        exchange.answerHeader("Cache-Control", "no-store").send(status, MediaType.JSON, JSON.writeValueAsBytes(answer));
    }
}
