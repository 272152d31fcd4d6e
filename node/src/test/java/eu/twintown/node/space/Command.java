package eu.twintown.node.space;

import eu.twintown.node.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of the program as a process of its own; standard output is read line by line. */
final class Command implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final List<String> seen = new ArrayList<>();

    private Command(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    /** @param folder where what it writes to standard error goes */
    static Command start(Path folder, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        words.addAll(List.of(arguments));
        try {
            return new Command(new ProcessBuilder(words)
                    .redirectError(folder.resolve(arguments[0] + "-errors.log").toFile())
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads on until a line has this text. */
    Command until(String text) {
        String line;
        do {
            line = line();
            if (line.isEmpty() && !process.isAlive()) {
                throw new AssertionError("ended without '" + text + "': " + seen);
            }
        } while (!line.contains(text));
        return this;
    }

    /** Waits for its end; gives the exit code. */
    int end() throws InterruptedException {
        lines.lines().forEach(seen::add);
        return process.waitFor();
    }

    List<String> seen() {
        return seen;
    }

    private String line() {
        try {
            String line = lines.readLine();
            if (line != null) {
                seen.add(line);
            }
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
