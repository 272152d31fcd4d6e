package eu.twintown.node.federation;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.node.context.BrokerParts;
import eu.twintown.node.context.FilterReader;
import eu.twintown.node.federation.Registration.Information;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonAnswer;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.LdDocument;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Paging;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /csourceRegistrations} (ETSI GS CIM 009 V1.9.1, clauses 6.8 and 6.9). */
final class RegistrationRoutes implements HttpService {
    static final String ALL = Exchange.NGSI_LD + "/csourceRegistrations";
    static final String ONE = ALL + "/{id}";

    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames QUERY = ParameterNames.of(
                    "attrs",
                    "coordinates",
                    "count",
                    "geometry",
                    "geoproperty",
                    "georel",
                    "id",
                    "idPattern",
                    "limit",
                    "offset",
                    "q",
                    "scopeQ",
                    "type")
            .planned(
                    "csf",
                    "endTimeAt",
                    "geometryProperty",
                    "lang",
                    "omit",
                    "options",
                    "pick",
                    "timeAt",
                    "timeproperty",
                    "timerel");

    private final Registrations registrations;
    private final Peers peers;
    private final BrokerParts parts;

    RegistrationRoutes(Registrations registrations, Peers peers, BrokerParts parts) {
        this.registrations = registrations;
        this.peers = peers;
        this.parts = parts;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(ALL, Exchange.handler(this::create))
                .get(ALL, Exchange.handler(this::query))
                .get(ONE, Exchange.handler(this::retrieve))
                .patch(ONE, Exchange.handler(this::update))
                .delete(ONE, Exchange.handler(this::delete));
    }

    /** 6.8.3.1 Register Context Source. */
    private void create(Exchange exchange) {
        String tenant = exchange.tenant();
        exchange.parameters(NONE);
        LdDocument document = LdDocument.read(exchange, parts.contexts(), parts.bodies());
        String id = registrations.create(tenant, document.body(), document.context());
        exchange.answerHeader("Location", ALL + "/" + id).send(201);
    }

    /** 6.9.3.1 Retrieve Context Source Registration. */
    private void retrieve(Exchange exchange) {
        String tenant = exchange.tenant();
        exchange.parameters(NONE);
        MediaType type = MediaType.accepted(exchange, MediaType.PLAIN);
        LdContexts.Linked linked = parts.contexts().linked(exchange);
        Registrations.Entry entry = registrations.get(tenant, exchange.variable("id"));
        JsonAnswer.send(exchange, type, linked, shown(tenant, entry, entry.document(), linked));
    }

    /** 6.9.3.2 Update Context Source Registration. */
    private void update(Exchange exchange) {
        String tenant = exchange.tenant();
        exchange.parameters(NONE);
        LdDocument fragment = LdDocument.read(exchange, parts.contexts(), parts.bodies());
        registrations.update(tenant, exchange.variable("id"), fragment.body(), fragment.context());
        exchange.send(204);
    }

    /** 6.9.3.3 Delete Context Source Registration. */
    private void delete(Exchange exchange) {
        String tenant = exchange.tenant();
        exchange.parameters(NONE);
        String id = exchange.variable("id");
        registrations.delete(tenant, id);
        peers.forget(tenant, id);
        exchange.send(204);
    }

    /** 6.8.3.2 Query Context Source Registrations. */
    private void query(Exchange exchange) {
        String tenant = exchange.tenant();
        Parameters parameters = exchange.parameters(QUERY);
        Paging paging = Paging.of(parameters);
        MediaType type = MediaType.accepted(exchange, MediaType.PLAIN);
        LdContexts.Linked linked = parts.contexts().linked(exchange);
        EntityFilter filter = FilterReader.query(parameters, linked.context());
        if (filter.types().isEmpty()
                && filter.attributes().isEmpty()
                && filter.q().isEmpty()
                && filter.geo().isEmpty()) {
            throw ProblemException.badParameter(
                    "type", "The query is too wide: give at least one of type, attrs, q, georel");
        }
        List<ObjectNode> matching = new ArrayList<>();
        Interest interest = Interest.of(filter);
        for (Registrations.Entry entry : registrations.all(tenant)) {
            List<Information> relevant = interest.matching(entry.registration());
            if (!relevant.isEmpty() && hasScope(filter, entry.document())) {
                matching.add(shown(tenant, entry, reduced(entry, relevant), linked));
            }
        }
        ArrayNode page = JsonNodeFactory.instance.arrayNode();
        matching.stream().skip(paging.offset()).limit(paging.limit()).forEach(page::add);
        boolean more = matching.size() > paging.offset() + paging.limit();
        paging.describe(exchange, parameters, more, OptionalLong.of(matching.size()), type);
        JsonAnswer.send(exchange, type, linked, page);
    }

    private static boolean hasScope(EntityFilter filter, JsonNode document) {
        List<String> scopes = new ArrayList<>();
        JsonNode scope = document.path("scope");
        if (scope.isString()) {
            scopes.add(scope.asString());
        }
        scope.forEach(one -> scopes.add(one.asString("")));
        Entity bearer = new Entity("", List.of(), scopes, null, null, null, Map.of());
        return filter.scope().map(s -> s.test(bearer)).orElse(true);
    }

    /** With those elements of information alone that matter to the query (clause 5.10.2.5). */
    private static JsonNode reduced(Registrations.Entry entry, List<Information> relevant) {
        ObjectNode copy = (ObjectNode) entry.document().deepCopy();
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        List<Information> all = entry.registration().information();
        for (int i = 0; i < all.size(); i++) {
            if (relevant.contains(all.get(i))) {
                kept.add(entry.document().get("information").get(i));
            }
        }
        copy.set("information", kept);
        return copy;
    }

    /** A document in the reader's terms, with how the source has been doing (clause 5.2.9, table 5.2.9-2). */
    private ObjectNode shown(String tenant, Registrations.Entry entry, JsonNode document, LdContexts.Linked linked) {
        ObjectNode shown = RegistrationDocument.compact(document, linked.context());
        PeerState state = peers.state(tenant, entry.registration());
        if (state.timesSent() > 0) {
            shown.put("status", state.state().equals("up") ? "ok" : "failed");
            shown.put("timesSent", state.timesSent());
            shown.put("timesFailed", state.timesFailed());
            state.lastAnswer().ifPresent(at -> shown.put("lastSuccess", at.toString()));
            state.lastFailure().ifPresent(at -> shown.put("lastFailure", at.toString()));
        }
        return shown;
    }
}
