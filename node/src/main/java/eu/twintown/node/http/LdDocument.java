package eu.twintown.node.http;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a request that is a JSON object other than an entity, with its JSON-LD context (clause 6.3.5).
 *
 * @param body without {@code @context}
 */
public record LdDocument(ObjectNode body, Context context) {

    public static LdDocument read(Exchange exchange, LdContexts contexts, JsonBodies bodies) {
        BodyContext context = contexts.ofBody(exchange);
        JsonNode tree = bodies.readTree(exchange);
        if (!(tree instanceof ObjectNode body)) {
            throw ProblemException.badData("The body must be a JSON object", "");
        }
        JsonNode inline = body.remove("@context");
        Context effective = inline == null ? context.linked().context() : context.apply(inline);
        context.requireFound();
        return new LdDocument(body, effective);
    }
}
