package eu.twintown.node.catalogue.simpl.publish;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /schemas/events}, on the node's tier-2 face: the schema manager tells that a schema was published or revoked.
 * The event itself changes nothing; it makes the node read the schemas again where they are served.
 */
final class SchemaEventRoutes implements HttpService {
    private static final Set<String> TYPES = Set.of("SchemaPublished", "SchemaRevoked");
    private static final List<String> REQUIRED = List.of(
            "/eventId",
            "/timestamp",
            "/data/schema/uri",
            "/data/schema/title",
            "/data/schema/name",
            "/data/schema/resourceType",
            "/data/schema/status");

    private final Runnable changed;
    private final JsonBodies bodies;

    SchemaEventRoutes(Runnable changed, JsonBodies bodies) {
        this.changed = changed;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/schemas/events", Exchange.handler(this::event));
    }

    private void event(Exchange exchange) {
        JsonNode event = bodies.readTree(exchange);
        for (String pointer : REQUIRED) {
            if (event.at(pointer).asString("").isBlank()) {
                throw ProblemException.badData("The schema event has nothing at " + pointer, pointer);
            }
        }
        if (!TYPES.contains(event.path("eventType").asString(""))) {
            throw ProblemException.badData("eventType must be one of " + TYPES, "/eventType");
        }
        changed.run();
        exchange.send(204);
    }
}
