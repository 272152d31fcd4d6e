package eu.twintown.bench.agreements;

import eu.twintown.bench.Figure;
import eu.twintown.bench.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Negotiations between two connectors of Eclipse EDC, with its default state machine loop of a second and with tuned ones. */
final class EdcBench {

    /**
     * What EDC gave.
     *
     * @param pauseMillis how long its state machines rested between two rounds
     */
    record Series(int pauseMillis, Negotiations sequential, Negotiations parallel) {

        String name() {
            return "EDC, loop " + pauseMillis + " ms" + (pauseMillis == DEFAULT_PAUSE ? " (default)" : "");
        }
    }

    static final int DEFAULT_PAUSE = 1000;
    private static final int WARM_UP = 3;

    private final Path lib;
    private final Path folder;
    private final Report report;

    EdcBench(Path lib, Path folder, Report report) {
        this.lib = lib;
        this.folder = folder;
        this.report = report;
    }

    /** One series for the default loop and two for faster ones, in this order. */
    List<Series> run() {
        List<Series> series = new ArrayList<>();
        series.add(series(DEFAULT_PAUSE, 12, 48));
        series.add(series(100, 60, 160));
        series.add(series(10, 100, 240));
        return series;
    }

    private Series series(int pauseMillis, int sequential, int parallel) {
        report.note("agreements: EDC to EDC, loop " + pauseMillis + " ms");
        try (EdcPair pair = new EdcPair(lib, folder, pauseMillis)) {
            Negotiations.run(pair::negotiate, WARM_UP, 1, pair.processes());
            Series series = new Series(
                    pauseMillis,
                    Negotiations.run(pair::negotiate, sequential, 1, pair.processes()),
                    Negotiations.run(pair::negotiate, parallel, Negotiations.AT_ONCE, pair.processes()));
            tell(series);
            return series;
        }
    }

    private void tell(Series series) {
        add(series, "negotiation p50", series.sequential().percentile(0.5), "ms");
        add(series, "negotiation p95", series.sequential().percentile(0.95), "ms");
        add(series, "negotiations, one after the other", series.sequential().perSecond(), "per s");
        add(series, "negotiations, 8 at once", series.parallel().perSecond(), "per s");
        int lost = series.sequential().lost() + series.parallel().lost();
        int all = lost + series.sequential().finalised() + series.parallel().finalised();
        add(series, String.format(Locale.ROOT, "negotiations lost of %d", all), lost, "");
        add(series, "negotiation, both sides", series.sequential().cpuMillis(), "ms CPU");
    }

    private void add(Series series, String what, double value, String unit) {
        report.add(new Figure(
                AgreementsBench.GROUP, series.name() + ": " + what, value, unit, Optional.empty(), Optional.empty()));
    }
}
