package eu.twintown.node.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A node as a process of its own. It stops by itself when its standard input ends, so it never outlives the demo, even
 * where the demo is killed.
 */
final class NodeProcess implements AutoCloseable {
    private static final String MAIN = "eu.twintown.node.cli.Main";
    private static final List<String> HANDED_ON = List.of("-X", "--enable-", "--sun-misc", "--add-", "-Dtwintown.");

    private static final Pattern FIRST_PASSWORD = Pattern.compile("'admin' with the password ([a-z0-9-]+)");

    private final City city;
    private final Path log;
    private final Process process;

    private NodeProcess(City city, Path log, Process process) {
        this.city = city;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a node or an authority with this configuration file, on the Java and the class path that run the demo.
     *
     * @param word {@code serve} or {@code authority}
     */
    static NodeProcess start(String word, City city, Path config) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> HANDED_ON.stream().anyMatch(option::startsWith))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of(word, "--config", config.toString(), "--stop-with-input"));
        Path log = config.resolveSibling("node.log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new NodeProcess(city, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    City city() {
        return city;
    }

    Path log() {
        return log;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** The last lines of the log, without the places in the code. */
    List<String> endOfLog() {
        try {
            List<String> lines = Files.readString(log, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t..."))
                    .toList();
            return lines.subList(Math.max(0, lines.size() - 8), lines.size());
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    /** The password of its first admin, which a node tells once at its first start. */
    Optional<String> firstPassword() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.map(FIRST_PASSWORD::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // a nicety; the demo goes on without it
        }
    }

    /** Tells it to stop, without waiting. */
    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has gone already, and its end of the pipe with it.
        }
    }

    /** Stops it: by the end of its input, then by signal, then by force. */
    @Override
    public void close() {
        endInput();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroy();
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
