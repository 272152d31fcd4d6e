package eu.twintown.bench;

import eu.twintown.bench.Figure.Goal;
import eu.twintown.bench.Figure.Yardstick;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The node under load, against bare handlers in the same kind of server. Rounds of all kinds of request alternate, so that
 * whatever else the machine does meets all of them; the median round counts.
 */
final class LoadBench {

    private static final String GROUP = "load";
    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 64;
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

    /** A kind of request, the server it goes to, and what the rounds gave. */
    private record Subject(Request request, int port, List<Long> roots, List<Double> micros, List<LoadResult> results) {
        Subject(Request request, int port, List<Long> roots) {
            this(request, port, roots, new ArrayList<>(), new ArrayList<>());
        }

        double medianMicros() {
            return micros.stream().sorted().toList().get(micros.size() / 2);
        }
    }

    /** What of the node is compared with which bare handler. */
    private record Comparison(Subject subject, Subject stick, String stickName, Optional<Goal> goal) {}

    void run() {
        if (wrk.isEmpty()) {
            report.note("NOTE: wrk is not installed (apt-get install wrk); a slower load generator in Java is used.");
        }
        int port = JavaProcess.freePort();
        try (JavaProcess bare = JavaProcess.start(
                        folder, YardstickServer.class.getName(), port, List.of(Integer.toString(port)));
                NodeUnderTest node = NodeUnderTest.start(folder)) {
            bare.awaitAnswer(hello());
            node.awaitAnswer();
            preload(node);
            requests(bare, node);
            batches(node);
        }
    }

    private void requests(JavaProcess bare, NodeUnderTest node) {
        Subject hello = new Subject(hello(), bare.port(), List.of(bare.pid()));
        Subject expand = new Subject(expand(), bare.port(), List.of(bare.pid()));
        List<Comparison> comparisons = List.of(
                compare(create(), node, expand, "parse and expand only", Optional.of(Goal.ratioAtMost(3.5))),
                compare(byId(), node, hello, "bare hello", Optional.of(Goal.ratioAtMost(3))),
                compare(byType(), node, hello, "bare hello", Optional.empty()),
                compare(byQ(), node, hello, "bare hello", Optional.empty()),
                compare(byGeo(), node, hello, "bare hello", Optional.empty()));
        List<Subject> subjects = new ArrayList<>(List.of(hello, expand));
        comparisons.forEach(comparison -> subjects.add(comparison.subject()));
        report.note("load: warming up");
        for (Subject subject : subjects) {
            load(subject, ROUND_NUMBERS, Math.max(4, seconds));
        }
        for (int round = 1; round <= ROUNDS; round++) {
            report.note("load: round " + round + " of " + ROUNDS);
            for (Subject subject : subjects) {
                measure(subject, ROUND_NUMBERS * (round + 1));
            }
        }
        for (Subject subject : subjects) {
            LoadResult last = subject.results().getLast();
            report.note(String.format(
                    "  %-14s %8.0f requests/s, p50 %.2f ms, p99 %.2f ms, %d failures",
                    subject.request().name(), last.perSecond(), last.p50(), last.p99(), last.failures()));
        }
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
        return new Comparison(new Subject(request, node.port(), node.roots()), stick, stickName, goal);
    }

    private void measure(Subject subject, long numbers) {
        Duration before = Processes.cpu(subject.roots());
        LoadResult result = load(subject, numbers, seconds);
        Duration spent = Processes.cpu(subject.roots()).minus(before);
        if (result.failures() > 0) {
            report.note("  WARNING: " + subject.request().name() + " had " + result.failures() + " failures of "
                    + result.requests());
        }
        subject.micros().add(spent.toNanos() / 1e3 / Math.max(1, result.requests()));
        subject.results().add(result);
    }

    private LoadResult load(Subject subject, long numbers, double time) {
        Request request = subject.request().count() == 0 ? subject.request().from(numbers) : subject.request();
        return wrk.map(found -> found.run(subject.port(), request, CONNECTIONS, time))
                .orElseGet(() -> SocketLoad.run(subject.port(), request, CONNECTIONS, time, Long.MAX_VALUE));
    }

    private void preload(NodeUnderTest node) {
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
            if (!SocketLoad.answers(node.port(), batch)) {
                throw new IllegalStateException("the node refused a batch upsert");
            }
        }
    }

    private void batches(NodeUnderTest node) {
        String template = Samples.ENTITY.replace("{n}", "b{n}-#");
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
        SocketLoad.run(node.port(), request.from(1_000_000), 2, 60, BATCHES / 2);
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

    static Request hello() {
        return Request.get("hello", YardstickServer.HELLO, Map.of());
    }

    private static Request expand() {
        return new Request("expand", "POST", YardstickServer.EXPAND, Samples.HEADERS, Samples.ENTITY, 0, 0);
    }

    private static Request create() {
        return new Request("create", "POST", NodeUnderTest.ENTITIES, Samples.HEADERS, Samples.ENTITY, 0, 0);
    }

    private static Request byId() {
        return new Request(
                "get by id",
                "GET",
                NodeUnderTest.ENTITIES + "/" + Samples.ID + "{n}",
                Map.of("Link", Samples.link(), "Accept", "application/json"),
                "",
                0,
                PRELOADED);
    }

    private static Request byType() {
        return query("query by type", "");
    }

    private static Request byQ() {
        return query("query by q", "&q=" + encoded("availableSpotNumber>100;name==\"Car park 77 at the station\""));
    }

    private static Request byGeo() {
        return query(
                "query by geo",
                "&georel=" + encoded("near;maxDistance==500") + "&geometry=Point&coordinates="
                        + encoded("[7.62,51.96]"));
    }

    private static Request query(String name, String more) {
        return Request.get(
                name,
                NodeUnderTest.ENTITIES + "?type=OffStreetParking&limit=20" + more,
                Map.of("Link", Samples.link(), "Accept", "application/json"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
