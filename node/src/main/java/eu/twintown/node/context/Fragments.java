package eu.twintown.node.context;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityParser;
import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.BodyContext;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.Parameters;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads entities, entity fragments and attribute fragments from request bodies. */
final class Fragments {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** One instance of an attribute, and the attribute's expanded name. */
    record NamedAttribute(String name, Attribute attribute) {}

    private final LdContexts contexts;
    private final JsonBodies bodies;

    Fragments(BrokerParts parts) {
        this.contexts = parts.contexts();
        this.bodies = parts.bodies();
    }

    Entity read(Exchange exchange, Mode mode) {
        BodyContext context = contexts.ofBody(exchange);
        Entity entity = bodies.read(
                exchange, parser -> EntityParser.parse(parser, context.linked().context(), context, mode));
        context.requireFound();
        return entity;
    }

    /** As read, for a path that names the entity: an id in the body must be the same one. */
    Entity read(Exchange exchange, String id, Mode mode) {
        Entity entity = read(exchange, mode);
        if (!entity.id().isEmpty() && !entity.id().equals(id)) {
            throw ProblemException.badData(
                    "The body is about '" + entity.id() + "', but the path about '" + id + "'", "/id");
        }
        return entity;
    }

    /** Reads one attribute, given without its name, by wrapping it in an entity fragment. */
    NamedAttribute readAttribute(Exchange exchange, String name) {
        BodyContext context = contexts.ofBody(exchange);
        JsonNode body = bodies.readTree(exchange);
        if (!body.isObject()) {
            throw ProblemException.badData("The body must be a JSON object: an attribute without its name", "");
        }
        ObjectNode fragment = MAPPER.createObjectNode();
        JsonNode inline = ((ObjectNode) body).remove("@context");
        if (inline != null) {
            fragment.set("@context", inline);
        }
        fragment.set(name, body);
        Entity entity;
        try (JsonParser parser = MAPPER.treeAsTokens(fragment)) {
            parser.nextToken();
            entity = EntityParser.parse(parser, context.linked().context(), context, Mode.FRAGMENT);
        }
        context.requireFound();
        String expanded = context.effective().context().expand(name);
        List<Attribute> instances = entity.attributes().getOrDefault(expanded, List.of());
        if (instances.size() != 1) {
            throw ProblemException.badData("'" + name + "' is not the name of an attribute", "");
        }
        return new NamedAttribute(expanded, instances.getFirst());
    }

    /** Refuses what is not a URI in the place of an entity's id. */
    static String requireId(String id) {
        if (!Parameters.isUri(id)) {
            throw ProblemException.badParameter(
                    "entityId", "'" + id + "' is not a URI, such as urn:ngsi-ld:OffStreetParking:1");
        }
        return id;
    }
}
