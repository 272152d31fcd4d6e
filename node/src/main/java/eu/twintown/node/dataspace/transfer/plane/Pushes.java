package eu.twintown.node.dataspace.transfer.plane;

import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.timer.Lease;
import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.TransferGate;
import eu.twintown.node.dataspace.transfer.TransferProtocol;
import eu.twintown.node.dataspace.transfer.TransferState;
import eu.twintown.node.dataspace.transfer.Transfers;
import eu.twintown.node.dataspace.transfer.token.TransferTokens;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node pushes as provider: begins when a transfer is started, and stops with it. */
public final class Pushes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pushes.class);
    private static final int FAREWELL_MILLIS = 1_500;

    private final Transfers transfers;
    private final Function<String, Optional<Content>> contents;
    private final ChangeView view;
    private final Feed.Ground feeds;
    private final FilePush.Ground files;
    private final Lease.Ground leases;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("abandoned-pushes").factory());
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param since what happened last to the transfer when this began; another start is another push */
    private record Running(Object since, Runnable stop) {}

    /**
     * What pushes stand on.
     *
     * @param lease how long a push is left to the process that began it, of several on one database, when it is silent
     */
    public record Ground(
            Transfers transfers,
            TransferGate gate,
            TransferProtocol protocol,
            TransferTokens tokens,
            OutgoingClient outgoing,
            Store store,
            Duration lease) {}

    /**
     * Pushes of these datasets.
     *
     * @param contents what a dataset consists of, by its id
     * @param view what of an entity is told under an agreement
     */
    public Pushes(Ground ground, Function<String, Optional<Content>> contents, ChangeView view, InstantSource clock) {
        this.transfers = ground.transfers();
        this.contents = contents;
        this.view = view;
        PushClient client = new PushClient(ground.outgoing(), ground.tokens());
        Store store = ground.store();
        this.feeds = new Feed.Ground(ground.gate(), client, store.entities(), store.outbox(), store.documents(), clock);
        this.leases = new Lease.Ground(store.documents(), "transfer-push", ground.lease(), clock);
        this.files = new FilePush.Ground(ground.gate(), client, ground.outgoing(), ground.protocol());
    }

    /** Goes on with what was under way. */
    public void start() {
        transfers.listen(this::changed);
        transfers.forEach(this::changed);
        long life = leases.life().toMillis();
        watch.scheduleWithFixedDelay(this::adopt, life, life, TimeUnit.MILLISECONDS);
    }

    /** Goes on with what another process on the same database has left. */
    private void adopt() {
        try {
            for (String id : leases.abandoned()) {
                transfers.find(id).ifPresentOrElse(this::changed, () -> leases.forget(id));
            }
        } catch (RuntimeException e) {
            LOG.warn("It is not known which pushes were abandoned; it is looked again", e);
        }
    }

    private void changed(Transfer transfer) {
        if (transfer.side() != Side.PROVIDER || !transfer.terms().isPush()) {
            return;
        }
        if (transfer.state() == TransferState.STARTED) {
            running.compute(transfer.id(), (id, now) -> {
                if (now != null && now.since().equals(transfer.last())) {
                    return now;
                }
                if (now != null) {
                    now.stop().run();
                }
                // The consumer lets nothing in before it knows of the start; when it has taken it, this is called
                // again.
                return transfer.process().outgoing().isEmpty() ? begin(transfer).orElse(null) : null;
            });
        } else {
            Running ended = running.remove(transfer.id());
            if (ended != null) {
                ended.stop().run();
            }
            if (transfer.state() != TransferState.REQUESTED) {
                Feed.forget(feeds, transfer.id());
                leases.forget(transfer.id());
            }
        }
    }

    private Optional<Running> begin(Transfer transfer) {
        Optional<Content> content = contents.apply(transfer.terms().dataset());
        if (content.isEmpty()) {
            LOG.warn("Transfer {} is about a dataset that is not there", transfer.id());
            return Optional.empty();
        }
        PushLease lease = new PushLease(transfer, transfers, leases);
        try {
            switch (content.get()) {
                case Content.Entities entities -> {
                    Feed feed = new Feed(
                            transfer, new FeedContent(transfer.terms().agreement(), entities, view), feeds, lease);
                    threads.execute(feed);
                    return Optional.of(new Running(transfer.last(), feed::stop));
                }
                case Content.Remote remote -> {
                    FilePush push = new FilePush(transfer, remote, files, lease);
                    threads.execute(push);
                    return Optional.of(new Running(transfer.last(), push::stop));
                }
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("Nothing more is pushed, the node ends");
            return Optional.empty();
        }
    }

    /** What is left goes out after the next start. */
    @Override
    public void close() {
        watch.shutdownNow();
        threads.shutdown();
        running.values().forEach(one -> one.stop().run());
        try {
            if (!threads.awaitTermination(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
