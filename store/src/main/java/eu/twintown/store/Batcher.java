package eu.twintown.store;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.store.Entities.Mutation;
import eu.twintown.store.Entities.Outcome;
import eu.twintown.store.database.Database;
import eu.twintown.store.database.Failures;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the writes of all callers into few commits.
 *
 * <h2>Theory</h2>
 *
 * A durable commit costs a flush of the log (0.1 to 2 ms) and several round trips, whether it carries one change or five
 * hundred. So while one commit is under way, everything that arrives waits in a queue, and the next commit takes all of
 * it. An idle store commits a single write at once, a busy one finds larger batches by itself, and the load settles where
 * one commit's duration equals the arrivals it collects. This is the group commit of Gawlick and Kinkade (IEEE Database
 * Engineering 8:2, 1985; also DeWitt et al., SIGMOD 1984), moved in front of the database, where it saves statements,
 * plans, index descents and context switches as well as flushes.
 *
 * <p>Callers that wait for their answers come back in a crowd after each commit, and the first of them alone would make
 * the next commit, with all others behind it: small and large batches in turn. So after a batch of {@value #CROWD} callers
 * or more the writer gathers for up to half the time that the commit took. A few callers are never made to wait.
 *
 * <h2>Concurrency</h2>
 *
 * Callers put units into one queue and block until theirs is done. A writer thread takes whole units of one tenant, at
 * most {@value #BATCH} mutations unless a single unit is larger (at most {@value #UNIT}). A second one helps when
 * {@value #BUSY} mutations wait, so that one computes while the other waits for the log; with fewer it would only make the
 * batches smaller. Inside its transaction a writer locks the rows it is about to change in the order of their ids, so two
 * writers, here or on other nodes, cannot wait for each other in a circle; rows that are new cannot be locked, so two may
 * create the same entity: the loser's insert finds a row in its way, and its batch is done again from the start, where the
 * rule then sees the row. For the same reason an entity that is said to be new is not even looked for at first (see
 * {@link Commit}). Rules are pure functions, hence may run again. A caller that sends several units in sequence waits for
 * each, so its own order is kept. The queue is bounded by {@value #ROOM} mutations; whoever comes later waits to enter.
 *
 * <h2>Failure</h2>
 *
 * A rule that throws fails its own mutation and leaves the state as it was; the others go on. Serialization failures,
 * deadlocks and lost races repeat the batch. A lost connection repeats it too, unless the commit had been sent: then
 * nobody knows whether it happened, and the outbox row is looked for, which carries a random token, before deciding. Any
 * other error may be the fault of one unit alone (a text that the database cannot store), so the batch is halved until
 * the culprit stands by itself and only that fails. Callers learn success only after the commit.
 */
final class Batcher implements AutoCloseable {
    /** Mutations in one commit. */
    static final int BATCH = 512;
    /** The largest unit; longer lists are cut. */
    static final int UNIT = 1024;

    private static final int ROOM = 16_384;
    private static final int WRITERS = 2;
    /** So many mutations must wait for a second writer to help the first. */
    private static final int BUSY = 256;
    /** So many callers of a batch are a crowd, of which the next batch may expect as many. */
    private static final int CROWD = 8;

    private static final long LONGEST_GATHERING = Duration.ofMillis(2).toNanos();
    private static final int CONFLICT_ATTEMPTS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(Batcher.class);

    private final Database database;
    private final CommitWork work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition left = lock.newCondition();
    private final Deque<WriteUnit> queue = new ArrayDeque<>();
    private final List<Thread> writers = new ArrayList<>();
    private int waiting;
    /** Writers that commit or gather. */
    private int active = WRITERS;

    private boolean closed;

    Batcher(Database database, CommitWork work) {
        this.database = database;
        this.work = work;
        for (int i = 1; i <= WRITERS; i++) {
            writers.add(Thread.ofPlatform().daemon().name("store-writer-" + i).start(this::write));
        }
    }

    /** Applies the mutations in their order; returns when all are durable. */
    List<Outcome> apply(String tenant, List<Mutation> mutations) {
        if (mutations.size() <= UNIT) {
            return result(enter(new WriteUnit(tenant, mutations)));
        }
        // Pieces that touch different entities may be under way at the same time; others must keep their order.
        boolean independent = idsDiffer(mutations);
        List<Outcome> outcomes = new ArrayList<>(mutations.size());
        List<WriteUnit> pending = new ArrayList<>();
        for (int from = 0; from < mutations.size(); from += UNIT) {
            List<Mutation> piece = mutations.subList(from, Math.min(from + UNIT, mutations.size()));
            pending.add(enter(new WriteUnit(tenant, piece)));
            if (!independent || pending.size() > WRITERS) {
                outcomes.addAll(result(pending.removeFirst()));
            }
        }
        pending.forEach(unit -> outcomes.addAll(result(unit)));
        return outcomes;
    }

    private static boolean idsDiffer(List<Mutation> mutations) {
        Set<String> ids = new HashSet<>();
        return mutations.stream().allMatch(mutation -> ids.add(mutation.id()));
    }

    private static List<Outcome> result(WriteUnit unit) {
        try {
            return unit.result().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private WriteUnit enter(WriteUnit unit) {
        lock.lock();
        try {
            while (waiting > ROOM && !closed) {
                left.awaitUninterruptibly();
            }
            if (closed) {
                throw new ProblemException(ProblemType.UNAVAILABLE, "The node is shutting down.");
            }
            queue.add(unit);
            waiting += unit.size();
            if (active == 0 || waiting >= BUSY) {
                arrived.signal();
            }
            return unit;
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        List<WriteUnit> batch = take(0, 0);
        while (!batch.isEmpty()) {
            long start = System.nanoTime();
            commit(batch);
            batch = take(batch.size(), System.nanoTime() - start);
        }
    }

    /**
     * The next batch; empty when closed and nothing is left for this writer.
     *
     * @param callers how many waited for the batch before
     * @param nanos how long it took
     */
    private List<WriteUnit> take(int callers, long nanos) {
        lock.lock();
        try {
            if (callers >= CROWD) {
                gather(Math.min(nanos / 2, LONGEST_GATHERING));
            }
            active--;
            while (queue.isEmpty() || active > 0 && waiting < BUSY) {
                if (closed) {
                    return List.of();
                }
                arrived.awaitUninterruptibly();
            }
            active++;
            String tenant = queue.getFirst().tenant();
            List<WriteUnit> batch = new ArrayList<>();
            int size = 0;
            for (Iterator<WriteUnit> units = queue.iterator(); units.hasNext() && size < BATCH; ) {
                WriteUnit unit = units.next();
                if (unit.tenant().equals(tenant) && (size == 0 || size + unit.size() <= UNIT)) {
                    units.remove();
                    batch.add(unit);
                    size += unit.size();
                }
            }
            waiting -= size;
            left.signalAll();
            if (waiting >= BUSY) {
                arrived.signal();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Lets those come back who have just been answered, unless enough are here. */
    private void gather(long nanos) {
        try {
            long left = nanos;
            while (left > 0 && waiting < BUSY && !closed) {
                left = arrived.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(List<WriteUnit> batch) {
        try {
            List<List<Outcome>> outcomes = untilDone(batch);
            if (batch.size() < CROWD) {
                answer(batch, outcomes);
            } else {
                // The callers are virtual threads, which cost less to wake from among them than from outside.
                Thread.startVirtualThread(() -> answer(batch, outcomes));
            }
        } catch (SQLException e) {
            if (batch.size() > 1 && !Failures.mayPass(e)) {
                commit(batch.subList(0, batch.size() / 2));
                commit(batch.subList(batch.size() / 2, batch.size()));
            } else {
                failAll(batch, Database.failure(e));
            }
        } catch (RuntimeException | Error e) {
            LOG.error("a batch of writes failed", e);
            failAll(batch, e);
        }
    }

    private static void answer(List<WriteUnit> batch, List<List<Outcome>> outcomes) {
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result().complete(outcomes.get(i));
        }
    }

    private static void failAll(List<WriteUnit> batch, Throwable cause) {
        batch.forEach(unit -> unit.result().completeExceptionally(cause));
    }

    private List<List<Outcome>> untilDone(List<WriteUnit> batch) throws SQLException {
        long end = System.nanoTime() + Database.PATIENCE.toNanos();
        int conflicts = 0;
        boolean trusting = true;
        while (true) {
            Commit commit = new Commit(work, batch, trusting);
            try {
                return commit.run(database);
            } catch (Commit.RaceLost e) {
                if (trusting) {
                    trusting = false;
                    continue;
                }
                LOG.debug("another writer created the same entity first");
                if (++conflicts > CONFLICT_ATTEMPTS) {
                    throw e;
                }
            } catch (SQLException e) {
                if (Failures.isConflict(e) && ++conflicts <= CONFLICT_ATTEMPTS) {
                    LOG.debug("a batch is repeated: {}", e.getMessage());
                } else if (!Failures.isConnection(e) || System.nanoTime() > end) {
                    throw e;
                } else if (commit.inDoubt() && commit.happened(database)) {
                    return commit.outcomes();
                }
            }
            Failures.pause();
        }
    }

    /** Lets what has entered finish; refuses what comes later. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
            left.signalAll();
        } finally {
            lock.unlock();
        }
        for (Thread writer : writers) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
