package eu.twintown.node.authority.catalogue;

import eu.twintown.node.authority.schema.Schema;
import eu.twintown.node.authority.schema.Schemas;
import eu.twintown.node.authority.schema.Vocabularies;
import eu.twintown.node.catalogue.simpl.check.SelfDescription;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the catalogue shows beside the self-descriptions: schemas in use, participants, and verification on its own. */
final class CatalogueViewRoutes implements HttpService {
    private static final ParameterNames LATEST = ParameterNames.of("type", "term");
    private static final ParameterNames VERIFY =
            ParameterNames.of("verifySemantics", "verifySchema", "verifyVPSignature", "verifyVCSignature");
    private static final ParameterNames PAGE = ParameterNames.of("offset", "limit");

    private final Catalogue catalogue;
    private final Schemas schemas;
    private final Vocabularies vocabularies;
    private final JsonBodies bodies;
    private final Function<Exchange, CatalogueCaller> caller;

    CatalogueViewRoutes(
            Catalogue catalogue,
            Schemas schemas,
            Vocabularies vocabularies,
            JsonBodies bodies,
            Function<Exchange, CatalogueCaller> caller) {
        this.catalogue = catalogue;
        this.schemas = schemas;
        this.vocabularies = vocabularies;
        this.bodies = bodies;
        this.caller = caller;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/fc/schemas", handler(this::list))
                .get("/fc/schemas/latest", handler(this::latest))
                .get("/fc/schemas/{schemaId}", handler(this::schema))
                .post("/fc/verification", handler(this::verify))
                .get("/fc/participants", handler(this::participants))
                .get("/fc/participants/{participantId}", handler(this::participant));
    }

    /** Participants alone are answered. */
    private Handler handler(Consumer<Exchange> operation) {
        return Exchange.handler(Answers.told(
                exchange -> {
                    Objects.requireNonNull(caller.apply(exchange));
                    operation.accept(exchange);
                },
                false));
    }

    private void list(Exchange exchange) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.putArray("ontologies");
        ArrayNode shapes = answer.putArray("shapes");
        inUse().forEach(schema -> shapes.add(schema.name()));
        ArrayNode words = answer.putArray("vocabularies");
        vocabularies.latest().stream().filter(v -> v.status().equals("ACTIVE")).forEach(v -> words.add(v.name()));
        Answers.json(exchange, 200, answer);
    }

    private List<Schema> inUse() {
        return schemas.list().stream().filter(schema -> !schema.revoked()).toList();
    }

    private void latest(Exchange exchange) {
        String type = exchange.parameters(LATEST).text("type").orElse("");
        String turtle =
                switch (type) {
                    case "shape" ->
                        inUse().stream().map(s -> s.latest().content()).collect(Collectors.joining("\n"));
                    case "vocabulary" ->
                        vocabularies.latest().stream()
                                .filter(v -> v.status().equals("ACTIVE"))
                                .map(Vocabularies.Version::content)
                                .collect(Collectors.joining("\n"));
                    case "ontology" -> "";
                    default -> throw new Refusal(400, "type must be shape, vocabulary or ontology");
                };
        exchange.send(200, "text/turtle", turtle.getBytes(StandardCharsets.UTF_8));
    }

    private void schema(Exchange exchange) {
        String name = exchange.variable("schemaId");
        String turtle = schemas.find(name)
                .map(schema -> schema.latest().content())
                .or(() -> vocabularies.latest().stream()
                        .filter(v -> v.name().equals(name))
                        .map(Vocabularies.Version::content)
                        .findFirst())
                .orElseThrow(() -> new Refusal(404, "There is no schema '" + name + "'"));
        exchange.send(200, "text/turtle", turtle.getBytes(StandardCharsets.UTF_8));
    }

    private void verify(Exchange exchange) {
        Parameters parameters = exchange.parameters(VERIFY);
        Catalogue.Wanted wanted = new Catalogue.Wanted(
                wanted(parameters, "verifySemantics"),
                wanted(parameters, "verifySchema"),
                wanted(parameters, "verifyVCSignature"));
        SelfDescription checked;
        try {
            checked = catalogue.check(new String(bodies.bytes(exchange), StandardCharsets.UTF_8), wanted);
        } catch (Refusal e) {
            // By the contract, a description that can be read but does not hold is no bad request.
            throw new Refusal(422, String.valueOf(e.getMessage()), e.violations());
        }
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.put("verificationTimestamp", catalogue.clock().instant().toString());
        answer.put("lifecycleStatus", "active");
        answer.put("issuer", checked.issuer());
        answer.put(
                "issuedDateTime",
                checked.json()
                        .path("issuanceDate")
                        .asString(checked.json().path("validFrom").asString("")));
        answer.putArray("validatorDids");
        Answers.json(exchange, 200, answer);
    }

    private static boolean wanted(Parameters parameters, String name) {
        return parameters.text(name).map("true"::equals).orElse(true);
    }

    private void participants(Exchange exchange) {
        Parameters parameters = exchange.parameters(PAGE);
        List<CatalogueParticipant> all = catalogue.participants();
        Answers.json(
                exchange,
                200,
                Answers.list(
                        all.size(),
                        all.stream()
                                .skip(parameters.number("offset", 0, 0))
                                .limit(parameters.number("limit", 100, 1))
                                .map(CatalogueViewRoutes::json)
                                .toList()));
    }

    private void participant(Exchange exchange) {
        String id = exchange.variable("participantId");
        Answers.json(
                exchange,
                200,
                json(catalogue
                        .participant(id)
                        .orElseThrow(() -> new Refusal(404, "There is no participant '" + id + "'"))));
    }

    private static ObjectNode json(CatalogueParticipant participant) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", participant.id())
                .put("name", participant.name())
                .put("publicKey", participant.publicKey());
    }
}
