package eu.twintown.node.trust.anchor;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.jose.StrictJson;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The management API of trust anchors, under {@code /api/trust/anchors}. */
public final class AnchorRoutes implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames REASON = ParameterNames.of("reason");
    private static final int LONGEST = 500;

    private final TrustAnchors anchors;
    private final JsonBodies bodies;

    public AnchorRoutes(TrustAnchors anchors, JsonBodies bodies) {
        this.anchors = anchors;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/trust/anchors", Exchange.handler(this::list))
                .get("/api/trust/anchors/history", Exchange.handler(this::history))
                .put("/api/trust/anchors/{did}", Exchange.handler(this::put))
                .delete("/api/trust/anchors/{did}", Exchange.handler(this::revoke));
    }

    private void list(Exchange exchange) {
        exchange.parameters(NONE);
        ArrayNode list = StrictJson.MAPPER.createArrayNode();
        anchors.list().forEach(anchor -> list.add(anchor.json()));
        send(exchange, list);
    }

    private void history(Exchange exchange) {
        exchange.parameters(NONE);
        ArrayNode list = StrictJson.MAPPER.createArrayNode();
        anchors.history().forEach(list::add);
        send(exchange, list);
    }

    private void put(Exchange exchange) {
        exchange.parameters(NONE);
        JsonNode body = bodies.readTree(exchange);
        List<String> types = new ArrayList<>();
        for (JsonNode type : body.path("types").values()) {
            types.add(text(type, "/types"));
        }
        if (types.isEmpty()) {
            throw ProblemException.badData("Name at least one type of credential, or * for any", "/types");
        }
        String name = text(body.path("name"), "/name");
        TrustAnchor anchor =
                anchors.put(exchange.variable("did"), name, types, until(body.path("until")), by(exchange));
        send(exchange, anchor.json());
    }

    private void revoke(Exchange exchange) {
        String reason = exchange.parameters(REASON)
                .text("reason")
                .filter(text -> !text.isBlank() && text.length() <= LONGEST)
                .orElseThrow(() -> ProblemException.badParameter(
                        "reason", "Tell why, in up to " + LONGEST + " characters; it stands in the history"));
        send(
                exchange,
                anchors.revoke(exchange.variable("did"), reason, by(exchange)).json());
    }

    private static String text(JsonNode value, String pointer) {
        String text = value.asString("").strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw ProblemException.badData("This must be a text of up to " + LONGEST + " characters", pointer);
        }
        return text;
    }

    private static Optional<Instant> until(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(value.asString("")));
        } catch (DateTimeException e) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST_DATA, "'until' must be a time such as 2027-01-01T00:00:00Z");
        }
    }

    private static String by(Exchange exchange) {
        return Principal.of(exchange).id();
    }

    private static void send(Exchange exchange, JsonNode answer) {
        exchange.answerHeader("Cache-Control", "no-store").send(200, MediaType.JSON, StrictJson.bytes(answer));
    }
}
