package eu.twintown.store.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs short programs of the operating system. */
final class Commands {

    /** How a program ended, and what it said on both outputs. */
    record Result(int status, String output) {}

    private Commands() {}

    static Result run(List<String> command) throws IOException {
        return run(command, Map.of());
    }

    static Result run(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + command.getFirst(), e);
        }
    }

    /** Sends a signal such as INT; nothing happens where the process is gone. */
    static void signal(long pid, String signal) throws IOException {
        run(List.of("/bin/sh", "-c", "kill -" + signal + " " + pid));
    }
}
