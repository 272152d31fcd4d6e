package eu.twintown.bench;

import eu.twintown.bench.agreements.AgreementsBench;
import eu.twintown.bench.tier2.TierTwoBench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * {@code ./twintown bench [GROUP] [--seconds N] [--json FILE]}: measures and prints a table of figures, each with the
 * yardstick of the same run. How it is measured stands in {@code bench/README.md}.
 */
public final class Bench {

    private static final List<String> GROUPS = List.of("jmh", "load", "start", "trust", "agreements");
    private static final String USAGE =
            "usage: twintown bench [all|jmh|load|start|trust|agreements] [--seconds N] [--json FILE]\n"
                    + "  --seconds N  length of a round under load, 1 to 60 (default 3)\n"
                    + "  --json FILE  where the figures go as JSON lines";

    private final PrintStream out;

    Bench(PrintStream out) {
        this.out = out;
    }

    private record Arguments(List<String> groups, double seconds, Path json) {}

    public static void main(String[] arguments) throws Exception {
        System.exit(new Bench(System.out).run(arguments));
    }

    /** Runs what the arguments ask for; 0 = done, 2 = they make no sense. */
    int run(String[] words) throws IOException, InterruptedException, RunnerException {
        Arguments arguments;
        try {
            arguments = parse(words);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println(USAGE);
            return 2;
        }
        Report report = new Report(out, arguments.json(), machine());
        // Open to be entered, since PostgreSQL does not run as root but must reach its data.
        Path folder = Files.createTempDirectory(
                "twintown-bench-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try {
            for (String group : arguments.groups()) {
                switch (group) {
                    case "jmh" -> new JmhBench(report).run();
                    case "load" ->
                        new LoadBench(Files.createDirectories(folder.resolve("load")), arguments.seconds(), report)
                                .run();
                    case "trust" -> {
                        Path trust = Files.createDirectories(folder.resolve("trust"));
                        new TrustBench(trust, report).run();
                        new FederationBench(trust, arguments.seconds(), report).run();
                        new TierTwoBench(Files.createDirectories(trust.resolve("tier2")), arguments.seconds(), report)
                                .run();
                    }
                    case "agreements" -> {
                        Path agreements = Files.createDirectories(folder.resolve("agreements"));
                        new EnforcementBench(agreements.resolve("enforcement"), arguments.seconds(), report).run();
                        new AgreementsBench(agreements, arguments.seconds(), report).run();
                    }
                    default -> new StartBench(Files.createDirectories(folder.resolve("start")), report).run();
                }
            }
        } finally {
            delete(folder);
        }
        report.printTable();
        return 0;
    }

    private static Arguments parse(String[] words) {
        List<String> groups = GROUPS;
        double seconds = 3;
        Path json = Path.of(System.getProperty("twintown.home", "."), "bench", "target", "figures.jsonl");
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.startsWith("--") && i + 1 == words.length) {
                throw new IllegalArgumentException("'" + word + "' needs a value");
            }
            switch (word) {
                case "all" -> groups = GROUPS;
                case "jmh", "load", "start", "trust", "agreements" -> groups = List.of(word);
                case "--seconds" -> seconds = seconds(words[++i]);
                case "--json" -> json = Path.of(words[++i]);
                default -> throw new IllegalArgumentException("'" + word + "' is not known");
            }
        }
        return new Arguments(groups, seconds, json);
    }

    private static double seconds(String text) {
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= 1 && seconds <= 60) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // told below, like any other number that is not wanted
        }
        throw new IllegalArgumentException("--seconds must be a whole number from 1 to 60, not '" + text + "'");
    }

    private static Map<String, String> machine() throws IOException {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        machine.put("java", System.getProperty("java.vendor") + " " + System.getProperty("java.vm.version"));
        machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("load before", Files.readString(Path.of("/proc/loadavg")).strip());
        machine.put("JVM options", String.join(" ", JavaProcess.options()));
        return machine;
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
