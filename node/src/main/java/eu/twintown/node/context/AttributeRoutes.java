package eu.twintown.node.context;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Optional;
import java.util.Set;

/** Writing attributes: {@code /entities/{id}/attrs} (clause 6.6) and {@code /entities/{id}/attrs/{attr}} (clause 6.7). */
final class AttributeRoutes implements HttpService {

    static final String ATTRIBUTES = EntityRoutes.ENTITY + "/attrs";
    static final String ATTRIBUTE = ATTRIBUTES + "/{attr}";

    private static final String NO_OVERWRITE = "noOverwrite";
    private static final ParameterNames UPDATE = ParameterNames.of("type", "local");
    private static final ParameterNames APPEND = UPDATE.and("options");
    private static final ParameterNames DELETE = UPDATE.and("datasetId", "deleteAll");

    private final BrokerParts parts;
    private final Fragments fragments;
    private final EntityWrites writes;

    AttributeRoutes(BrokerParts parts, EntityWrites writes) {
        this.parts = parts;
        this.fragments = new Fragments(parts);
        this.writes = writes;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(ATTRIBUTES, Exchange.handler(this::append))
                .patch(ATTRIBUTES, Exchange.handler(this::update))
                .patch(ATTRIBUTE, Exchange.handler(this::updateOne))
                .put(ATTRIBUTE, Exchange.handler(this::replaceOne))
                .delete(ATTRIBUTE, Exchange.handler(this::deleteOne));
    }

    /** 6.6.3.1 Append Attributes. */
    private void append(Exchange exchange) {
        Parameters parameters = exchange.parameters(APPEND);
        EntityWrites.Target target = EntityRoutes.target(exchange, parameters, parts.contexts());
        boolean overwrite = !parameters.options(Set.of(NO_OVERWRITE)).contains(NO_OVERWRITE);
        Entity fragment = fragments.read(exchange, target.id(), Mode.FRAGMENT);
        Updates.answer(writes.append(target, fragment, overwrite), exchange);
    }

    /** 6.6.3.2 Update Attributes. */
    private void update(Exchange exchange) {
        EntityWrites.Target target = target(exchange);
        Entity fragment = fragments.read(exchange, target.id(), Mode.FRAGMENT);
        Updates.answer(writes.update(target, fragment), exchange);
    }

    /** 6.7.3.1 Partial Attribute Update. */
    private void updateOne(Exchange exchange) {
        EntityWrites.Target target = target(exchange);
        Fragments.NamedAttribute named = fragments.readAttribute(exchange, attribute(exchange));
        Updates.answer(writes.updateAttribute(target, named.name(), named.attribute()), exchange);
    }

    /** 6.7.3.3 Replace Attribute. */
    private void replaceOne(Exchange exchange) {
        EntityWrites.Target target = target(exchange);
        Fragments.NamedAttribute named = fragments.readAttribute(exchange, attribute(exchange));
        Updates.answer(writes.replaceAttribute(target, named.name(), named.attribute()), exchange);
    }

    /** 6.7.3.2 Delete Attribute. */
    private void deleteOne(Exchange exchange) {
        Parameters parameters = exchange.parameters(DELETE);
        EntityWrites.Target target = EntityRoutes.target(exchange, parameters, parts.contexts());
        String name = parts.contexts().linked(exchange).context().expand(attribute(exchange));
        Optional<String> datasetId = parameters.text("datasetId").map(id -> Parameters.requireUri(id, "datasetId"));
        EntityChange change = writes.deleteAttribute(target, name, datasetId, parameters.flag("deleteAll"));
        Updates.answer(change, exchange);
    }

    private EntityWrites.Target target(Exchange exchange) {
        return EntityRoutes.target(exchange, exchange.parameters(UPDATE), parts.contexts());
    }

    /** The entity's own members are not attributes (clause 5.6.4.4). */
    private static String attribute(Exchange exchange) {
        String name = exchange.variable("attr");
        if (Set.of("id", "type", "scope", "@id", "@type", "@context").contains(name)) {
            throw ProblemException.badParameter("attrId", "'" + name + "' is a member of the entity, not an attribute");
        }
        return Projection.requireName(name, "attrId");
    }
}
