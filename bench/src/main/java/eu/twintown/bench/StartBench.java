package eu.twintown.bench;

import eu.twintown.bench.Figure.Goal;
import eu.twintown.bench.Figure.Yardstick;
import eu.twintown.store.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How long a node takes from the start of its process to its first answer from an existing store, and its memory. */
final class StartBench {

    private static final String GROUP = "start";
    private static final int ROUNDS = 5;
    private static final long IDLE_MILLIS = 5000;

    private final Path folder;
    private final Report report;

    StartBench(Path folder, Report report) {
        this.folder = folder;
        this.report = report;
    }

    void run() throws InterruptedException {
        report.note("start: making the store");
        nodeMillis();
        postgresMillis();
        double[] node = new double[ROUNDS];
        double[] bare = new double[ROUNDS];
        double[] postgres = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            report.note("start: round " + (round + 1) + " of " + ROUNDS);
            bare[round] = bareMillis();
            postgres[round] = postgresMillis();
            node[round] = nodeMillis();
        }
        report.note(String.format("  bare handler %.0f ms, PostgreSQL %.0f ms", median(bare), median(postgres)));
        report.add(new Figure(
                GROUP,
                "node start to first answer",
                median(node),
                "ms",
                Optional.of(new Yardstick("bare handler + PostgreSQL", median(bare) + median(postgres))),
                Optional.of(Goal.ratioAtMost(2.5))));
        memory();
    }

    private void memory() throws InterruptedException {
        int port = JavaProcess.freePort();
        try (NodeUnderTest idle = NodeUnderTest.start(folder);
                JavaProcess bare = bare(port)) {
            idle.awaitAnswer();
            bare.awaitAnswer(Requests.hello());
            Thread.sleep(IDLE_MILLIS);
            report.add(new Figure(
                    GROUP,
                    "idle memory of the JVM",
                    idle.residentBytes().orElseThrow() / 1e6,
                    "MB",
                    Optional.of(new Yardstick(
                            "bare handler", Processes.residentBytes(bare.pid()).orElseThrow() / 1e6)),
                    Optional.of(Goal.atMost(250))));
        }
    }

    private double nodeMillis() {
        long start = System.nanoTime();
        try (NodeUnderTest node = NodeUnderTest.start(folder)) {
            node.awaitAnswer();
            return (System.nanoTime() - start) / 1e6;
        }
    }

    private double bareMillis() {
        long start = System.nanoTime();
        try (JavaProcess bare = bare(JavaProcess.freePort())) {
            bare.awaitAnswer(Requests.hello());
            return (System.nanoTime() - start) / 1e6;
        }
    }

    private double postgresMillis() {
        long start = System.nanoTime();
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder.resolve("data"))) {
            return (System.nanoTime() - start) / 1e6;
        }
    }

    private JavaProcess bare(int port) {
        return JavaProcess.start(folder, YardstickServer.class.getName(), port, List.of(Integer.toString(port)));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
