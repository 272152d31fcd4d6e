package eu.twintown.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The load generator wrk (Debian package {@code wrk}): one thread, driven by a Lua script made from the request. */
final class Wrk {

    private static final String RESULT = "TWINTOWN";

    private final Path program;
    private final Path folder;

    private Wrk(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** wrk, where it is installed; scripts go into {@code folder}. */
    static Optional<Wrk> find(Path folder) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(path -> Path.of(path, "wrk"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Wrk(program, folder));
    }

    /** Loads the server for so many seconds over so many connections. */
    LoadResult run(int port, Request request, int connections, double seconds) {
        try {
            Path script = Files.writeString(folder.resolve("load.lua"), script(request));
            Process process = new ProcessBuilder(
                            program.toString(),
                            "-t1",
                            "-c" + connections,
                            "-d" + Math.max(1, Math.round(seconds)) + "s",
                            "-s",
                            script.toString(),
                            "http://127.0.0.1:" + port + "/")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return result(output);
        } catch (IOException e) {
            throw new UncheckedIOException("wrk failed", e);
        }
    }

    private static LoadResult result(String output) {
        String[] words = output.lines()
                .filter(line -> line.startsWith(RESULT))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk gave no result: " + output))
                .split(" ");
        return new LoadResult(
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]) / 1e6,
                Long.parseLong(words[4]) / 1e3,
                Long.parseLong(words[5]) / 1e3);
    }

    /** The Lua program that makes the requests; numbers go on from one run to the next only by {@code first}. */
    static String script(Request request) {
        StringBuilder headers = new StringBuilder();
        request.headers().forEach((name, value) -> headers.append("wrk.headers[ ")
                .append(quoted(name))
                .append(" ] = ")
                .append(quoted(value))
                .append("\n"));
        String number = request.count() > 0
                ? String.format(Locale.ROOT, "%d + math.random(0, %d)", request.first(), request.count() - 1)
                : "n";
        return "math.randomseed(" + request.name().hashCode() + ")\n"
                + headers
                + "local n = " + request.first() + " - 1\n"
                + "function request()\n"
                + "  n = n + 1\n"
                + "  local i = string.format('%d', " + number + ")\n"
                + "  return wrk.format(" + quoted(request.method()) + ", " + filled(request.path()) + ", nil, "
                + (request.body().isEmpty() ? "nil" : filled(request.body())) + ")\n"
                + "end\n"
                + "function done(summary, latency, requests)\n"
                + "  local e = summary.errors\n"
                + "  io.write(string.format('" + RESULT + " %d %d %d %d %d\\n', summary.requests,"
                + " e.status + e.connect + e.read + e.write + e.timeout, summary.duration,"
                + " latency:percentile(50), latency:percentile(99)))\n"
                + "end\n";
    }

    /** A Lua expression of the text with the number {@code i} where {@code {n}} stands. */
    private static String filled(String text) {
        return String.join(
                " .. i .. ",
                List.of(text.split("\\{n}", -1)).stream().map(Wrk::quoted).toList());
    }

    private static String quoted(String text) {
        return "[==[" + text + "]==]";
    }
}
