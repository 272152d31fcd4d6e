package eu.twintown.bench;

import eu.twintown.bench.Figure.Goal;
import eu.twintown.bench.Figure.Yardstick;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What it costs that nodes prove to one another who they are: a query that one node answers from another, once where the
 * other is open to everybody and once where it wants a membership, proved by DCP. CPU time is that of both nodes of a pair
 * with their PostgreSQL.
 */
final class FederationBench {
    private static final String GROUP = "trust";
    private static final int WARM_UPS = 4;
    private static final int ROUNDS = 5;
    private static final int CONNECTIONS = 4;
    private static final int ENTITIES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path folder;
    private final double seconds;
    private final Report report;

    FederationBench(Path folder, double seconds, Report report) {
        this.folder = folder;
        this.seconds = seconds;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        int open = JavaProcess.freePort();
        int closed = JavaProcess.freePort();
        int anonymous = JavaProcess.freePort();
        int member = JavaProcess.freePort();
        String plain = """
                outgoing:
                  allow: [127.0.0.0/8]
                identity:
                  did-http-hosts: ["127.0.0.1:%d", "127.0.0.1:%d"]
                """.formatted(closed, member);
        String trust = "trust: {anchors: [{did: \"" + did(closed) + "\", types: [MembershipCredential]}]}\n";
        String issuer =
                "dcp: {issue: [{type: MembershipCredential, validity: 1h}], holders: [\"" + did(member) + "\"]}\n";
        String asking = "dcp: {ask: [{issuer: \"" + did(closed) + "\", types: [MembershipCredential]}]}\n";
        try (NodeUnderTest openSource = NodeUnderTest.start(at("open"), open, "health, entities, writes", plain);
                NodeUnderTest closedSource = NodeUnderTest.start(
                        at("closed"), closed, "health, writes", "entities", plain + trust + issuer);
                NodeUnderTest anonymousNode = NodeUnderTest.start(
                        at("anonymous"), anonymous, "health, entities", plain + peer(open, "none"));
                NodeUnderTest memberNode = NodeUnderTest.start(
                        at("member"), member, "health, entities", plain + trust + asking + peer(closed, "dcp"))) {
            for (NodeUnderTest source : List.of(openSource, closedSource)) {
                awaitHealth(source);
                source.preload(ENTITIES);
            }
            awaitFederated(anonymousNode);
            awaitFederated(memberNode);
            compare(
                    subject("federated query without proof", anonymousNode, openSource),
                    subject("federated query with DCP", memberNode, closedSource));
        }
    }

    private void compare(Subject without, Subject with) {
        List<Subject> subjects = List.of(without, with);
        report.note("federation: warming up");
        for (int i = 0; i < WARM_UPS; i++) {
            subjects.forEach(this::load);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            report.note("federation: round " + round + " of " + ROUNDS);
            subjects.forEach(subject -> subject.measure(() -> load(subject), report));
        }
        subjects.forEach(subject -> report.note("  " + subject));
        report.add(new Figure(
                GROUP,
                with.request().name(),
                with.medianMicros(),
                "us CPU/request",
                Optional.of(new Yardstick("without proof", without.medianMicros())),
                Optional.of(Goal.ratioAtMost(1.3))));
    }

    private LoadResult load(Subject subject) {
        return SocketLoad.run(subject.port(), subject.request(), CONNECTIONS, seconds, Long.MAX_VALUE);
    }

    private static Subject subject(String name, NodeUnderTest asked, NodeUnderTest source) {
        List<Long> roots = new ArrayList<>(asked.roots());
        roots.addAll(source.roots());
        return new Subject(question(name), asked.port(), asked.pid(), roots);
    }

    private static Request question(String name) {
        return Request.get(name, NodeUnderTest.ENTITIES + "?type=OffStreetParking&limit=20", Map.of());
    }

    /** PostgreSQL does not run as root but must reach its data. */
    private Path at(String name) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        return made;
    }

    private static String did(int port) {
        return "did:web:127.0.0.1%3A" + port;
    }

    private static String peer(int port, String auth) {
        return "peers: [{name: source, country: DE, types: [OffStreetParking], auth: " + auth
                + ", url: \"http://127.0.0.1:" + port + "/ngsi-ld/v1\"}]\n";
    }

    private static void awaitHealth(NodeUnderTest node) throws IOException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (!SocketLoad.answers(node.port(), Request.get("health", "/health", Map.of()))) {
            pause(limit, "a node does not start");
        }
    }

    /** Until the other node's entities are in the answer: until the membership has come and the proof is accepted. */
    private static void awaitFederated(NodeUnderTest node) throws IOException, InterruptedException {
        awaitHealth(node);
        Instant limit = Instant.now().plus(PATIENCE);
        URI uri = URI.create("http://127.0.0.1:" + node.port() + question("").path());
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri).build();
            while (client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body()
                            .length()
                    < 1000) {
                pause(limit, "no entities come over the federation");
            }
        }
    }

    private static void pause(Instant limit, String otherwise) {
        if (Instant.now().isAfter(limit)) {
            throw new IllegalStateException(otherwise);
        }
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
