package eu.twintown.node.federation;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.kernel.time.DateTimes;
import eu.twintown.node.context.BrokerParts;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Ids;
import eu.twintown.node.http.JsonAnswer;
import eu.twintown.node.http.JsonMembers;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.LdDocument;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.trust.Principal;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /entityMaps/{id}} (ETSI GS CIM 009 V1.9.1, clauses 5.14.1 to 5.14.3 and 6.32): which source gave which entity.
 * Maps are made by queries; making one by itself is not there yet.
 */
final class EntityMapRoutes implements HttpService {
    private static final String ALL = Exchange.NGSI_LD + "/entityMaps";
    private static final String ONE = ALL + "/{id}";
    private static final ParameterNames NONE = ParameterNames.of();

    private final FederatedReader reader;
    private final BrokerParts parts;

    EntityMapRoutes(FederatedReader reader, BrokerParts parts) {
        this.reader = reader;
        this.parts = parts;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ONE, Exchange.handler(this::retrieve))
                .patch(ONE, Exchange.handler(this::update))
                .delete(ONE, Exchange.handler(this::delete))
                .route(Method.GET, ALL, Exchange.handler(EntityMapRoutes::later))
                .route(Method.POST, ALL, Exchange.handler(EntityMapRoutes::later));
    }

    private static void later(Exchange exchange) {
        throw new ProblemException(
                ProblemType.NOT_IMPLEMENTED,
                "The operation 'Create EntityMap for Query Entities' (ETSI GS CIM 009 V1.9.1, clause 5.14.4) is not there"
                        + " yet; a query of entities over several sources makes a map and names it in NGSILD-EntityMap");
    }

    /** 5.14.1 Retrieve EntityMap. */
    private void retrieve(Exchange exchange) {
        MediaType type = MediaType.accepted(exchange, MediaType.PLAIN);
        exchange.parameters(NONE);
        LdContexts.Linked linked = parts.contexts().linked(exchange);
        EntityMap map = map(exchange, Principal.of(exchange));
        reader.complete(map);
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("id", map.id());
        shown.put("type", "EntityMap");
        shown.put("expiresAt", DateTimes.format(map.expiresAt()));
        ObjectNode entries = shown.putObject("entityMap");
        map.entries().forEach((entity, sources) -> {
            ArrayNode list = entries.putArray(entity);
            sources.forEach(list::add);
        });
        map.warnings().forEach(warning -> exchange.addAnswerHeader(Exchange.WARNING, warning));
        JsonAnswer.send(exchange, type, linked, shown);
    }

    /** 5.14.2 Update EntityMap: only its expiry can be changed; what the node itself gives is ignored. */
    private void update(Exchange exchange) {
        exchange.parameters(NONE);
        EntityMap map = map(exchange, Principal.of(exchange));
        JsonMembers fragment = JsonMembers.of(
                LdDocument.read(exchange, parts.contexts(), parts.bodies()).body());
        fragment.oneOf("type", java.util.List.of("EntityMap"));
        Instant end = fragment.dateTime("expiresAt").orElseThrow(() -> fragment.fault("expiresAt", "is missing"));
        Instant latest = reader.maps().latestExpiry();
        map.expireAt(end.isBefore(latest) ? end : latest);
        exchange.send(204);
    }

    /** 5.14.3 Delete EntityMap. */
    private void delete(Exchange exchange) {
        exchange.parameters(NONE);
        reader.maps().delete(map(exchange, Principal.of(exchange)));
        exchange.send(204);
    }

    private EntityMap map(Exchange exchange, Principal principal) {
        String id = Ids.require(exchange.variable("id"), "");
        return reader.maps()
                .find(exchange.tenant(), id)
                .filter(map -> EntityMaps.isOf(map, principal))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND,
                        "There is no entity map " + id + "; maps stay for a few minutes, or until their expiresAt."));
    }
}
