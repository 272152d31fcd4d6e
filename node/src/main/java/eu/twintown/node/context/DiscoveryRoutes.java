package eu.twintown.node.context;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.access.enforce.Admission;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonAnswer;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What there is: {@code /types} (clauses 6.25, 6.26) and {@code /attributes} (clauses 6.27, 6.28). */
final class DiscoveryRoutes implements HttpService {

    private static final String TYPES = Exchange.NGSI_LD + "/types";
    private static final String ATTRIBUTES = Exchange.NGSI_LD + "/attributes";
    private static final ParameterNames LIST = ParameterNames.of("details", "local");
    private static final ParameterNames ONE = ParameterNames.of("local");
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final BrokerParts parts;
    private final Discovery discovery;
    private final Tenants tenants;

    DiscoveryRoutes(BrokerParts parts) {
        this.parts = parts;
        this.discovery = new Discovery(parts.entities(), parts.views());
        this.tenants = new Tenants(parts.entities());
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(TYPES, Exchange.handler(this::types))
                .get(TYPES + "/{type}", Exchange.handler(this::type))
                .get(ATTRIBUTES, Exchange.handler(this::attributes))
                .get(ATTRIBUTES + "/{attr}", Exchange.handler(this::attribute));
    }

    /** Who asks in which tenant and context, and what the answer is to be. */
    private record Request(Admission who, boolean details, MediaType type, LdContexts.Linked linked) {
        Context context() {
            return linked.context();
        }
    }

    private Request start(Exchange exchange, ParameterNames known) {
        Admission who = Admission.of(exchange);
        tenants.requireExists(who.tenant());
        who.given().accept(List.of());
        boolean details = exchange.parameters(known).flag("details");
        return new Request(
                who,
                details,
                MediaType.accepted(exchange, MediaType.PLAIN),
                parts.contexts().linked(exchange));
    }

    /** 6.25.3.1 Retrieve Available Entity Types, with or without details. */
    private void types(Exchange exchange) {
        Request request = start(exchange, LIST);
        JsonNode answer;
        if (request.details()) {
            ArrayNode list = MAPPER.createArrayNode();
            discovery.attributesByType(request.who()).forEach((type, attributes) -> {
                ObjectNode item = described(list.addObject(), type, "EntityType", "typeName", request.context());
                names(item.putArray("attributeNames"), attributes, request.context());
            });
            answer = list;
        } else {
            answer = list("EntityTypeList", "typeList", discovery.types(request.who()), request.context());
        }
        JsonAnswer.send(exchange, request.type(), request.linked(), answer);
    }

    /** 6.26.3.1 Retrieve Available Entity Type Information. */
    private void type(Exchange exchange) {
        Request request = start(exchange, ONE);
        String type = request.context().expand(exchange.variable("type"));
        Discovery.TypeFacts facts =
                discovery.type(request.who(), type).orElseThrow(() -> notFound("entity of type", type));
        ObjectNode answer = described(MAPPER.createObjectNode(), type, "EntityTypeInfo", "typeName", request.context());
        answer.put("entityCount", facts.entities());
        ArrayNode details = answer.putArray("attributeDetails");
        facts.attributes().forEach((name, attribute) -> {
            ObjectNode item = described(details.addObject(), name, "Attribute", "attributeName", request.context());
            attribute.kinds.forEach(item.putArray("attributeTypes")::add);
        });
        JsonAnswer.send(exchange, request.type(), request.linked(), answer);
    }

    /** 6.27.3.1 Retrieve Available Attributes, with or without details. */
    private void attributes(Exchange exchange) {
        Request request = start(exchange, LIST);
        Map<String, Discovery.AttributeFacts> facts = discovery.attributes(request.who());
        JsonNode answer;
        if (request.details()) {
            ArrayNode list = MAPPER.createArrayNode();
            facts.forEach((name, attribute) -> {
                ObjectNode item = described(list.addObject(), name, "Attribute", "attributeName", request.context());
                names(item.putArray("typeNames"), attribute.types, request.context());
            });
            answer = list;
        } else {
            answer = list("AttributeList", "attributeList", facts.keySet(), request.context());
        }
        JsonAnswer.send(exchange, request.type(), request.linked(), answer);
    }

    /** 6.28.3.1 Retrieve Available Attribute Information. */
    private void attribute(Exchange exchange) {
        Request request = start(exchange, ONE);
        String name = request.context().expand(exchange.variable("attr"));
        Discovery.AttributeFacts facts = Optional.ofNullable(
                        discovery.attributes(request.who()).get(name))
                .orElseThrow(() -> notFound("attribute", name));
        ObjectNode answer = described(MAPPER.createObjectNode(), name, "Attribute", "attributeName", request.context());
        answer.put("attributeCount", facts.count);
        facts.kinds.forEach(answer.putArray("attributeTypes")::add);
        names(answer.putArray("typeNames"), facts.types, request.context());
        JsonAnswer.send(exchange, request.type(), request.linked(), answer);
    }

    private static ObjectNode described(ObjectNode node, String iri, String type, String nameMember, Context context) {
        return node.put("id", iri).put("type", type).put(nameMember, context.compact(iri));
    }

    private static void names(ArrayNode array, Collection<String> iris, Context context) {
        iris.forEach(iri -> array.add(context.compact(iri)));
    }

    /** The list's id follows from what is in it. */
    private static ObjectNode list(String type, String member, Collection<String> iris, Context context) {
        UUID id = UUID.nameUUIDFromBytes(iris.toString().getBytes(StandardCharsets.UTF_8));
        ObjectNode answer = MAPPER.createObjectNode()
                .put("id", "urn:ngsi-ld:" + type + ":" + id)
                .put("type", type);
        names(answer.putArray(member), iris, context);
        return answer;
    }

    private static ProblemException notFound(String what, String iri) {
        return new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no " + what + " " + iri + " here");
    }
}
