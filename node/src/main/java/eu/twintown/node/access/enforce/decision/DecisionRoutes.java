package eu.twintown.node.access.enforce.decision;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.Languages;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /api/decisions}: why requests under agreements were allowed, narrowed or refused; and {@code /api/emergency}. A
 * participant reads its own decisions only; those of others do not exist for it.
 */
public final class DecisionRoutes implements HttpService {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int MOST_SHOWN = 100;
    private static final int MOST_SEARCHED = 5_000;
    private static final int LONGEST_REASON = 1_000;

    private final Decisions decisions;
    private final Emergency emergency;
    private final JsonBodies bodies;

    public DecisionRoutes(Decisions decisions, Emergency emergency, JsonBodies bodies) {
        this.decisions = decisions;
        this.emergency = emergency;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/decisions", Exchange.handler(this::list))
                .get("/api/decisions/{id}", Exchange.handler(this::one))
                .get("/api/emergency", Exchange.handler(this::emergency))
                .put("/api/emergency", Exchange.handler(this::declare));
    }

    private void list(Exchange exchange) {
        Parameters parameters = exchange.parameters(ParameterNames.of("agreement"));
        ArrayNode shown = MAPPER.createArrayNode();
        decisions
                .newest(parameters.text("agreement"), MOST_SHOWN, MOST_SEARCHED)
                .forEach(decision -> shown.add(DecisionDocument.in(
                        Languages.of(exchange),
                        decision instanceof ObjectNode object ? object.without("report") : decision)));
        send(exchange, shown);
    }

    private void one(Exchange exchange) {
        exchange.parameters(ParameterNames.of());
        Principal principal = Principal.of(exchange);
        String id = exchange.variable("id");
        Optional<JsonNode> decision = decisions
                .find(id)
                .filter(found -> principal.kind() != Principal.Kind.PARTICIPANT
                        || found.path("party").asString("").equals(principal.id()));
        JsonNode found = decision.map(one -> DecisionDocument.in(Languages.of(exchange), one))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND,
                        "There is no decision " + id + " here; decisions are kept for a limited time"));
        send(exchange, found);
    }

    private void emergency(Exchange exchange) {
        exchange.parameters(ParameterNames.of());
        Emergency.State state = emergency.state();
        ObjectNode shown = MAPPER.createObjectNode()
                .put("declared", state.declared())
                .put("by", state.by())
                .put("reason", state.reason());
        state.since().ifPresent(since -> shown.put("since", since.toString()));
        send(exchange, shown);
    }

    private void declare(Exchange exchange) {
        exchange.parameters(ParameterNames.of());
        JsonNode body = bodies.readTree(exchange);
        if (!body.path("declared").isBoolean()) {
            throw ProblemException.badData("'declared' must be true or false", "/declared");
        }
        String reason = body.path("reason").asString("").strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw ProblemException.badData(
                    "'reason' must be a text of 1 to " + LONGEST_REASON + " characters", "/reason");
        }
        emergency.set(body.path("declared").asBoolean(), Principal.of(exchange).id(), reason);
        emergency(exchange);
    }

    private static void send(Exchange exchange, JsonNode body) {
        exchange.answerHeader("Cache-Control", "no-store").send(200, MediaType.JSON, MAPPER.writeValueAsBytes(body));
    }
}
