package eu.twintown.node.authority.schema;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** The schema manager as a whole: built, started and stopped together. */
public final class SchemaManager implements AutoCloseable {
    private static final String FIRST = "DataOfferingShape";

    private final Schemas schemas;
    private final Vocabularies vocabularies;
    private final Webhooks webhooks;
    private final WebhookDelivery delivery;

    /**
     * @param send how events go out
     * @param base where participants reach the authority
     * @param retryPause before an event is tried for the second time
     */
    public SchemaManager(
            Documents documents,
            Function<OutgoingClient.Request, OutgoingClient.Response> send,
            URI base,
            InstantSource clock,
            Duration retryPause) {
        this.webhooks = new Webhooks(documents);
        this.delivery = new WebhookDelivery(documents, webhooks, send, clock, retryPause);
        this.schemas = new Schemas(documents, delivery::announce, base, clock);
        this.vocabularies = new Vocabularies(documents, clock);
    }

    /** Starts telling of changes; a data space that has no schema yet gets that of data offerings. */
    public void start() {
        schemas.start();
        if (schemas.find(FIRST).isEmpty()) {
            schemas.create(
                    FIRST,
                    "Data offering",
                    "What an offering of data must say",
                    "DataOffering",
                    resource("data-offering.ttl"));
        }
        delivery.start();
    }

    public Schemas schemas() {
        return schemas;
    }

    public Vocabularies vocabularies() {
        return vocabularies;
    }

    /**
     * What participants ask for.
     *
     * @param member the id of the participant that asks; refuses who is none
     */
    public List<HttpService> memberRoutes(JsonBodies bodies, Function<Exchange, String> member) {
        Consumer<Exchange> nobody = exchange -> {};
        return List.of(
                new SchemaRoutes(schemas, bodies, nobody, false),
                new VocabularyRoutes(vocabularies, bodies, nobody, false),
                new WebhookRoutes(webhooks, bodies, member));
    }

    /**
     * What those who manage the schemas ask for.
     *
     * @param operator refuses who may not manage them
     */
    public List<HttpService> operatorRoutes(JsonBodies bodies, Consumer<Exchange> operator) {
        return List.of(
                new SchemaRoutes(schemas, bodies, operator, true),
                new VocabularyRoutes(vocabularies, bodies, operator, true));
    }

    private static String resource(String name) {
        try (InputStream in = SchemaManager.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        delivery.close();
    }
}
