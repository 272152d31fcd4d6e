package eu.twintown.node.context;

import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.node.access.enforce.Admission;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Paging;
import eu.twintown.node.http.Parameters;
import java.util.Map;
import java.util.Optional;

/** Query Entities (clause 5.7.2), however its parameters came. */
final class EntityQuery {

    /** A flag in the specification; the links of a page name the map itself here, for a link cannot carry a header. */
    private static final String ENTITY_MAP = "entityMap";

    private final BrokerParts parts;
    private final Tenants tenants;

    EntityQuery(BrokerParts parts, Tenants tenants) {
        this.parts = parts;
        this.tenants = tenants;
    }

    /**
     * Answers with a page of entities.
     *
     * @param parameters all of them, under the names of the query by GET
     * @param inUrl those that came in the URL, for the links to other pages
     */
    void answer(Exchange exchange, Parameters parameters, Parameters inUrl, LdContexts.Linked linked) {
        Admission admission = Admission.of(exchange);
        String tenant = admission.tenant();
        MediaType type = MediaType.accepted(exchange, MediaType.WITH_GEO);
        Paging paging = Paging.of(parameters);
        Representation representation = Projection.of(parameters, linked.context(), type);
        EntityFilter filter = FilterReader.query(parameters, linked.context());
        // What other nodes give is not this node's to hand on under an agreement.
        boolean local = admission.underAgreement() || FilterReader.local(parameters);
        FilterReader.requireNarrow(filter, local);
        ReadAnswer answer = parts.reader()
                .query(new ReadRequest(
                        tenant,
                        admission.principal(),
                        admission.restriction(),
                        filter,
                        linked.context(),
                        linked.url(),
                        parameters.asMap(),
                        paging.limit(),
                        paging.offset(),
                        paging.count(),
                        local,
                        exchange.entityMap().or(() -> entityMap(parameters)),
                        exchange.via()));
        if (answer.entities().isEmpty()) {
            tenants.requireExists(tenant);
        }
        Parameters links = answer.entityMap()
                .map(id -> inUrl.and(Parameters.of(Map.of(ENTITY_MAP, id))))
                .orElse(inUrl);
        admission.given().accept(answer.entities());
        paging.describe(exchange, links, answer.more(), answer.total(), type);
        new EntityAnswer(exchange, type, linked, representation).sendList(answer, exchange);
    }

    private static Optional<String> entityMap(Parameters parameters) {
        return parameters.text(ENTITY_MAP).filter(Parameters::isUri);
    }
}
