package eu.twintown.node.authority.schema;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.store.document.Documents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells webhooks of events. What is to be told is stored first; each is tried again with a pause that doubles, until the
 * receiver answers well or a day has passed.
 */
final class WebhookDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDelivery.class);
    private static final String KIND = "authority-webhook-delivery";
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int BATCH = 200;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Documents documents;
    private final Webhooks webhooks;
    private final Function<OutgoingClient.Request, OutgoingClient.Response> send;
    private final InstantSource clock;
    private final Duration firstPause;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopped;

    private record Due(
            String id, Webhooks.Webhook webhook, ObjectNode event, Instant since, Instant next, int attempts) {

        Due after(Instant now, Duration pause) {
            return new Due(id, webhook, event, since, now.plus(pause), attempts + 1);
        }
    }

    WebhookDelivery(
            Documents documents,
            Webhooks webhooks,
            Function<OutgoingClient.Request, OutgoingClient.Response> send,
            InstantSource clock,
            Duration firstPause) {
        this.documents = documents;
        this.webhooks = webhooks;
        this.send = send;
        this.clock = clock;
        this.firstPause = firstPause;
        this.thread = Thread.ofVirtual().name("schema-webhooks").unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    /** Takes an event for all who want it; durable when it returns. */
    void announce(ObjectNode event) {
        Instant now = clock.instant();
        for (Webhooks.Webhook webhook : webhooks.list()) {
            if (webhook.events().contains(event.path("eventType").asString())) {
                store(new Due(UUID.randomUUID().toString(), webhook, event, now, now, 0));
            }
        }
        wake.release();
    }

    private void store(Due due) {
        documents.put(KIND, "", due.id(), JSON.writeValueAsString(due));
    }

    private List<Due> waiting() {
        return documents.list(KIND, "", BATCH, 0).stream()
                .map(document -> JSON.readValue(document.json(), Due.class))
                .sorted(Comparator.comparing(Due::next))
                .toList();
    }

    private void loop() {
        while (!stopped) {
            try {
                Optional<Instant> next = round();
                long pause = next.map(
                                at -> Duration.between(clock.instant(), at).toMillis())
                        .orElse(LONGEST_PAUSE.toMillis());
                if (wake.tryAcquire(Math.max(1, pause), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Telling of schema events failed and is tried again: {}", e.getMessage());
                wake.drainPermits();
                if (stopped || Thread.interrupted()) {
                    return;
                }
                java.util.concurrent.locks.LockSupport.parkNanos(firstPause.toNanos());
            }
        }
    }

    /** Tries all that are due; gives the time of the next. */
    private Optional<Instant> round() {
        for (Due due : waiting()) {
            if (!stopped && !due.next().isAfter(clock.instant())) {
                attempt(due);
            }
        }
        return waiting().stream().findFirst().map(Due::next);
    }

    private void attempt(Due due) {
        String fault = post(due);
        Instant now = clock.instant();
        if (fault.isEmpty() || now.isAfter(due.since().plus(PATIENCE))) {
            if (!fault.isEmpty()) {
                LOG.warn(
                        "{} was not told of {}: {}",
                        due.webhook().targetUrl(),
                        due.event().path("eventId"),
                        fault);
            }
            documents.delete(KIND, "", due.id());
            return;
        }
        Duration pause = firstPause.multipliedBy(1L << Math.min(due.attempts(), 20));
        store(due.after(now, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
    }

    private String post(Due due) {
        try {
            OutgoingClient.Response response = send.apply(new OutgoingClient.Request(
                    "POST",
                    due.webhook().targetUrl(),
                    Map.of("Content-Type", "application/json"),
                    due.event().toString().getBytes(StandardCharsets.UTF_8),
                    TIMEOUT));
            return response.status() / 100 == 2 ? "" : "it answered " + response.status();
        } catch (OutgoingException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void close() {
        stopped = true;
        wake.release();
        try {
            thread.join(Duration.ofSeconds(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
