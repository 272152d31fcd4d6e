package eu.twintown.node.subscription;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one notification, once, and records what came of it. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** How many requests one endpoint gets at the same time, from all its subscriptions. */
    private static final int AT_ONCE = 4;

    private final OutgoingClient client;
    private final NotificationWriter writer;
    private final DeliveryLog log;
    private final InstantSource clock;
    private final LoadingCache<URI, Semaphore> slots =
            Caffeine.newBuilder().weakValues().build(uri -> new Semaphore(AT_ONCE));

    /** What became of a notification. */
    enum Result {
        DELIVERED,
        /** The endpoint does not want it, and would not want it later. */
        REJECTED,
        /** It may go through later. */
        FAILED
    }

    Delivery(OutgoingClient client, NotificationWriter writer, DeliveryLog log, InstantSource clock) {
        this.client = client;
        this.writer = writer;
        this.log = log;
        this.clock = clock;
    }

    Result send(Subscription subscription, List<Notice> notices) throws InterruptedException {
        Semaphore slot = slots.get(subscription.endpoint().uri());
        slot.acquire();
        try {
            Result result = attempt(subscription, notices);
            log.update(
                    subscription.key(),
                    state -> result == Result.DELIVERED
                            ? state.delivered(clock.instant())
                            : state.failed(clock.instant()));
            return result;
        } finally {
            slot.release();
        }
    }

    private Result attempt(Subscription subscription, List<Notice> notices) {
        URI uri = subscription.endpoint().uri();
        try {
            OutgoingClient.Request request = writer.request(subscription, notices, clock.instant());
            // The circuit of the endpoint, not of its host: other endpoints there may be well.
            int status = client.send(request, uri.toString()).status();
            if (status / 100 == 2) {
                return Result.DELIVERED;
            }
            LOG.warn("Notification of {} answered with status {} by {}", subscription.key(), status, uri);
            boolean temporary = status >= 500 || status == 408 || status == 425 || status == 429;
            return temporary ? Result.FAILED : Result.REJECTED;
        } catch (OutgoingException e) {
            LOG.debug("Notification of {} not delivered: {}", subscription.key(), e.getMessage());
            return e.reason() == OutgoingException.Reason.FORBIDDEN_ADDRESS ? Result.REJECTED : Result.FAILED;
        } catch (ProblemException e) {
            LOG.warn("Notification of {} cannot be written: {}", subscription.key(), e.getMessage());
            return Result.FAILED;
        }
    }
}
