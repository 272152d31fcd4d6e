package eu.twintown.node.context;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.node.access.enforce.Admission;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Paging;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reading temporal evolutions: {@code /temporal/entities} (clauses 6.18.3.2, 6.19.3.1 and 6.24). */
final class TemporalRoutes implements HttpService {

    static final String ENTITIES = Exchange.NGSI_LD + "/temporal/entities";
    static final String ENTITY = ENTITIES + "/{id}";

    private static final String QUERY_BY_POST = Exchange.NGSI_LD + "/temporal/entityOperations/query";
    private static final ParameterNames IN_URL_OF_POST =
            ParameterNames.of("count", "format", "limit", "local", "offset", "options");
    private static final Set<String> OWN_MEMBERS = Set.of("id", "type", "scope");

    private final BrokerParts parts;
    private final TemporalReads reads;
    private final Tenants tenants;

    TemporalRoutes(BrokerParts parts) {
        this.parts = parts;
        this.reads = new TemporalReads(parts);
        this.tenants = new Tenants(parts.entities());
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ENTITY, Exchange.handler(this::retrieve))
                .get(ENTITIES, Exchange.handler(this::query))
                .post(QUERY_BY_POST, Exchange.handler(this::queryByPost));
    }

    /** 6.19.3.1 Retrieve Temporal Evolution of an Entity. */
    private void retrieve(Exchange exchange) {
        Admission admission = Admission.of(exchange);
        String tenant = admission.tenant();
        String id = Fragments.requireId(exchange.variable("id"));
        Parameters parameters = exchange.parameters(TemporalParameters.RETRIEVE);
        boolean local = parameters.flag("local");
        MediaType type = MediaType.accepted(exchange, MediaType.PLAIN);
        LdContexts.Linked linked = parts.contexts().linked(exchange);
        TemporalParameters temporal = TemporalParameters.of(parameters, linked.context());
        List<String> attributes = attributes(temporal);
        Set<String> datasetIds = temporal.representation().datasetIds();
        List<Entity> known = new ArrayList<>();
        reads.retrieve(admission, id, attributes, datasetIds, temporal.query()).ifPresent(known::add);
        ReadAnswer others = parts.reader()
                .histories(new ReadRequest(
                        tenant,
                        Principal.of(exchange),
                        admission.restriction(),
                        byId(id, attributes),
                        linked.context(),
                        linked.url(),
                        parameters.asMap(),
                        1,
                        0,
                        false,
                        local || admission.underAgreement(),
                        Optional.empty(),
                        exchange.via()));
        others.entities().forEach(entity -> known.add(TemporalReads.keep(entity, datasetIds)));
        EntityAnswer.describe(others, exchange);
        Optional<Entity> found = Evolutions.merge(known, temporal.query());
        if (found.isEmpty()) {
            tenants.requireExists(tenant);
            throw EntityWrites.notFound(id);
        }
        admission.given().accept(List.of(found.get()));
        new TemporalAnswer(type, linked, temporal).sendOne(found.get(), exchange);
    }

    private static EntityFilter byId(String id, List<String> attributes) {
        return new EntityFilter(
                List.of(id),
                Optional.empty(),
                Optional.empty(),
                attributes,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** 6.18.3.2 Query Temporal Evolution of Entities. */
    private void query(Exchange exchange) {
        Parameters parameters = exchange.parameters(TemporalParameters.QUERY);
        answer(exchange, parameters, parameters, parts.contexts().linked(exchange));
    }

    /** 6.24.3.1 Query Temporal Evolution of Entities by POST. */
    private void queryByPost(Exchange exchange) {
        Parameters inUrl = exchange.parameters(IN_URL_OF_POST);
        QueryBody.Query query = QueryBody.read(exchange, parts);
        answer(exchange, query.parameters().and(inUrl), inUrl, query.linked());
    }

    private void answer(Exchange exchange, Parameters parameters, Parameters inUrl, LdContexts.Linked linked) {
        Admission admission = Admission.of(exchange);
        MediaType type = MediaType.accepted(exchange, MediaType.PLAIN);
        Paging paging = Paging.of(parameters);
        TemporalParameters temporal = TemporalParameters.of(parameters, linked.context());
        temporal.requireTime();
        EntityFilter filter = FilterReader.query(parameters, linked.context());
        FilterReader.requireNarrow(filter, FilterReader.local(parameters));
        ReadAnswer answer =
                reads.query(admission, filter, temporal.representation().datasetIds(), temporal.query(), paging);
        if (answer.entities().isEmpty()) {
            tenants.requireExists(admission.tenant());
        }
        admission.given().accept(answer.entities());
        paging.describe(exchange, inUrl, answer.more(), answer.total(), type);
        new TemporalAnswer(type, linked, temporal).sendList(answer.entities(), exchange);
    }

    /** The attributes to read: those picked, without the entity's own members. */
    private static List<String> attributes(TemporalParameters temporal) {
        return temporal.representation().pick().stream()
                .filter(name -> !OWN_MEMBERS.contains(name))
                .toList();
    }
}
