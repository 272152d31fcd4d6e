package eu.twintown.bench.agreements;

import eu.twintown.bench.Figure;
import eu.twintown.bench.Figure.Goal;
import eu.twintown.bench.Figure.Yardstick;
import eu.twintown.bench.Report;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/** Negotiations between two nodes with durable state and proofs by DCP, beside those of EDC. */
final class NegotiationBench {
    private static final int WARM_UP = 500;
    private static final int ONE_BY_ONE = 200;
    private static final int MANY = 5_000;
    private static final int TOLD_EVERY = 1_000;

    private final List<EdcBench.Series> edc;
    private final Report report;

    NegotiationBench(List<EdcBench.Series> edc, Report report) {
        this.edc = edc;
        this.report = report;
    }

    void run(NodePair pair) {
        report.note("agreements: negotiations between two nodes");
        Negotiations.run(pair::negotiate, WARM_UP, Negotiations.AT_ONCE, pair.processes());
        Negotiations many = Negotiations.run(counting(pair::negotiate), MANY, Negotiations.AT_ONCE, pair.processes());
        Negotiations one = Negotiations.run(pair::negotiate, ONE_BY_ONE, 1, pair.processes());
        add(
                "negotiation p50",
                one.percentile(0.5),
                "ms",
                usual(s -> s.sequential().percentile(0.5)),
                goal(1 / 30.0));
        add("negotiation p50", one.percentile(0.5), "ms", fastest(), goal(0.5));
        add(
                "negotiation p95",
                one.percentile(0.95),
                "ms",
                usual(s -> s.sequential().percentile(0.95)),
                none());
        add(
                "negotiations, one after the other",
                one.perSecond(),
                "per s",
                usual(s -> s.sequential().perSecond()),
                Optional.of(Goal.ratioAtLeast(20)));
        add(
                "negotiations, 8 at once",
                many.perSecond(),
                "per s",
                usual(s -> s.parallel().perSecond()),
                Optional.of(Goal.ratioAtLeast(10)));
        int all = ONE_BY_ONE + MANY;
        add("negotiations lost of " + all, one.lost() + many.lost(), "", Optional.empty(), Optional.of(Goal.atMost(0)));
        add(
                "negotiation, both sides with PostgreSQL",
                one.cpuMillis(),
                "ms CPU",
                usual(s -> s.sequential().cpuMillis()),
                none());
    }

    /** The same, telling from time to time how far it is. */
    private Callable<Boolean> counting(Callable<Boolean> one) {
        AtomicInteger done = new AtomicInteger();
        return () -> {
            boolean finalised = one.call();
            int count = done.incrementAndGet();
            if (count % TOLD_EVERY == 0) {
                report.note("agreements: " + count + " of " + MANY + " negotiations");
            }
            return finalised;
        };
    }

    private static Optional<Goal> goal(double ratio) {
        return Optional.of(Goal.ratioAtMost(ratio));
    }

    private static Optional<Goal> none() {
        return Optional.empty();
    }

    private Optional<Yardstick> usual(ToDoubleFunction<EdcBench.Series> value) {
        return edc.stream()
                .filter(series -> series.pauseMillis() == EdcBench.DEFAULT_PAUSE)
                .findFirst()
                .map(series -> new Yardstick("EDC by default", value.applyAsDouble(series)));
    }

    private Optional<Yardstick> fastest() {
        return edc.stream()
                .filter(series -> series.pauseMillis() != EdcBench.DEFAULT_PAUSE)
                .min(Comparator.comparingDouble(s -> s.sequential().percentile(0.5)))
                .map(series -> new Yardstick(series.name(), series.sequential().percentile(0.5)));
    }

    private void add(String name, double value, String unit, Optional<Yardstick> yardstick, Optional<Goal> goal) {
        report.add(new Figure(AgreementsBench.GROUP, name, value, unit, yardstick, goal));
    }
}
