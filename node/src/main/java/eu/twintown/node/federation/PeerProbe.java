package eu.twintown.node.federation;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the sources of the default tenant for a sign of life where no request has reached them for a while, so that
 * people see a source that is down before they need it.
 */
final class PeerProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerProbe.class);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Registrations registrations;
    private final Peers peers;
    private final Function<OutgoingClient.Request, OutgoingClient.Response> client;
    private final FederationSettings settings;
    private final InstantSource clock;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("peer-probe").factory());

    PeerProbe(
            Registrations registrations,
            Peers peers,
            Function<OutgoingClient.Request, OutgoingClient.Response> client,
            FederationSettings settings,
            InstantSource clock) {
        this.registrations = registrations;
        this.peers = peers;
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    void start() {
        schedule.scheduleWithFixedDelay(this::round, 1, EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /** Probes all that have been quiet. */
    void round() {
        try {
            Instant quietSince = clock.instant().minus(QUIET);
            for (Registrations.Entry entry : registrations.all("")) {
                PeerState state = peers.state("", entry.registration());
                boolean heard = state.lastAnswer().filter(quietSince::isBefore).isPresent()
                        || state.lastFailure().filter(quietSince::isBefore).isPresent();
                // Asking an agreed source is a use that may be counted against the agreement.
                if (!heard && entry.registration().agreement().isEmpty()) {
                    probe(entry.registration());
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Peers cannot be probed: {}", e.toString());
        }
    }

    private void probe(Registration source) {
        URI uri = URI.create(source.endpoint() + "/types?local=true");
        Map<String, String> headers = source.sourceTenant().isEmpty()
                ? Map.of("Accept", "application/json")
                : Map.of("Accept", "application/json", "NGSILD-Tenant", source.sourceTenant());
        Instant start = clock.instant();
        try {
            OutgoingClient.Response response = client.apply(
                    new OutgoingClient.Request("GET", uri, headers, new byte[0], settings.sourceTimeout()));
            if (response.status() < 500) {
                peers.answered("", source, Duration.between(start, clock.instant()));
            } else {
                peers.failed("", source, "answered with status " + response.status());
            }
        } catch (OutgoingException e) {
            peers.failed("", source, Objects.requireNonNullElse(e.getMessage(), "no answer"));
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
