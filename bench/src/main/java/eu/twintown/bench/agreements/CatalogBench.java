package eu.twintown.bench.agreements;

import eu.twintown.bench.Figure;
import eu.twintown.bench.Figure.Goal;
import eu.twintown.bench.Figure.Yardstick;
import eu.twintown.bench.JavaProcess;
import eu.twintown.bench.LoadResult;
import eu.twintown.bench.NodeUnderTest;
import eu.twintown.bench.Report;
import eu.twintown.bench.Request;
import eu.twintown.bench.SocketLoad;
import eu.twintown.bench.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pages of a large catalog, from a node and from EDC; and what it costs that the one who asks proves who he is. */
final class CatalogBench {
    private static final int DATASETS = 10_000;
    private static final int PAGE = 50;
    private static final int CONNECTIONS = 4;
    private static final int WARM_UPS = 6;
    private static final int ROUNDS = 5;

    private final Path folder;
    private final double seconds;
    private final Report report;

    CatalogBench(Path folder, double seconds, Report report) {
        this.folder = folder;
        this.seconds = seconds;
        this.report = report;
    }

    /** @param lib the folder of EDC's jars; empty = it is not there */
    void run(Optional<Path> lib) throws IOException {
        try (DataSpace space = new DataSpace(folder, 3);
                Node provider = provider(space);
                Node member = consumer(space, "member", 2, space.member());
                Node stranger = consumer(space, "stranger", 3, space.stranger(space.port(1)))) {
            stranger.awaitAnswer();
            space.admit(provider, member);
            report.note("agreements: offering " + DATASETS + " datasets");
            provider.offer(DATASETS);
            compareProofs(provider, member, stranger);
            pages(provider, lib);
        }
    }

    /** A provider that asks for proofs, but takes who brings none for a participant nevertheless. */
    private Node provider(DataSpace space) throws IOException {
        return new Node(NodeUnderTest.startAs(
                TrustingNode.class.getName(),
                NodePair.at(folder, "provider"),
                space.port(1),
                space.member(),
                List.of(Node.did(space.port(3)))));
    }

    private Node consumer(DataSpace space, String name, int number, String sections) throws IOException {
        return new Node(NodeUnderTest.start(NodePair.at(folder, name), space.port(number), "health", sections));
    }

    private void compareProofs(Node provider, Node member, Node stranger) {
        Subject without = asked("catalog request without proof", stranger, provider);
        Subject with = asked("catalog request with DCP", member, provider);
        rounds(List.of(without, with));
        add(
                with.request().name() + ", both sides",
                with.medianMicros() / 1000,
                Optional.of(new Yardstick("without proof", without.medianMicros() / 1000)),
                Goal.ratioAtMost(2.5));
    }

    /** CPU time is that of both. */
    private static Subject asked(String name, Node consumer, Node provider) {
        List<Long> roots = new ArrayList<>(provider.process().roots());
        roots.addAll(consumer.process().roots());
        return subject(
                Request.get(name, provider.question(), Map.of("Authorization", consumer.token())), consumer, roots);
    }

    private void pages(Node provider, Optional<Path> lib) {
        String context = "\"@context\":[\"https://w3id.org/dspace/2025/1/context.jsonld\"]";
        Request own = page(
                "catalog page",
                "/dsp/catalog/request",
                Map.of("Content-Type", "application/json"),
                "{" + context + ",\"@type\":\"CatalogRequestMessage\",\"filter\":{\"limit\":" + PAGE
                        + ",\"offset\":{n}}}");
        Subject node = subject(own, provider, provider.process().roots());
        Optional<Yardstick> stick = Optional.empty();
        if (lib.isEmpty()) {
            rounds(List.of(node));
        } else {
            try (Edc edc =
                    new Edc(lib.get(), folder.resolve("edc"), JavaProcess.freePorts(6), EdcBench.DEFAULT_PAUSE)) {
                edc.awaitReady();
                edc.offerEverything();
                for (int i = 0; i < DATASETS; i++) {
                    edc.asset("asset-" + i);
                }
                Request theirs = page(
                        "EDC's catalog page",
                        "/protocol/2025-1/catalog/request",
                        Map.of("Content-Type", "application/json", "Authorization", edc.mockIdentity()),
                        "{" + context + ",\"@type\":\"CatalogRequestMessage\",\"filter\":{\"@context\":{\"@vocab\":"
                                + "\"https://w3id.org/edc/v0.0.1/ns/\"},\"@type\":\"QuerySpec\",\"limit\":" + PAGE
                                + ",\"offset\":{n}}}");
                Subject other = new Subject(theirs, edc.protocolPort(), edc.pid(), List.of(edc.pid()));
                rounds(List.of(node, other));
                stick = Optional.of(new Yardstick("EDC", other.medianMicros() / 1000));
            }
        }
        add("catalog page of 50 of 10,000", node.medianMicros() / 1000, stick, Goal.atMost(2));
    }

    /** Any page of the catalog. */
    private static Request page(String name, String path, Map<String, String> headers, String body) {
        return new Request(name, "POST", path, headers, body, 0, DATASETS - PAGE);
    }

    private static Subject subject(Request request, Node node, List<Long> roots) {
        return new Subject(request, node.process().port(), node.process().pid(), roots);
    }

    private void rounds(List<Subject> subjects) {
        for (int i = 0; i < WARM_UPS; i++) {
            subjects.forEach(this::load);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            report.note("agreements: catalogs, round " + round + " of " + ROUNDS);
            subjects.forEach(subject -> subject.measure(() -> load(subject), report));
        }
        subjects.forEach(subject -> report.note("  " + subject));
    }

    private LoadResult load(Subject subject) {
        return SocketLoad.run(subject.port(), subject.request(), CONNECTIONS, seconds, Long.MAX_VALUE);
    }

    private void add(String name, double millis, Optional<Yardstick> yardstick, Goal goal) {
        report.add(new Figure(AgreementsBench.GROUP, name, millis, "ms CPU", yardstick, Optional.of(goal)));
    }
}
