package eu.twintown.node.subscription;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.node.context.BrokerParts;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.store.Outbox;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The subscriptions of a node, put together: the documents, the delivery of notifications, the routes. */
public final class SubscriptionService implements AutoCloseable {
    private final Subscriptions subscriptions;
    private final DeliveryLog log;
    private final Dispatcher dispatcher;

    /**
     * Puts the parts together.
     *
     * @param contexts compiles JSON-LD contexts by their source
     */
    public SubscriptionService(
            Documents documents,
            Outbox outbox,
            OutgoingClient client,
            Function<JsonNode, Context> contexts,
            InstantSource clock) {
        this.subscriptions = new Subscriptions(documents, contexts, clock);
        this.log = new DeliveryLog(documents);
        Delivery delivery = new Delivery(client, new NotificationWriter(contexts), log, clock);
        this.dispatcher = new Dispatcher(outbox, subscriptions, delivery, log, clock);
    }

    /** Begins to send notifications, from where the last run of the node left off. */
    public void start() {
        dispatcher.start();
    }

    public HttpService routes(BrokerParts parts) {
        return new SubscriptionRoutes(subscriptions, log, dispatcher, parts);
    }

    /** Stops sending; what is not delivered is sent after the next start. */
    @Override
    public void close() {
        dispatcher.close();
    }
}
