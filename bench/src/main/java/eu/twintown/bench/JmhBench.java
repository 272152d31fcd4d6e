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
    private static final String NANOS = "ns CPU/op";
    private static final String BYTES = "B/op";
    private static final String PARSE = "parseJson";
    private static final String WRITE = "writeJson";

    private final Report report;

    JmhBench(Report report) {
        this.report = report;
    }

    /** Time and garbage of each benchmark by its name. */
    private record Measured(Map<String, Double> nanos, Map<String, Double> bytes) {

        static Measured of(Collection<RunResult> results) {
            Map<String, Double> nanos = new HashMap<>();
            Map<String, Double> bytes = new HashMap<>();
            for (RunResult result : results) {
                String path = result.getParams().getBenchmark();
                String name = path.substring(path.lastIndexOf('.') + 1);
                result.getSecondaryResults().forEach((label, secondary) -> {
                    if (label.equals(CpuProfiler.NANOS_PER_OPERATION)) {
                        nanos.put(name, secondary.getScore());
                    } else if (label.equals("gc.alloc.rate.norm")) {
                        bytes.put(name, secondary.getScore());
                    }
                });
            }
            return new Measured(nanos, bytes);
        }

        double nanos(String benchmark) {
            return nanos.getOrDefault(benchmark, Double.NaN);
        }

        double bytes(String benchmark) {
            return bytes.getOrDefault(benchmark, Double.NaN);
        }
    }

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
                .addProfiler(CpuProfiler.class)
                .jvmArgs(JavaProcess.options().toArray(String[]::new))
                .verbosity(VerboseMode.SILENT)
                .build();
        Measured results = Measured.of(new Runner(options).run());
        add("expansion, time", results.nanos("expand"), NANOS, results.nanos(PARSE), Goal.atMost(4000));
        add("expansion, garbage", results.bytes("expand"), BYTES, results.bytes(PARSE), Goal.atMost(8192));
        both(results, "compaction", "compact", WRITE);
        both(results, "stored text, write", "encode", WRITE);
        both(results, "stored text, read", "decode", PARSE);
        both(results, "q, one term", "qSimple", PARSE);
        both(results, "q, five terms", "qComplex", PARSE);
        both(results, "q, parsing", "qParse", PARSE);
        both(results, "near, by distance", "geoNear", PARSE);
    }

    private void both(Measured results, String name, String benchmark, String yardstick) {
        String stick = yardstick.equals(PARSE) ? "plain JSON parse" : "plain JSON write";
        report.add(new Figure(
                GROUP,
                name + ", time",
                results.nanos(benchmark),
                NANOS,
                Optional.of(new Yardstick(stick, results.nanos(yardstick))),
                Optional.empty()));
        report.add(new Figure(
                GROUP,
                name + ", garbage",
                results.bytes(benchmark),
                BYTES,
                Optional.of(new Yardstick(stick, results.bytes(yardstick))),
                Optional.empty()));
    }

    private void add(String name, double value, String unit, double yardstick, Goal goal) {
        report.add(new Figure(
                GROUP,
                name,
                value,
                unit,
                Optional.of(new Yardstick("plain JSON parse", yardstick)),
                Optional.of(goal)));
    }
}
