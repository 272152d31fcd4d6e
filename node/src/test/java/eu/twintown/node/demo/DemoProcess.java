package eu.twintown.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.join.NodeApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code twintown demo} as a process of its own, as a person would start it. */
final class DemoProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Process process;
    private final int basePort;
    private final Path folder;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Set<ProcessHandle> seen = new HashSet<>();
    private final HttpClient client = HttpClient.newHttpClient();

    private DemoProcess(Process process, int basePort, Path folder) {
        this.process = process;
        this.folder = folder;
        this.basePort = basePort;
        Thread.ofVirtual().start(this::read);
    }

    /** Starts it on free ports in a row, in a folder that the database's own user can reach, too. */
    static DemoProcess start(Path temporary, String... words) throws IOException {
        return startAt(freePorts(), temporary, words);
    }

    /** Starts it on this port and those after it. */
    static DemoProcess startAt(int port, Path temporary, String... words) throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path folder = temporary.resolve("demo");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "eu.twintown.node.cli.Main",
                "demo",
                "--headless",
                "--base-port",
                "" + port,
                "--dir",
                folder.toString()));
        command.addAll(List.of(words));
        return new DemoProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start(), port, folder);
    }

    private static int freePorts() throws IOException {
        while (true) {
            int first;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                first = socket.getLocalPort();
            }
            if (first + Layout.PORTS < 65_536 && areFree(first)) {
                return first;
            }
        }
    }

    private static boolean areFree(int first) {
        for (int port : new Layout(first).ports()) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                socket.getLocalPort();
            } catch (IOException e) {
                return false; // another row will do
            }
        }
        return true;
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            // a killed process leaves its output unfinished
        }
    }

    DemoProcess awaitReady() {
        awaitLine("ready");
        process.descendants().forEach(seen::add);
        return this;
    }

    void awaitLine(String line) {
        Awaitility.await(line).atMost(PATIENCE).until(() -> output.contains(line) || !process.isAlive());
        assertThat(output).as("the demo ended before it said so").contains(line);
    }

    String text() {
        return String.join("\n", output);
    }

    long pid() {
        return process.pid();
    }

    /** Every process that the demo had started when it was ready. */
    Set<ProcessHandle> started() {
        return seen;
    }

    /** The Java processes of the authority, of Münster and of Ghent, in this order. */
    List<ProcessHandle> nodes() {
        return process.children().sorted().toList();
    }

    Layout layout() {
        return new Layout(basePort);
    }

    Path folder() {
        return folder;
    }

    /** Sends SIGTERM, and gives the time it took to end. */
    Duration terminate() throws InterruptedException {
        long start = System.nanoTime();
        process.toHandle().destroy(); // the process's own destroy() would close its output, too
        process.waitFor(60, TimeUnit.SECONDS);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    void kill() {
        process.destroyForcibly();
    }

    void awaitText(String end) {
        Awaitility.await(end).atMost(PATIENCE).until(() -> text().endsWith(end));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The demo's own way into a node, as an operator. */
    NodeApi operator(int node) throws IOException {
        return new NodeApi(
                URI.create("http://127.0.0.1:" + (basePort + node)),
                "demo",
                Files.readString(folder.resolve("secrets/client")));
    }

    /** Asks Münster (0), Ghent (1) or the authority (2) as anybody may, naming no context, as the report does. */
    HttpResponse<String> get(int node, String path) throws IOException, InterruptedException {
        return client.send(request(node, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks Münster (0) or Ghent (1) as somebody who works there, by the header file that the report names. */
    HttpResponse<String> ask(int node, String path) throws IOException, InterruptedException {
        String header = Files.readString(folder.resolve("secrets/" + (node == 0 ? "muenster" : "ghent") + ".header"));
        String[] parts = header.strip().split(": ", 2);
        return client.send(
                request(node, path).header(parts[0], parts[1]).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(int node, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (basePort + node) + path))
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(30));
    }

    @Override
    public void close() throws InterruptedException {
        client.shutdownNow();
        terminate();
        process.destroyForcibly();
        seen.forEach(ProcessHandle::destroyForcibly);
    }
}
