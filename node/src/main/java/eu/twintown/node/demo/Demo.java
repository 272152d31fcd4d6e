package eu.twintown.node.demo;

import eu.twintown.node.demo.replay.ReplayClock;
import eu.twintown.node.demo.replay.ReplayServer;
import eu.twintown.node.join.NodeApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One run of the demo: replay, two nodes and their authority as processes, progress, and the end of all of it. */
final class Demo implements AutoCloseable {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final DemoOptions options;
    private final PrintWriter out;
    private final Layout layout;
    private final City muenster;
    private final City ghent;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<HeaderFile> headers = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final NodeClient client = new NodeClient();
    private @Nullable NodeProcess authority;
    private @Nullable DemoFolder folder;
    private @Nullable ReplayServer replay;

    Demo(DemoOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
        this.layout = new Layout(options.basePort());
        this.muenster = layout.muenster();
        this.ghent = layout.ghent();
    }

    /**
     * Runs until both nodes have stopped or the program is told to stop.
     *
     * @return exit code
     * @throws DemoException where it cannot start
     */
    int run() {
        say("title");
        layout.ports().forEach(Demo::requireFree);
        Told told = new Told(out);
        Started started = start(told);
        try {
            new Loading(client, told).await(List.copyOf(nodes), started.authority(), started.membership());
        } catch (DemoException e) {
            if (closing.get()) { // told to stop while loading: the nodes stop because of that
                awaitClosed();
                return 0;
            }
            throw e;
        }
        List<Agreed.Wish> wishes = started.membership().join();
        HeaderFile visitor = header(ghent, started.secrets());
        HeaderFile steward = header(muenster, started.secrets());
        DemoReport report = new DemoReport(client, out, options.headless());
        report.print(ghent, muenster, visitor);
        report.agreements(ghent, muenster, visitor, wishes);
        report.space(layout, started.secrets().notaryFile());
        report.next(ghent, muenster, visitor, steward, wishes, nodes.getFirst().pid());
        nodes.forEach(node -> node.firstPassword()
                .ifPresent(password -> say("first.password", node.city().name(), password)));
        out.println("ready");
        out.flush();
        nodes.forEach(node -> node.onExit().thenAccept(process -> stopped(node)));
        started.authority().onExit().thenAccept(process -> {
            if (!closing.get()) {
                say("stopped.authority");
            }
        });
        CompletableFuture.allOf(nodes.stream().map(NodeProcess::onExit).toArray(CompletableFuture[]::new))
                .join();
        if (closing.get()) {
            awaitClosed();
            return 0;
        }
        say("stopped.all");
        return 1;
    }

    /** What runs beside the two nodes. */
    private record Started(
            NodeProcess authority, DemoSecrets secrets, CompletableFuture<List<Agreed.Wish>> membership) {}

    private synchronized Started start(Told told) {
        if (closing.get()) {
            throw new DemoException(Messages.get("gone"));
        }
        DemoFolder taken = DemoFolder.take(options.folder(), options.keep());
        folder = taken;
        ReplayClock clock = new ReplayClock(InstantSource.system(), options.speed());
        ReplayServer server = new ReplayServer(clock);
        replay = server;
        if (options.speed() > 1) {
            String end = MINUTE.format(clock.caughtUpAt().atZone(ZoneId.systemDefault()));
            say("replay.speed", server.address(), options.speed(), end);
        } else {
            say("replay", server.address());
        }
        DemoSecrets secrets = DemoSecrets.make(taken.root());
        CityFiles files = new CityFiles(server, options.speed(), layout, secrets);
        City space = layout.authority();
        say("starting", muenster.name(), muenster.port(), ghent.name(), ghent.port(), space.port());
        NodeProcess started = NodeProcess.start("authority", space, files.writeAuthority(taken.of(space)));
        authority = started;
        nodes.add(NodeProcess.start("serve", muenster, files.write(muenster, ghent, taken.of(muenster))));
        nodes.add(NodeProcess.start("serve", ghent, files.write(ghent, muenster, taken.of(ghent))));
        return new Started(started, secrets, new Membership(layout, secrets, files, told::tell).begin());
    }

    private synchronized HeaderFile header(City city, DemoSecrets secrets) {
        NodeApi node = new NodeApi(city.url(""), "demo", secrets.client());
        HeaderFile header = HeaderFile.keep(node, secrets.headerFile(city), HeaderFile.STEP);
        headers.add(header);
        return header;
    }

    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            socket.getLocalPort();
        } catch (IOException e) {
            throw new DemoException(Messages.get("busy", port));
        }
    }

    private void stopped(NodeProcess node) {
        if (!closing.get() && nodes.stream().anyMatch(NodeProcess::isAlive)) {
            say("stopped", node.city().name());
        }
    }

    private void say(String key, Object... values) {
        out.println(Messages.get(key, values));
        out.flush();
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops everything that this run started; the second call waits for the first. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            awaitClosed();
            return;
        }
        closeOnce();
        closed.countDown();
    }

    private synchronized void closeOnce() {
        if (nodes.stream().anyMatch(NodeProcess::isAlive)) {
            say("stopping");
        }
        nodes.forEach(NodeProcess::endInput);
        NodeProcess last = authority;
        if (last != null) {
            last.endInput();
        }
        nodes.forEach(NodeProcess::close);
        if (last != null) {
            last.close();
        }
        headers.forEach(HeaderFile::close);
        client.close();
        if (replay != null) {
            replay.close();
        }
        if (folder != null) {
            folder.close();
            say("gone");
        }
    }
}
