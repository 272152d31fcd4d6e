package eu.twintown.node.dataspace.dsp;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.dataset.Dataset;
import eu.twintown.node.dataspace.dsp.catalog.Catalog;
import eu.twintown.node.dataspace.dsp.catalog.CatalogRoutes;
import eu.twintown.node.dataspace.dsp.catalog.DatasetSource;
import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.dsp.negotiation.AutomaticDecisions;
import eu.twintown.node.dataspace.dsp.negotiation.Negotiation;
import eu.twintown.node.dataspace.dsp.negotiation.NegotiationPolicy;
import eu.twintown.node.dataspace.dsp.negotiation.NegotiationRoutes;
import eu.twintown.node.dataspace.dsp.negotiation.Negotiations;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.recipient.RecipientFacts;
import eu.twintown.store.Store;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The Dataspace Protocol part of a node over a real store and a real server on a port of its own; it can die and be
 * started again on the same store. Who calls says so in a header.
 */
public final class DspNode implements AutoCloseable {
    private static final String WHO = "X-Participant";
    private static final DeliverySettings QUICK = new DeliverySettings(
            Duration.ofMinutes(5),
            Duration.ofMillis(400),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30));

    public final String id;
    public final Map<String, Dataset> datasets = new ConcurrentHashMap<>();
    public final Map<String, RecipientFacts> recipients = new ConcurrentHashMap<>();
    public volatile Duration ahead = Duration.ZERO;
    public volatile boolean counterOffers;
    public volatile DeliverySettings delivery = QUICK;
    public volatile UnaryOperator<NegotiationPolicy> decisions = UnaryOperator.identity();
    /** Stands between this node and the wire. */
    public volatile UnaryOperator<Courier> line = UnaryOperator.identity();

    private final InstantSource clock = () -> Instant.now().plus(ahead);
    private final AtomicLong version = new AtomicLong();
    private final Store store;
    private final Runnable storeEnd;
    private final OutgoingClient outgoing = new OutgoingClient(
            OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1_000_000, Duration.ofMillis(1)));
    private final int port;
    private @Nullable Running running;

    private record Running(WebServer server, Negotiations negotiations, Agreements agreements) {}

    public DspNode(String id) {
        this(id, StoreFixture.openAlone());
    }

    private DspNode(String id, StoreFixture fixture) {
        this(id, fixture.store(), fixture::close, freePort());
    }

    /**
     * Over a store that others may have open too.
     *
     * @param storeEnd is run when it is closed
     */
    public DspNode(String id, Store store, Runnable storeEnd, int port) {
        this.id = id;
        this.store = store;
        this.storeEnd = storeEnd;
        this.port = port;
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + port + "/dsp");
    }

    /** Starts it, or starts it again. */
    public DspNode start() {
        Agreements agreements = new Agreements(store.documents(), clock);
        DatasetSource source = source();
        Courier courier = (participant, request) -> line.apply(this::deliver).send(participant, request);
        Negotiations negotiations = new Negotiations(
                new Negotiations.Ground(
                        id, this::base, store.processes(), agreements, source, courier, delivery, clock),
                negotiation -> decisions
                        .apply(new AutomaticDecisions(
                                id,
                                source,
                                who -> recipients.getOrDefault(who, RecipientFacts.NONE),
                                counterOffers,
                                Duration.ofSeconds(60),
                                clock))
                        .decide(negotiation));
        JsonBodies bodies = new JsonBodies(1_000_000, 60);
        WebServer server = new WebServer(
                new ServerOptions("127.0.0.1", port, 1_000_000, 60, List.of(), Duration.ofMillis(200)),
                List.of(
                        new NegotiationRoutes(negotiations, bodies, Duration.ofSeconds(60), clock),
                        new CatalogRoutes(
                                new Catalog(id, this::base, source, content -> List.of("NgsiLd-PULL")),
                                this::base,
                                bodies,
                                50)),
                (method, template, status, nanos) -> {},
                (exchange, route) -> Principal.participant(exchange.header(WHO).orElse("nobody"), "", Map.of()));
        running = new Running(server, negotiations, agreements);
        negotiations.start();
        return this;
    }

    private OutgoingClient.Response deliver(String participant, OutgoingClient.Request request) {
        return outgoing.send(as(id, request));
    }

    /** The request, made by that participant. */
    public static OutgoingClient.Request as(String who, OutgoingClient.Request request) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.put(WHO, who);
        return new OutgoingClient.Request(request.method(), request.uri(), headers, request.body(), request.timeout());
    }

    private DatasetSource source() {
        return new DatasetSource() {
            @Override
            public List<Dataset> published(int limit, int offset) {
                return datasets.values().stream()
                        .filter(dataset -> !dataset.offers().isEmpty())
                        .skip(offset)
                        .limit(limit)
                        .toList();
            }

            @Override
            public Optional<Dataset> find(String dataset) {
                return Optional.ofNullable(datasets.get(dataset));
            }

            @Override
            public long version() {
                return version.get();
            }
        };
    }

    /** Offers a dataset of parkings under these policies. */
    public void publish(String dataset, Policy... offers) {
        datasets.put(
                dataset,
                new Dataset(
                        dataset,
                        "Title of " + dataset,
                        "What is in " + dataset,
                        new Content.Entities("", List.of("https://example.org/Parking"), List.of(), Optional.empty()),
                        List.of(offers),
                        Instant.now()));
        version.incrementAndGet();
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException(id + " is not running");
        }
        return now;
    }

    public Negotiations negotiations() {
        return running().negotiations();
    }

    public Agreements agreements() {
        return running().agreements();
    }

    public Negotiation negotiation(String pid) {
        return negotiations().find(pid).orElseThrow();
    }

    /** The only negotiation, or the last one. */
    public Optional<Negotiation> last() {
        return negotiations().list(1, 0).stream().findFirst();
    }

    public Optional<Agreement> lastAgreement() {
        List<Agreement> all = agreements().list(1000, 0);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    public OutgoingClient outgoing() {
        return outgoing;
    }

    public boolean isRunning() {
        return running != null;
    }

    /** Stops it; what it has stored stays. */
    public void stop() {
        Running now = running;
        running = null;
        if (now != null) {
            now.server().close();
            now.negotiations().close();
        }
    }

    @Override
    public void close() {
        stop();
        outgoing.close();
        storeEnd.run();
    }
}
