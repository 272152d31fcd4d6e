package eu.twintown.node.dataspace.transfer.plane;

import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.TransferGate;
import eu.twintown.node.dataspace.transfer.TransferProtocol;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a file to the consumer's endpoint, as often as it takes, and completes the transfer then. */
final class FilePush implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(FilePush.class);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_ATTEMPTS = 1_000;
    private static final String NODE = "node";

    private final Transfer transfer;
    private final Content.Remote content;
    private final Ground ground;
    private final PushLease lease;
    private final Semaphore stop = new Semaphore(0);
    private volatile boolean stopped;

    /** What it works with. */
    record Ground(TransferGate gate, PushClient client, OutgoingClient outgoing, TransferProtocol protocol) {}

    /** @param lease under which it runs: another process may have it */
    FilePush(Transfer transfer, Content.Remote content, Ground ground, PushLease lease) {
        this.transfer = transfer;
        this.content = content;
        this.ground = ground;
        this.lease = lease;
    }

    @Override
    public void run() {
        try {
            for (int attempt = 0; attempt < MOST_ATTEMPTS && !stopped && !lease.isOver(); attempt++) {
                if (lease.holds() && ground.gate().open(transfer.id()).isPresent() && isDone()) {
                    return;
                }
                Duration wait = Duration.ofMillis(250L << Math.min(attempt, 10));
                boolean unused =
                        stop.tryAcquire(Math.min(wait.toMillis(), LONGEST_PAUSE.toMillis()), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The file of transfer {} is not sent", transfer.id(), e);
        } finally {
            lease.release();
        }
    }

    private boolean isDone() {
        try {
            OutgoingClient.Response file = ground.outgoing()
                    .send(new OutgoingClient.Request(
                            "GET", RemoteProxy.source(content, ""), Map.of(), new byte[0], TIMEOUT));
            if (file.status() != 200 || stopped) {
                LOG.warn("The source of transfer {} answered {}", transfer.id(), file.status());
                return false;
            }
            String type = file.headers().getOrDefault("content-type", content.mediaType());
            return switch (ground.client().send(transfer.id(), type, file.body())) {
                case FAILED -> false;
                case DELIVERED -> {
                    ground.protocol().complete(transfer.id(), NODE);
                    yield true;
                }
                case UNWANTED -> {
                    ground.protocol()
                            .terminate(transfer.id(), NODE, "NOT_TAKEN", "The endpoint does not take the file");
                    yield true;
                }
            };
        } catch (OutgoingException e) {
            LOG.warn("The file of transfer {} cannot be had now: {}", transfer.id(), e.getMessage());
            return false;
        }
    }

    void stop() {
        stopped = true;
        stop.release();
    }
}
