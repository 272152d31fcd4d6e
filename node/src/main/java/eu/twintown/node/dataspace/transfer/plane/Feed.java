package eu.twintown.node.dataspace.transfer.plane;

import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.TransferGate;
import eu.twintown.node.dataspace.transfer.plane.Notifications.Notice;
import eu.twintown.store.Entities;
import eu.twintown.store.Outbox;
import eu.twintown.store.Outbox.Change;
import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feed of one transfer, on a thread of its own, so that a bad endpoint holds up nobody else: first everything that
 * there is, then the changes, in order. Its durable position in the outbox moves only after delivery, so a process killed
 * at any instant repeats what was under way and loses nothing. Of several processes on one database the one that has the
 * lease runs it; the others wait.
 *
 * <p>Before each request it asks whether data may still flow, and where they may not it waits. A transfer that is
 * suspended loses its position: what happens meanwhile is none of the consumer's business, and when it goes on the
 * consumer gets everything anew.
 */
final class Feed implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    /** Kind of the documents that tell with which start of the transfer everything was sent. */
    private static final String KIND = "transfer-feed";

    private static final int AT_ONCE = 50;
    private static final int READ_AT_ONCE = 500;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    /** Changes that come close together go in one request; the outbox is not read more often than this. */
    private static final Duration TOGETHER = Duration.ofMillis(100);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Transfer transfer;
    private final FeedContent content;
    private final Ground ground;
    private final PushLease lease;
    private final Semaphore stop = new Semaphore(0);
    private volatile boolean stopped;
    private int failures;

    /** What feeds work with. */
    record Ground(
            TransferGate gate,
            PushClient client,
            Entities entities,
            Outbox outbox,
            Documents documents,
            InstantSource clock) {}

    /** @param lease under which it runs: another process may have it */
    Feed(Transfer transfer, FeedContent content, Ground ground, PushLease lease) {
        this.transfer = transfer;
        this.content = content;
        this.ground = ground;
        this.lease = lease;
    }

    static String reader(String transfer) {
        return "transfer/" + transfer;
    }

    static void forget(Ground ground, String transfer) {
        ground.outbox().remove(reader(transfer));
        ground.documents().delete(KIND, "", transfer);
    }

    @Override
    public void run() {
        while (!stopped && !lease.isOver()) {
            try {
                if (!lease.holds()) {
                    pause(lease.pause());
                    continue;
                }
                // The position comes first, so that nothing falls between what there is and what changes.
                long position = ground.outbox().position(reader(transfer.id()));
                everything();
                changes(position);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (!stopped) {
                    LOG.error("The feed of transfer {} is interrupted and tried again", transfer.id(), e);
                    failures++;
                    pauseQuietly();
                }
            }
        }
        lease.release();
    }

    private boolean goesOn() {
        return !stopped && lease.holds();
    }

    private void everything() throws InterruptedException {
        String start = transfer.last().at().toString();
        boolean sent = ground.documents()
                .get(KIND, "", transfer.id())
                .filter(document -> document.json().contains(start))
                .isPresent();
        if (sent) {
            return;
        }
        List<Notice> batch = new ArrayList<>();
        for (String id : content.ids(ground.entities())) {
            if (stopped) {
                return;
            }
            content.now(ground.entities(), id).ifPresent(batch::add);
            if (batch.size() == AT_ONCE) {
                send(batch);
                batch.clear();
            }
        }
        send(batch);
        if (goesOn()) {
            ground.documents().put(KIND, "", transfer.id(), "{\"start\":\"" + start + "\"}");
        }
    }

    private void changes(long from) throws InterruptedException {
        long position = from;
        while (goesOn()) {
            List<Change> changes = ground.outbox().read(position, READ_AT_ONCE, PATIENCE);
            if (changes.isEmpty() || stopped) {
                continue;
            }
            List<Notice> notices = content.of(changes);
            for (int i = 0; i < notices.size() && goesOn(); i += AT_ONCE) {
                send(notices.subList(i, Math.min(i + AT_ONCE, notices.size())));
            }
            if (goesOn()) {
                position = changes.getLast().position();
                ground.outbox().advance(reader(transfer.id()), position);
            }
            pause(TOGETHER);
        }
    }

    /** Sends until it is taken, unwanted, or the feed stops. */
    private void send(List<Notice> notices) throws InterruptedException {
        if (notices.isEmpty()) {
            return;
        }
        byte[] body = Notifications.write(
                transfer.process().consumerPid(), notices, ground.clock().instant());
        while (goesOn()) {
            if (ground.gate().open(transfer.id()).isPresent()
                    && ground.client().send(transfer.id(), Notifications.TYPE, body) != PushClient.Result.FAILED) {
                failures = 0;
                return;
            }
            failures++;
            pause(waiting());
        }
    }

    private Duration waiting() {
        Duration wait = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
    }

    private void pause(Duration time) throws InterruptedException {
        boolean unused = stop.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void pauseQuietly() {
        try {
            pause(waiting());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    /** Sends nothing more; a request that is under way may still arrive. */
    void stop() {
        stopped = true;
        stop.release();
    }
}
