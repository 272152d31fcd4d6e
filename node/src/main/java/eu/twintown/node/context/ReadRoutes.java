package eu.twintown.node.context;

import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.node.access.enforce.Admission;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

/** Reading entities: by query (clauses 6.4.3.2 and 6.23) and by id (clause 6.5.3.1). */
final class ReadRoutes implements HttpService {

    private static final ParameterNames RETRIEVE = ParameterNames.of(
                    "attrs",
                    "datasetId",
                    "entityMap",
                    "entityMapLifetime",
                    "format",
                    "geometryProperty",
                    "lang",
                    "local",
                    "omit",
                    "options",
                    "pick",
                    "type")
            .planned("containedBy", "join", "joinLevel");

    private static final ParameterNames QUERY = RETRIEVE.and(
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
                    "scopeQ")
            .planned(
                    "collation",
                    "containedBy",
                    "csf",
                    "expandValues",
                    "join",
                    "joinLevel",
                    "jsonKeys",
                    "orderBy",
                    "orderFrom",
                    "orderGeometry",
                    "splitEntities");

    private static final String QUERY_BY_POST = Exchange.NGSI_LD + "/entityOperations/query";
    private static final ParameterNames IN_URL_OF_POST =
            ParameterNames.of("count", "format", "geometryProperty", "limit", "local", "offset", "options");

    private final BrokerParts parts;
    private final Tenants tenants;

    ReadRoutes(BrokerParts parts) {
        this.parts = parts;
        this.tenants = new Tenants(parts.entities());
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(EntityRoutes.ENTITY, Exchange.handler(this::retrieve))
                .get(EntityRoutes.ENTITIES, Exchange.handler(this::query))
                .post(QUERY_BY_POST, Exchange.handler(this::queryByPost));
    }

    /** 6.5.3.1 Retrieve Entity. */
    private void retrieve(Exchange exchange) {
        Admission admission = Admission.of(exchange);
        String tenant = admission.tenant();
        String id = Fragments.requireId(exchange.variable("id"));
        Parameters parameters = exchange.parameters(RETRIEVE);
        MediaType type = MediaType.accepted(exchange, MediaType.WITH_GEO);
        LdContexts.Linked linked = parts.contexts().linked(exchange);
        Representation representation = Projection.of(parameters, linked.context(), type);
        EntityFilter filter = FilterReader.retrieval(id, parameters, linked.context());
        ReadAnswer answer = parts.reader()
                .retrieve(new ReadRequest(
                        tenant,
                        admission.principal(),
                        admission.restriction(),
                        filter,
                        linked.context(),
                        linked.url(),
                        parameters.asMap(),
                        1,
                        0,
                        false,
                        admission.underAgreement() || parameters.flag("local"),
                        exchange.entityMap(),
                        exchange.via()));
        if (answer.entities().isEmpty()) {
            tenants.requireExists(tenant);
            EntityAnswer.describe(answer, exchange);
            throw EntityWrites.notFound(id);
        }
        admission.given().accept(answer.entities());
        new EntityAnswer(exchange, type, linked, representation)
                .sendOne(answer.entities().getFirst(), answer, exchange);
    }

    /** 6.4.3.2 Query Entities. */
    private void query(Exchange exchange) {
        Parameters parameters = exchange.parameters(QUERY);
        new EntityQuery(parts, tenants)
                .answer(exchange, parameters, parameters, parts.contexts().linked(exchange));
    }

    /** 6.23.3.1 Query Entities by POST. */
    private void queryByPost(Exchange exchange) {
        Parameters inUrl = exchange.parameters(IN_URL_OF_POST);
        QueryBody.Query query = QueryBody.read(exchange, parts);
        new EntityQuery(parts, tenants).answer(exchange, query.parameters().and(inUrl), inUrl, query.linked());
    }
}
