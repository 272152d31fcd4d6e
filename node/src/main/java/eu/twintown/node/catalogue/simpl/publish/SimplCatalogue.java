package eu.twintown.node.catalogue.simpl.publish;

import eu.twintown.node.catalogue.simpl.description.DatasetFacts;
import eu.twintown.node.catalogue.simpl.proof.CredentialSigner;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.jena.rdf.model.Model;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's part in a Simpl data space's catalogue: built, started and stopped together. */
public final class SimplCatalogue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimplCatalogue.class);

    /** Until the schema manager tells of changes, soon after the onboarding too. */
    private static final Duration TO_SUBSCRIBE = Duration.ofSeconds(20);

    private final CatalogueSettings settings;
    private final Supplier<Optional<String>> participantId;
    private final Publications publications;
    private final SchemaCache schemas;
    private final AuthorityClient client;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * What the node gives.
     *
     * @param catalogue the node's own catalogue as a graph
     * @param participantId the node's id in the data space; empty while it is not onboarded
     * @param signer signs in the organisation's name
     * @param send sends to the authority's tier 2, with certificate and proof
     */
    public record Surroundings(
            Supplier<Model> catalogue,
            Supplier<Optional<String>> participantId,
            Supplier<CredentialSigner> signer,
            Function<OutgoingClient.Request, OutgoingClient.Response> send,
            Documents documents,
            InstantSource clock) {}

    public SimplCatalogue(CatalogueSettings settings, Surroundings around) {
        this.settings = settings;
        this.participantId = around.participantId();
        this.client = new AuthorityClient(settings, around.send());
        this.schemas =
                new SchemaCache(client, around.documents(), settings.schemaAge(), settings.schemaUse(), around.clock());
        this.publications = new Publications(
                around.documents(),
                () -> DatasetFacts.of(around.catalogue().get()),
                around.participantId(),
                client,
                schemas,
                new Drafts(settings.offering(), around.signer()),
                settings.all(),
                around.clock());
        this.thread = Thread.ofVirtual().name("simpl-catalogue").unstarted(this::loop);
    }

    /** Begins to keep what is published up to date. */
    public void start() {
        thread.start();
    }

    /** The management API, on the node's usual listener. */
    public HttpService routes(JsonBodies bodies) {
        return new PublicationRoutes(publications, client, schemas, bodies);
    }

    /** What the schema manager calls, on the node's tier-2 listener. */
    public HttpService tier2Routes(JsonBodies bodies) {
        return new SchemaEventRoutes(this::schemasChanged, bodies);
    }

    private void schemasChanged() {
        schemas.changed();
        wake.release();
    }

    private void loop() {
        boolean subscribed = settings.events().isEmpty();
        while (!stopped) {
            subscribed = subscribed
                    || (participantId.get().isPresent()
                            && succeeds(
                                    () -> client.subscribe(settings.events().orElseThrow()),
                                    "Asking for schema events"));
            succeeds(publications::refresh, "Looking at what is published");
            try {
                Duration pause = subscribed || settings.recheck().compareTo(TO_SUBSCRIBE) < 0
                        ? settings.recheck()
                        : TO_SUBSCRIBE;
                if (wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean succeeds(Runnable work, String what) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            if (!stopped) {
                LOG.warn("{} failed and is tried again: {}", what, e.getMessage());
            }
            return false;
        }
    }

    @Override
    public void close() {
        stopped = true;
        wake.release();
        try {
            thread.join(Duration.ofSeconds(25));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
