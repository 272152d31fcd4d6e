package eu.twintown.bench.agreements;

import eu.twintown.bench.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A series of negotiations, each from the request to a final state.
 *
 * @param millis how long each took that was finalised, in ascending order
 * @param lost those that were terminated, refused, or not over in time
 * @param seconds from the first to the last
 * @param cpuMillis CPU time of all processes of both sides per finalised negotiation
 */
record Negotiations(List<Double> millis, int lost, double seconds, double cpuMillis) {
    /** How many are under way where several are. */
    static final int AT_ONCE = 8;

    /** Negotiates so often, so many at a time; {@code one} says whether it was finalised. */
    static Negotiations run(Callable<Boolean> one, int count, int atOnce, Collection<Long> processes) {
        AtomicInteger left = new AtomicInteger(count);
        Duration before = Processes.cpu(processes);
        long start = System.nanoTime();
        List<Double> millis = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            List<Future<List<Double>>> workers = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                workers.add(threads.submit(() -> work(one, left)));
            }
            for (Future<List<Double>> worker : workers) {
                millis.addAll(worker.get());
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("a negotiation could not even be started", e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Duration spent = Processes.cpu(processes).minus(before);
        return new Negotiations(
                millis.stream().sorted().toList(),
                count - millis.size(),
                seconds,
                spent.toNanos() / 1e6 / Math.max(1, millis.size()));
    }

    private static List<Double> work(Callable<Boolean> one, AtomicInteger left) throws Exception {
        List<Double> millis = new ArrayList<>();
        while (left.getAndDecrement() > 0) {
            long start = System.nanoTime();
            if (one.call()) {
                millis.add((System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
        return millis;
    }

    int finalised() {
        return millis.size();
    }

    double perSecond() {
        return finalised() / seconds;
    }

    /** The time that this share of them stayed below; not a number where none was finalised. */
    double percentile(double share) {
        return millis.isEmpty()
                ? Double.NaN
                : millis.get((int) Math.min(millis.size() - 1.0, Math.floor(share * millis.size())));
    }
}
