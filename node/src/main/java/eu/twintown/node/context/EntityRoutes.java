package eu.twintown.node.context;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

/** Writing whole entities: {@code /entities} (clause 6.4) and {@code /entities/{id}} (clause 6.5). */
final class EntityRoutes implements HttpService {

    static final String ENTITIES = Exchange.NGSI_LD + "/entities";
    static final String ENTITY = ENTITIES + "/{id}";

    private static final ParameterNames CREATE = ParameterNames.of("local");
    private static final ParameterNames WRITE = ParameterNames.of("type", "local");
    private static final ParameterNames MERGE = WRITE.planned("format", "lang", "observedAt", "options");

    private final BrokerParts parts;
    private final Fragments fragments;
    private final EntityWrites writes;

    EntityRoutes(BrokerParts parts, EntityWrites writes) {
        this.parts = parts;
        this.fragments = new Fragments(parts);
        this.writes = writes;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(ENTITIES, Exchange.handler(this::create))
                .delete(ENTITY, Exchange.handler(this::delete))
                .put(ENTITY, Exchange.handler(this::replace))
                .patch(ENTITY, Exchange.handler(this::merge));
    }

    /** 6.4.3.1 Create Entity. */
    private void create(Exchange exchange) {
        String tenant = exchange.tenant();
        exchange.parameters(CREATE).flag("local");
        Entity entity = fragments.read(exchange, Mode.ENTITY);
        writes.create(tenant, entity);
        exchange.answerHeader("Location", location(entity.id())).send(201);
    }

    /** 6.5.3.2 Delete Entity. */
    private void delete(Exchange exchange) {
        writes.delete(target(exchange, WRITE));
        exchange.send(204);
    }

    /** 6.5.3.3 Replace Entity. */
    private void replace(Exchange exchange) {
        EntityWrites.Target target = target(exchange, WRITE);
        // id and type may be missing here (clause 5.6.18), so it is read as a fragment.
        Updates.answer(writes.replace(target, fragments.read(exchange, target.id(), Mode.FRAGMENT)), exchange);
    }

    /** 6.5.3.4 Merge Entity. */
    private void merge(Exchange exchange) {
        EntityWrites.Target target = target(exchange, MERGE);
        Updates.answer(writes.merge(target, fragments.read(exchange, target.id(), Mode.FRAGMENT)), exchange);
    }

    private EntityWrites.Target target(Exchange exchange, ParameterNames known) {
        return target(exchange, exchange.parameters(known), parts.contexts());
    }

    /** The entity that the path and the parameters name. */
    static EntityWrites.Target target(Exchange exchange, Parameters parameters, LdContexts contexts) {
        String id = Fragments.requireId(exchange.variable("id"));
        parameters.flag("local");
        return new EntityWrites.Target(
                exchange.tenant(),
                id,
                FilterReader.types(parameters, contexts.linked(exchange).context()));
    }

    /** The path of an entity; its id is one segment. */
    static String location(String id) {
        return ENTITIES + "/" + PathSegment.encode(id);
    }
}
