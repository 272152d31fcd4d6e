package eu.twintown.node.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Stops database servers that a killed node left behind in the demo's folder. A server is one of ours only if the lock
 * file that names it lies in a data folder below, and its command line names that data folder.
 */
final class LeftoverPostgres {
    private static final int DEPTH = 6;
    private static final int PATIENCE_SECONDS = 10;

    private LeftoverPostgres() {}

    static void stopBelow(Path root) throws IOException {
        List<Path> locks;
        try (Stream<Path> files = Files.find(root, DEPTH, (file, about) -> file.endsWith("postmaster.pid"))) {
            locks = files.toList();
        }
        for (Path lock : locks) {
            server(lock).ifPresent(LeftoverPostgres::stop);
        }
    }

    private static Optional<ProcessHandle> server(Path lock) throws IOException {
        List<String> lines = Files.readAllLines(lock);
        if (lines.size() < 2 || !lines.getFirst().strip().matches("[1-9][0-9]*")) {
            return Optional.empty();
        }
        String data = lines.get(1).strip();
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> commandLine(process).contains(data));
    }

    private static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    private static void stop(ProcessHandle server) {
        server.destroy();
        try {
            server.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            server.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
