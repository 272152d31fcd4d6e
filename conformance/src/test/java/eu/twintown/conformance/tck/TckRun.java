package eu.twintown.conformance.tck;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of the TCK and what came of it.
 *
 * @param results one for each test that ran
 * @param disabled how many tests the TCK itself has switched off
 */
public record TckRun(List<Result> results, int disabled) {
    private static final int MINUTES = 8;
    private static final String PASSED = "] SUCCESSFUL: ";

    /** A test of the TCK; {@code failure} is empty where it passed. */
    public record Result(String test, String failure) {}

    /**
     * Runs the tests of a package in a JVM of their own.
     *
     * @param launcher full name of the class by which the TCK starts
     */
    public static TckRun of(String launcher, String testPackage, Map<String, String> properties) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                classpath(launcher),
                TckMain.class.getName(),
                launcher,
                testPackage));
        properties.forEach((name, value) -> command.add(name + "=" + value));
        try {
            Path output = Files.createTempFile("tck-", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return read(Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static TckRun read(String output) {
        List<String> lines = output.lines().toList();
        String total = lines.stream()
                .filter(line -> line.startsWith("TOTAL\t"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The TCK did not come to its end:\n" + output));
        List<Result> results = new ArrayList<>();
        for (String line : lines) {
            if (line.contains(PASSED)) {
                results.add(new Result(line.substring(line.indexOf(PASSED) + PASSED.length()), ""));
            } else if (line.startsWith("FAILED\t")) {
                results.add(new Result(line.split("\t", -1)[1], line.split("\t", -1)[2]));
            }
        }
        return new TckRun(List.copyOf(results), Integer.parseInt(total.split("\t", -1)[1]));
    }

    /**
     * That of the tests, with the JSON Schema validator that the TCK was built for in place of the node's newer one, and
     * without the other TCK, whose schemas have the same names.
     */
    private static String classpath(String launcher) {
        String other = launcher.contains(".dsp.") ? "/dcp-" : "/dsp-";
        String tests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.concat(
                        Stream.of(validator().toString()),
                        Arrays.stream(tests.split(File.pathSeparator))
                                .filter(entry -> !entry.contains("json-schema-validator"))
                                .filter(entry -> !("/" + Path.of(entry).getFileName()).startsWith(other)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path validator() {
        return Stream.of("target/tck", "conformance/target/tck")
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(TckRun::list)
                .filter(file -> file.getFileName().toString().startsWith("json-schema-validator"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("target/tck lacks what the build copies there"));
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
