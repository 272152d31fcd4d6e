package eu.twintown.node.acquisition;

import eu.twintown.node.mediation.mapping.Mapping;
import eu.twintown.node.mediation.mapping.RawRecord;
import eu.twintown.node.mediation.mapping.SourceFault;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one source on a virtual thread of its own: reads it when its time has come, and tells how it does. Whatever goes
 * wrong stays here: the source is marked as failing, and is tried again after a pause that grows.
 */
final class SourceRunner {
    private static final Logger LOG = LoggerFactory.getLogger(SourceRunner.class);

    private final SourceConfig source;
    private final Fetcher fetcher;
    private final Ingest ingest;
    private final Quarantine quarantine;
    private final SourceStates states;
    private final InstantSource clock;
    private final ReentrantLock running = new ReentrantLock();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile SourceStatus status = SourceStatus.NEW;
    private boolean fetching;

    /** What a replay came to. */
    record Replay(int replayed, int stillQuarantined) {}

    SourceRunner(
            SourceConfig source,
            Fetcher fetcher,
            Ingest ingest,
            Quarantine quarantine,
            SourceStates states,
            InstantSource clock) {
        this.source = source;
        this.fetcher = fetcher;
        this.ingest = ingest;
        this.quarantine = quarantine;
        this.states = states;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("source-" + source.id()).unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    /**
     * Ends the source's runs. One that waits for the foreign system is given up; one that writes ends after the batch,
     * because an interrupt would tear its database connection.
     */
    void stop() {
        synchronized (stop) {
            stop.countDown();
            if (fetching) {
                thread.interrupt();
            }
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private Optional<Fetcher.Fetched> fetch(URI address) {
        synchronized (stop) {
            if (isStopped()) {
                throw new SourceFault("The source is stopped");
            }
            fetching = true;
        }
        try {
            return fetcher.fetch(address);
        } finally {
            synchronized (stop) {
                fetching = false;
                Thread.interrupted();
            }
        }
    }

    /** Waits until the last run is over. */
    void awaitEnd(Duration patience) throws InterruptedException {
        thread.join(patience);
    }

    SourceConfig source() {
        return source;
    }

    SourceStatus status() {
        return status;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    private void loop() {
        int failures = 0;
        try {
            status = states.load(source.id());
            while (!isStopped()) {
                failures = run() ? 0 : failures + 1;
                Optional<Duration> pause = pause(failures);
                status = status.next(pause.map(clock.instant()::plus));
                states.save(source.id(), status);
                if (pause.isEmpty() || stop.await(pause.get().toMillis(), TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Source {} was interrupted", source.id());
        } catch (RuntimeException e) {
            // the store has failed: there is no place to tell of anything
            LOG.error("Source {} cannot keep its state and ends", source.id(), e);
            status = status.failed(clock.instant(), "The node cannot keep the state of this source: " + e.getMessage());
        }
        if (isStopped()) {
            status = status.in(SourceStatus.State.STOPPED).next(Optional.empty());
        }
    }

    /** The pause before the next run; empty where there is none to come. */
    private Optional<Duration> pause(int failures) {
        SourceConfig.Schedule schedule = source.schedule();
        if (failures == 0 && schedule.every().isEmpty()) {
            return Optional.empty();
        }
        Duration pause = schedule.every().orElse(Duration.ofSeconds(10));
        for (int i = 1; i < failures && pause.compareTo(schedule.backoffMax()) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        if (failures > 1 && pause.compareTo(schedule.backoffMax()) > 0) {
            pause = schedule.backoffMax();
        }
        long jitter = schedule.jitter().toMillis();
        return Optional.of(
                pause.plusMillis(jitter > 0 ? ThreadLocalRandom.current().nextLong(jitter + 1) : 0));
    }

    private boolean run() throws InterruptedException {
        running.lockInterruptibly();
        SourceStatus.State before = status.state();
        try {
            readAll();
            status = status.succeeded(clock.instant());
            if (before == SourceStatus.State.FAILING) {
                LOG.info("Source {} is well again", source.id());
            }
            return true;
        } catch (RuntimeException e) {
            if (isStopped()) {
                return false;
            }
            String message = e instanceof SourceFault ? String.valueOf(e.getMessage()) : "The node failed: " + e;
            if (before != SourceStatus.State.FAILING) {
                LOG.warn("Source {} fails: {}", source.id(), message, e instanceof SourceFault ? null : e);
            }
            status = status.failed(clock.instant(), message);
            return false;
        } finally {
            running.unlock();
        }
    }

    private void readAll() {
        if (source.mapping().refresh()) {
            fetcher.forget();
        }
        Mapping mapping = source.mapping().mapping();
        if (!status.backfilled()) {
            backfill(mapping);
        }
        List<String> faults = new ArrayList<>();
        for (URI address : source.fetch()) {
            try {
                Optional<Fetcher.Fetched> answer = fetch(address);
                if (answer.isPresent()) {
                    ingest(
                            mapping,
                            mapping.decode(answer.get().body(), answer.get().lines()));
                    fetcher.used(answer.get());
                }
            } catch (SourceFault e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            String share = source.fetch().size() == 1
                    ? ""
                    : faults.size() + " of " + source.fetch().size() + " addresses failed: ";
            throw new SourceFault(share + String.join("; ", faults));
        }
    }

    /** All addresses together, so that their records come into the order of time whatever the order of the addresses. */
    private void backfill(Mapping mapping) {
        List<RawRecord> records = new ArrayList<>();
        for (URI address : source.backfill()) {
            try {
                fetch(address).ifPresent(answer -> records.addAll(mapping.decode(answer.body(), answer.lines())));
            } catch (SourceFault e) {
                throw new SourceFault("The backfill failed: " + e.getMessage());
            }
        }
        ingest(mapping, records);
        status = status.withBackfill();
    }

    private void ingest(Mapping mapping, List<RawRecord> records) {
        Ingest.Result result = ingest.run(mapping, records, this::isStopped);
        long beyond = 0;
        for (Ingest.Rejected rejected : result.rejected()) {
            beyond += quarantine.add(rejected.raw(), rejected.faults(), mapping, clock.instant()) ? 0 : 1;
        }
        status = status.counted(result.tally(), beyond);
    }

    /**
     * Maps records of the quarantine again, with the mapping as it is now; those that are well then leave it.
     *
     * @throws SourceFault where the mapping file has faults
     */
    Replay replay(List<Quarantine.Item> items) {
        running.lock();
        try {
            source.mapping().refresh();
            Mapping mapping = source.mapping().mapping();
            int replayed = 0;
            for (Quarantine.Item item : items) {
                Ingest.Result result = ingest.run(mapping, List.of(item.raw()), () -> false);
                if (result.rejected().isEmpty()) {
                    quarantine.delete(item.id());
                    replayed++;
                } else {
                    quarantine.add(item.raw(), result.rejected().getFirst().faults(), mapping, clock.instant());
                }
                status = status.counted(result.tally().withoutFaulty(), 0);
            }
            return new Replay(replayed, items.size() - replayed);
        } finally {
            running.unlock();
        }
    }
}
