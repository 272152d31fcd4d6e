package eu.twintown.bench.tier2;

import com.sun.management.OperatingSystemMXBean;
import eu.twintown.bench.Figure;
import eu.twintown.bench.Figure.Goal;
import eu.twintown.bench.Figure.Yardstick;
import eu.twintown.bench.NodeUnderTest;
import eu.twintown.bench.Processes;
import eu.twintown.bench.Report;
import eu.twintown.bench.Samples;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * What the ephemeral proof adds to a request at tier 2 that has a client certificate anyhow, and what a new connection
 * costs there. Two participants ask a node for the same entity, each over one mutual TLS connection that it keeps; only one
 * of them has handed over a proof. CPU time is that of both sides: of this JVM, and of the node with its PostgreSQL.
 */
public final class TierTwoBench {
    private static final String GROUP = "trust";
    private static final String PATH = NodeUnderTest.ENTITIES + "/" + Samples.ID + "7";
    private static final int WARM_UPS = 10_000;
    private static final int PAIRS = 60;
    private static final int CONNECTIONS = 300;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Path folder;
    private final double seconds;
    private final Report report;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    public TierTwoBench(Path folder, double seconds, Report report) {
        this.folder = folder;
        this.seconds = seconds;
        this.report = report;
    }

    public void run() throws IOException {
        report.note("tier 2: an authority, a node and two participants get ready");
        try (SimplSpace space = SimplSpace.start(folder, PATH);
                Caller proving = Caller.join(space, "proving", folder.resolve("proving"));
                Caller bare = Caller.join(space, "bare", folder.resolve("bare"))) {
            space.provider().preload(10);
            URI entity = URI.create("https://" + SimplSpace.HOST + ":" + space.providerPort() + PATH);
            Request request = new Request("GET", entity, Map.of("Accept", "application/json"), new byte[0], TIMEOUT);
            List<Long> roots = space.provider().roots();
            compare(request, proving.simpl()::peer, bare.simpl().link()::bare, roots);
            connections(new NewConnections(space.providerPort(), PATH), proving, roots);
        }
    }

    private void compare(
            Request request, Function<Request, Response> with, Function<Request, Response> without, List<Long> roots) {
        Runnable proving = () -> ask(with, request);
        Runnable bare = () -> ask(without, request);
        for (int i = 0; i < WARM_UPS; i++) {
            bare.run();
            proving.run();
        }
        List<Double> bareMicros = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            // Short turns, compared with their neighbours only, in changing order: a busy machine is as busy for both.
            boolean provingFirst = pair % 2 == 0;
            double first = turn(provingFirst ? proving : bare, roots);
            double second = turn(provingFirst ? bare : proving, roots);
            bareMicros.add(provingFirst ? second : first);
            ratios.add(provingFirst ? first / second : second / first);
        }
        double yardstick = median(bareMicros);
        add(
                "request at tier 2 with a proof at hand",
                yardstick * median(ratios),
                "us CPU/request",
                "by certificate alone",
                yardstick,
                Goal.ratioAtMost(1.05));
    }

    /** CPU time per request, in microseconds, while one side asks for a while. */
    private double turn(Runnable asking, List<Long> roots) {
        long end = System.nanoTime() + (long) (seconds * 1e8);
        long before = cpu(roots);
        int requests = 0;
        while (System.nanoTime() < end) {
            asking.run();
            requests++;
        }
        return (cpu(roots) - before) / 1e3 / requests;
    }

    private static void ask(Function<Request, Response> client, Request request) {
        Response response = client.apply(request);
        if (response.status() != 200) {
            throw new IllegalStateException("tier 2 answered with status " + response.status());
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private void connections(NewConnections asking, Caller caller, List<Long> roots) {
        SSLContext one = caller.tls();
        long first = asking.ask(one);
        List<SSLContext> others =
                Stream.generate(caller::tls).limit(2 * CONNECTIONS).toList();
        for (int i = 0; i < CONNECTIONS; i++) { // warms up
            asking.ask(one);
            asking.ask(others.get(CONNECTIONS + i));
        }
        int[] resumed = {0};
        double again = micros(i -> resumed[0] += asking.ask(one) == first ? 1 : 0, roots);
        double full = micros(i -> asking.ask(others.get(i)), roots);
        add(
                "request at tier 2 on a new connection",
                again,
                "us CPU/request",
                "full handshake",
                full,
                Goal.ratioAtMost(1));
        add(
                "TLS sessions resumed",
                resumed[0],
                "connections",
                "connections made anew",
                CONNECTIONS,
                Goal.ratioAtLeast(1));
    }

    private double micros(IntConsumer operation, List<Long> roots) {
        long before = cpu(roots);
        for (int i = 0; i < CONNECTIONS; i++) {
            operation.accept(i);
        }
        return (cpu(roots) - before) / 1e3 / CONNECTIONS;
    }

    /** CPU time of both sides so far, in nanoseconds. */
    private long cpu(List<Long> roots) {
        return system.getProcessCpuTime() + Processes.cpu(roots).toNanos();
    }

    private void add(String name, double value, String unit, String yardstick, double stick, Goal goal) {
        report.add(
                new Figure(GROUP, name, value, unit, Optional.of(new Yardstick(yardstick, stick)), Optional.of(goal)));
    }
}
