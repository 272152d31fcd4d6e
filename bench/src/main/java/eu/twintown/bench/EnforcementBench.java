package eu.twintown.bench;

import eu.twintown.bench.Figure.Goal;
import eu.twintown.bench.Figure.Yardstick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What agreements cost: decisions alone, and queries under them beside the same queries without, in alternating rounds. */
final class EnforcementBench {
    private static final String GROUP = "agreements";
    private static final int LEAST_WARM_UPS = 3;
    private static final int MOST_WARM_UPS = 10;
    /** Warm is what no more becomes quicker from round to round, on average, than this. */
    private static final double STEADY = 0.97;
    /** Many short ones: what else runs on the machine then weighs on all subjects alike. */
    private static final int ROUNDS = 9;

    private final Path folder;
    private final double seconds;
    private final Report report;

    EnforcementBench(Path folder, double seconds, Report report) {
        this.folder = folder;
        this.seconds = seconds;
        this.report = report;
    }

    void run() throws IOException {
        int port = JavaProcess.freePort();
        report.note("agreements: storing entities, measuring decisions");
        try (JavaProcess server = JavaProcess.start(
                folder, EnforcementServer.class.getName(), port, List.of(Integer.toString(port), folder.toString()))) {
            server.awaitAnswer(Requests.byType());
            String[] micros =
                    Files.readString(folder.resolve("decisions.txt")).strip().split(" ");
            report.add(figure(
                    "decision, kept", Double.parseDouble(micros[0]), "us CPU", Optional.empty(), Goal.atMost(5)));
            report.add(figure(
                    "decision anew, ten rules",
                    Double.parseDouble(micros[1]),
                    "us CPU",
                    Optional.empty(),
                    Goal.atMost(50)));
            List<Long> roots = List.of(server.pid(), postmaster());
            Map<String, List<Subject>> compared = new LinkedHashMap<>();
            for (Request request :
                    List.of(Requests.byType(), Requests.byTypeCounted(), Requests.byQ(), Requests.byGeo())) {
                List<Subject> subjects = new ArrayList<>(List.of(new Subject(request, port, server.pid(), roots)));
                EnforcementServer.AGREEMENTS.forEach(
                        agreement -> subjects.add(new Subject(under(request, agreement), port, server.pid(), roots)));
                compared.put(request.name(), subjects);
            }
            rounds(compared.values().stream().flatMap(List::stream).toList());
            compared.values().forEach(this::tell);
        }
    }

    private void rounds(List<Subject> subjects) {
        report.note("agreements: warming up");
        double change = 0;
        for (int i = 0; i < LEAST_WARM_UPS || i < MOST_WARM_UPS && change < STEADY; i++) {
            change = subjects.stream()
                    .mapToDouble(subject -> subject.change(() -> load(subject), report))
                    .average()
                    .orElse(1);
        }
        subjects.forEach(Subject::forget);
        for (int round = 1; round <= ROUNDS; round++) {
            report.note("agreements: round " + round + " of " + ROUNDS);
            subjects.forEach(subject -> subject.measure(() -> load(subject), report));
        }
    }

    private LoadResult load(Subject subject) {
        return SocketLoad.run(subject.port(), subject.request(), subject.connections(), seconds / 2, Long.MAX_VALUE);
    }

    private void tell(List<Subject> subjects) {
        Subject without = subjects.getFirst();
        subjects.subList(1, subjects.size())
                .forEach(with -> report.add(figure(
                        with.request().name(),
                        with.medianRatio(without) * without.medianMicros(),
                        "us CPU/request",
                        Optional.of(new Yardstick("without agreement", without.medianMicros())),
                        Goal.ratioAtMost(1.15))));
    }

    private static Figure figure(String name, double value, String unit, Optional<Yardstick> yardstick, Goal goal) {
        return new Figure(GROUP, name, value, unit, yardstick, Optional.of(goal));
    }

    private static Request under(Request request, String agreement) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put(EnforcementServer.HEADER, agreement);
        String name = request.name() + ", by an agreement on " + agreement.substring(agreement.lastIndexOf(':') + 1);
        return Request.get(name, request.path(), headers);
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(folder.resolve("data/postgres/postmaster.pid"))
                .getFirst()
                .strip());
    }
}
