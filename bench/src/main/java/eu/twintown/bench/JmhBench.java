package eu.twintown.bench;

import eu.twintown.bench.Figure.Goal;
import eu.twintown.bench.Figure.Yardstick;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Microbenchmarks of the kernel, run by JMH in JVMs of their own with the node's options; garbage is counted exactly. */
final class JmhBench {

    private static final String GROUP = "jmh";
    private static final String NANOS = "ns/op";
    private static final String BYTES = "B/op";

    private final Report report;

    JmhBench(Report report) {
        this.report = report;
    }

    private record Measured(double nanos, double bytes) {}

    void run() throws RunnerException {
        report.note("jmh: two forks, three warm-up and five measured iterations of one second each");
        var options = new OptionsBuilder()
                .include(KernelBenchmarks.class.getName() + "\\.")
                .forks(2)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .jvmArgs(JavaProcess.options().toArray(String[]::new))
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        Map<String, Measured> measured = new HashMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            measured.put(
                    name.substring(name.lastIndexOf('.') + 1),
                    new Measured(
                            result.getPrimaryResult().getScore(),
                            result.getSecondaryResults()
                                    .get("gc.alloc.rate.norm")
                                    .getScore()));
        }
        Measured parse = measured.get("parseJson");
        Measured write = measured.get("writeJson");
        add("expansion, time", measured.get("expand").nanos(), NANOS, parse.nanos(), "plain JSON parse", Goal.atMost(4000));
        add("expansion, garbage", measured.get("expand").bytes(), BYTES, parse.bytes(), "plain JSON parse", Goal.atMost(8192));
        both("compaction", measured.get("compact"), "plain JSON write", write);
        both("stored text, write", measured.get("encode"), "plain JSON write", write);
        both("stored text, read", measured.get("decode"), "plain JSON parse", parse);
        both("q, one term", measured.get("qSimple"), "plain JSON parse", parse);
        both("q, five terms", measured.get("qComplex"), "plain JSON parse", parse);
        both("q, parsing", measured.get("qParse"), "plain JSON parse", parse);
        both("near, by distance", measured.get("geoNear"), "plain JSON parse", parse);
    }

    private void both(String name, Measured measured, String stick, Measured yardstick) {
        report.add(new Figure(
                GROUP,
                name + ", time",
                measured.nanos(),
                NANOS,
                Optional.of(new Yardstick(stick, yardstick.nanos())),
                Optional.empty()));
        report.add(new Figure(
                GROUP,
                name + ", garbage",
                measured.bytes(),
                BYTES,
                Optional.of(new Yardstick(stick, yardstick.bytes())),
                Optional.empty()));
    }

    private void add(String name, double value, String unit, double yardstick, String stick, Goal goal) {
        report.add(new Figure(GROUP, name, value, unit, Optional.of(new Yardstick(stick, yardstick)), Optional.of(goal)));
    }
}
