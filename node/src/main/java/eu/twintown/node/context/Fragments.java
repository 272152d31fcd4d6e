package eu.twintown.node.context;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityParser;
import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.BodyContext;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.Parameters;
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
        Entity entity = bodies.read(exchange, parser -> parse(parser, context, mode));
        context.requireFound();
        return entity;
    }

    /** Reads one entity or fragment; without a context in the body it need not be buffered. */
    static Entity parse(JsonParser parser, BodyContext context, Mode mode) {
        return context.isExpected()
                ? EntityParser.parse(parser, context.linked().context(), context, mode)
                : EntityParser.parse(parser, context.linked().context(), mode);
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

    /** Reads one attribute, given without its name. */
    NamedAttribute readAttribute(Exchange exchange, String name) {
        BodyContext context = contexts.ofBody(exchange);
        JsonNode body = bodies.readTree(exchange);
        if (!(body instanceof ObjectNode fragment)) {
            throw ProblemException.badData("The body must be a JSON object: an attribute without its name", "");
        }
        JsonNode inline = fragment.remove("@context");
        Context effective = inline == null ? context.linked().context() : context.apply(inline);
        context.requireFound();
        try (JsonParser parser = MAPPER.treeAsTokens(fragment)) {
            parser.nextToken();
            return new NamedAttribute(
                    effective.expand(name), EntityParser.parseAttribute(parser, effective, Mode.FRAGMENT));
        }
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
