package eu.twintown.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A JVM of its own, with the options that the launcher gives the node, and its output in a file. */
public final class JavaProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final String OPTIONS = "twintown.jvm";

    private final Process process;
    private final int port;
    private final Path log;

    private JavaProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts {@code mainClass}, which is to listen on {@code port}. */
    public static JavaProcess start(Path folder, String mainClass, int port, List<String> arguments) {
        return start(folder, System.getProperty("java.class.path"), mainClass, port, arguments);
    }

    /** Starts {@code mainClass}, found on another class path than ours, which is to listen on {@code port}. */
    public static JavaProcess start(Path folder, String classPath, String mainClass, int port, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        Path log = folder.resolve(mainClass.substring(mainClass.lastIndexOf('.') + 1) + ".log");
        try {
            Files.createDirectories(folder);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return new JavaProcess(process, port, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + mainClass, e);
        }
    }

    /** A TCP port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The first of so many TCP ports in a row that were free a moment ago. They are below those that the system gives to
     * connections: who tries to connect to one of these may be given the very same, and so be connected to himself.
     */
    public static int freePorts(int count) {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            if (IntStream.range(first, first + count).allMatch(JavaProcess::free)) {
                return first;
            }
        }
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The node's JVM options, as the launcher tells them; those of this JVM matter not. */
    static List<String> options() {
        String told = System.getProperty(OPTIONS, "-XX:+UseSerialGC -Xss512k --sun-misc-unsafe-memory-access=allow");
        return List.of(told.strip().split("\\s+"));
    }

    public long pid() {
        return process.pid();
    }

    public int port() {
        return port;
    }

    /** Waits until {@code request} is answered with a 2xx status. */
    public void awaitAnswer(Request request) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!SocketLoad.answers(port, request)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("no answer to " + request.method() + " " + request.path() + " within "
                        + START_LIMIT.toSeconds() + " s; see " + log);
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Asks it to stop, and waits until it has. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
