package eu.twintown.bench;

import eu.twintown.bench.Figure.Goal;
import eu.twintown.bench.Figure.Yardstick;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The node under load, against bare handlers in the same kind of server. Rounds of all kinds of request alternate, so that
 * whatever else the machine does meets all of them; the median round counts.
 */
final class LoadBench {

    private static final String GROUP = "load";
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 3;
    private static final int PRELOADED = 10_000;
    private static final int BATCH = 1000;
    private static final int BATCHES = 30;
    /** Numbers of entities that one round may create at most. */
    private static final long ROUND_NUMBERS = 10_000_000;

    private final Path folder;
    private final double seconds;
    private final Report report;
    private final Optional<Wrk> wrk;

    LoadBench(Path folder, double seconds, Report report) {
        this.folder = folder;
        this.seconds = seconds;
        this.report = report;
        this.wrk = Wrk.find(folder);
    }

    /** What of the node is compared with which bare handler. */
    private record Comparison(Subject subject, Subject stick, String stickName, Optional<Goal> goal) {}

    void run() throws IOException {
        if (wrk.isEmpty()) {
            report.note("NOTE: wrk is not installed (apt-get install wrk); a slower load generator in Java is used.");
        }
        int port = JavaProcess.freePort();
        try (JavaProcess bare = JavaProcess.start(
                        folder, YardstickServer.class.getName(), port, List.of(Integer.toString(port)));
                NodeUnderTest node = NodeUnderTest.start(folder)) {
            bare.awaitAnswer(Requests.hello());
            node.awaitAnswer();
            preload(node);
            requests(bare, node);
            batches(node);
        }
    }

    private void requests(JavaProcess bare, NodeUnderTest node) {
        Subject hello = new Subject(Requests.hello(), bare.port(), bare.pid(), List.of(bare.pid()));
        Subject expand = new Subject(Requests.expand(), bare.port(), bare.pid(), List.of(bare.pid()));
        List<Comparison> comparisons = List.of(
                compare(Requests.create(), node, expand, "parse and expand only", Optional.of(Goal.ratioAtMost(3.5))),
                compare(Requests.byId(PRELOADED), node, hello, "bare hello", Optional.of(Goal.ratioAtMost(3))),
                compare(Requests.byType(), node, hello, "bare hello", Optional.empty()),
                compare(Requests.byQ(), node, hello, "bare hello", Optional.empty()),
                compare(Requests.byRareQ(), node, hello, "bare hello", Optional.empty()),
                compare(Requests.byIndexedQ(), node, hello, "bare hello", Optional.empty()),
                compare(Requests.byGeo(), node, hello, "bare hello", Optional.empty()));
        List<Subject> subjects = new ArrayList<>(List.of(hello, expand));
        comparisons.forEach(comparison -> subjects.add(comparison.subject()));
        report.note("load: warming up");
        for (int i = 0; i < WARM_UPS; i++) {
            for (Subject subject : subjects) {
                load(subject, ROUND_NUMBERS * (ROUNDS + 2 + i), subject.connections());
            }
        }
        for (int round = 1; round <= ROUNDS; round++) {
            report.note("load: round " + round + " of " + ROUNDS);
            for (Subject subject : subjects) {
                long numbers = ROUND_NUMBERS * (round + 1);
                subject.measure(() -> load(subject, numbers, subject.connections()), report);
            }
        }
        subjects.forEach(subject -> report.note("  " + subject));
        for (Comparison comparison : comparisons) {
            report.add(new Figure(
                    GROUP,
                    comparison.subject().request().name(),
                    comparison.subject().medianMicros(),
                    "us CPU/request",
                    Optional.of(new Yardstick(
                            comparison.stickName(), comparison.stick().medianMicros())),
                    comparison.goal()));
        }
    }

    private static Comparison compare(
            Request request, NodeUnderTest node, Subject stick, String stickName, Optional<Goal> goal) {
        return new Comparison(new Subject(request, node.port(), node.pid(), node.roots()), stick, stickName, goal);
    }

    private LoadResult load(Subject subject, long numbers, int connections) {
        Request request = subject.request().count() == 0 ? subject.request().from(numbers) : subject.request();
        return wrk.map(found -> found.run(subject.port(), request, connections, seconds))
                .orElseGet(() -> SocketLoad.run(subject.port(), request, connections, seconds, Long.MAX_VALUE));
    }

    private void preload(NodeUnderTest node) throws IOException {
        report.note("load: storing " + PRELOADED + " entities");
        for (int first = 0; first < PRELOADED; first += BATCH) {
            Request batch = new Request(
                    "preload",
                    "POST",
                    "/ngsi-ld/v1/entityOperations/upsert",
                    Samples.HEADERS,
                    Samples.batch(first, BATCH),
                    0,
                    1);
            int status = SocketLoad.status(node.port(), batch);
            if (status < 200 || status > 299) {
                throw new IllegalStateException("the node answered a batch upsert with status " + status);
            }
        }
    }

    private void batches(NodeUnderTest node) {
        String template = Samples.OTHER.replace("7.6{n},51.9{n}", "7.6#,51.9#").replace("{n}", "b{n}-#");
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < BATCH; i++) {
            body.append(i == 0 ? "" : ",").append(template.replace("#", Integer.toString(i)));
        }
        Request request = new Request(
                "batch",
                "POST",
                "/ngsi-ld/v1/entityOperations/upsert",
                Samples.HEADERS,
                body.append(']').toString(),
                0,
                0);
        double[] node1000 = new double[ROUNDS];
        double[] raw = new double[ROUNDS];
        SocketLoad.run(node.port(), request.from(1_000_000), 2, 60, WARM_UPS * BATCHES);
        for (int round = 0; round < ROUNDS; round++) {
            report.note("load: batches, round " + (round + 1) + " of " + ROUNDS);
            raw[round] = RawInsert.rowsPerSecond(node.jdbcUrl(), "twintown", node.password(), BATCHES);
            LoadResult result = SocketLoad.run(node.port(), request.from(round * 1000L), 2, 60, BATCHES);
            if (result.failures() > 0) {
                report.note("  WARNING: " + result.failures() + " of " + result.requests() + " batches failed");
            }
            node1000[round] = result.perSecond() * BATCH;
        }
        Arrays.sort(node1000);
        Arrays.sort(raw);
        report.add(new Figure(
                GROUP,
                "batch upsert of 1,000",
                node1000[ROUNDS / 2],
                "entities/s",
                Optional.of(new Yardstick("raw multi-row insert", raw[ROUNDS / 2])),
                Optional.of(Goal.ratioAtLeast(25.0 / 60))));
    }
}
