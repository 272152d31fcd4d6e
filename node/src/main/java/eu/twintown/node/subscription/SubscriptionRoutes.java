package eu.twintown.node.subscription;

import eu.twintown.kernel.jsonld.CoreContext;
import eu.twintown.node.context.BrokerParts;
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
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /subscriptions} (ETSI GS CIM 009 V1.9.1, clauses 6.10 and 6.11). */
final class SubscriptionRoutes implements HttpService {
    private static final String ALL = Exchange.NGSI_LD + "/subscriptions";
    private static final String ONE = ALL + "/{id}";
    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames LIST = ParameterNames.of("count", "limit", "offset");

    private final Subscriptions subscriptions;
    private final DeliveryLog log;
    private final Dispatcher dispatcher;
    private final BrokerParts parts;

    SubscriptionRoutes(Subscriptions subscriptions, DeliveryLog log, Dispatcher dispatcher, BrokerParts parts) {
        this.subscriptions = subscriptions;
        this.log = log;
        this.dispatcher = dispatcher;
        this.parts = parts;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(ALL, Exchange.handler(this::create))
                .get(ALL, Exchange.handler(this::list))
                .get(ONE, Exchange.handler(this::retrieve))
                .patch(ONE, Exchange.handler(this::update))
                .delete(ONE, Exchange.handler(this::delete));
    }

    /** 6.10.3.1 Create Subscription. */
    private void create(Exchange exchange) {
        String tenant = exchange.tenant();
        exchange.parameters(NONE);
        LdDocument document = LdDocument.read(exchange, parts.contexts(), parts.bodies());
        String id = dispatcher.creating(() -> subscriptions.create(tenant, document.body(), document.context()));
        exchange.answerHeader("Location", ALL + "/" + id).send(201);
    }

    /** 6.10.3.2 Query Subscriptions. */
    private void list(Exchange exchange) {
        String tenant = exchange.tenant();
        Parameters parameters = exchange.parameters(LIST);
        Paging paging = Paging.of(parameters);
        MediaType type = MediaType.accepted(exchange, MediaType.PLAIN);
        LdContexts.Linked linked = parts.contexts().linked(exchange);
        List<SubscriptionDocument> page = subscriptions.list(tenant, paging.limit() + 1, paging.offset());
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        page.stream().limit(paging.limit()).forEach(document -> shown.add(shown(tenant, document, linked)));
        OptionalLong total = paging.count() ? OptionalLong.of(subscriptions.count(tenant)) : OptionalLong.empty();
        paging.describe(exchange, parameters, page.size() > paging.limit(), total, type);
        JsonAnswer.send(exchange, type, linked, shown);
    }

    /** 6.11.3.1 Retrieve Subscription. */
    private void retrieve(Exchange exchange) {
        String tenant = exchange.tenant();
        exchange.parameters(NONE);
        MediaType type = MediaType.accepted(exchange, MediaType.PLAIN);
        LdContexts.Linked linked = parts.contexts().linked(exchange);
        SubscriptionDocument document = subscriptions.get(tenant, exchange.variable("id"));
        JsonAnswer.send(exchange, type, linked, shown(tenant, document, linked));
    }

    /** 6.11.3.2 Update Subscription. */
    private void update(Exchange exchange) {
        String tenant = exchange.tenant();
        exchange.parameters(NONE);
        LdDocument fragment = LdDocument.read(exchange, parts.contexts(), parts.bodies());
        String id = exchange.variable("id");
        subscriptions.update(tenant, id, fragment.body(), fragment.context());
        dispatcher.changed(new Subscription.Key(tenant, id));
        exchange.send(204);
    }

    /** 6.11.3.3 Delete Subscription. */
    private void delete(Exchange exchange) {
        String tenant = exchange.tenant();
        exchange.parameters(NONE);
        String id = exchange.variable("id");
        subscriptions.delete(tenant, id);
        Subscription.Key key = new Subscription.Key(tenant, id);
        log.forget(key);
        dispatcher.changed(key);
        exchange.send(204);
    }

    /** A document in the reader's terms, with its status and how its notifications have fared. */
    private ObjectNode shown(String tenant, SubscriptionDocument document, LdContexts.Linked linked) {
        ObjectNode shown = document.compact(linked.context(), parts.contexts()::compile);
        Subscription.Key key =
                new Subscription.Key(tenant, document.body().get("id").asString());
        shown.put("status", subscriptions.status(key, document));
        if (!shown.has("jsonldContext")) {
            // Clause 5.8.1.4: it is then the context that the subscription came with.
            JsonNode source = document.context();
            JsonNode named = source.isArray() && source.size() == 2 ? source.get(0) : source;
            if (named.isString()) {
                shown.put("jsonldContext", named.asString());
            } else if (named.isEmpty()) {
                shown.put("jsonldContext", CoreContext.URL);
            }
        }
        if (shown.path("notification") instanceof ObjectNode notification) {
            log.get(key).writeTo(notification);
        }
        return shown;
    }
}
