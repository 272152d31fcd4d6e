package eu.twintown.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A kind of request, the server it goes to, and what the rounds gave. */
public final class Subject {

    private static final int CONNECTIONS = 64;
    /** Fewer where one request takes long, so that few are under way when a round ends. */
    private static final int QUERY_CONNECTIONS = 8;

    private static final Duration QUIET = Duration.ofMillis(20);

    private final Request request;
    private final int port;
    private final long jvm;
    private final List<Long> roots;
    private final List<Double> micros = new ArrayList<>();
    private final List<Double> jvmMicros = new ArrayList<>();
    private final List<LoadResult> results = new ArrayList<>();

    /** Processes that work for the server: those below {@code roots}; of them {@code jvm} is the JVM. */
    public Subject(Request request, int port, long jvm, List<Long> roots) {
        this.request = request;
        this.port = port;
        this.jvm = jvm;
        this.roots = roots;
    }

    public Request request() {
        return request;
    }

    public int port() {
        return port;
    }

    int connections() {
        return request.path().indexOf('?') < 0 ? CONNECTIONS : QUERY_CONNECTIONS;
    }

    /** Takes one round: the CPU time that the processes spend while {@code load} runs. */
    public void measure(Supplier<LoadResult> load, Report report) {
        settle();
        Duration before = Processes.cpu(roots);
        Duration jvmBefore = Processes.own(jvm);
        LoadResult result = load.get();
        Duration spent = Processes.cpu(roots).minus(before);
        Duration jvmSpent = Processes.own(jvm).minus(jvmBefore);
        if (result.failures() > 0) {
            report.note(
                    "  WARNING: " + request.name() + " had " + result.failures() + " failures of " + result.requests());
        }
        micros.add(spent.toNanos() / 1e3 / Math.max(1, result.requests()));
        jvmMicros.add(jvmSpent.toNanos() / 1e3 / Math.max(1, result.requests()));
        results.add(result);
    }

    /** Takes a round to warm up; gives its figure as a part of that of the round before, of the first that of itself. */
    double change(Supplier<LoadResult> load, Report report) {
        measure(load, report);
        return micros.getLast() / micros.get(Math.max(0, micros.size() - 2));
    }

    /** Forgets the rounds until now. */
    void forget() {
        micros.clear();
        jvmMicros.clear();
        results.clear();
    }

    /** What the figure is of that of the other in the same round, in the median round. */
    double medianRatio(Subject other) {
        return median(IntStream.range(0, micros.size())
                .mapToObj(round -> micros.get(round) / other.micros.get(round))
                .toList());
    }

    /** CPU time per request in the median round, in microseconds. */
    public double medianMicros() {
        return median(micros);
    }

    /** What the rounds gave, in words. */
    @Override
    public String toString() {
        LoadResult last = results.getLast();
        return String.format(
                Locale.ROOT,
                "%-18s %8.0f requests/s, p50 %.2f ms, p99 %.2f ms, CPU %.1f us, of which JVM %.1f us",
                request.name(),
                last.perSecond(),
                last.p50(),
                last.p99(),
                medianMicros(),
                median(jvmMicros));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Waits until the processes have finished what the round before left them to do, but not for ever. */
    private void settle() {
        Duration before = Processes.cpu(roots);
        for (int i = 0; i < 40; i++) {
            try {
                Thread.sleep(250);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Duration after = Processes.cpu(roots);
            if (after.minus(before).compareTo(QUIET) <= 0) {
                return;
            }
            before = after;
        }
    }
}
