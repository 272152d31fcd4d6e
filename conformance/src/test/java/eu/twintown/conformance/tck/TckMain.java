package eu.twintown.conformance.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.dataspacetck.core.spi.boot.Monitor;
import org.eclipse.dataspacetck.core.spi.system.SystemLauncher;
import org.eclipse.dataspacetck.core.system.ConsoleMonitor;
import org.eclipse.dataspacetck.runtime.TckRuntime;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * A TCK in a JVM of its own: first argument the class by which it starts, then the package of tests, then its properties as {@code name=value}. Writes a
 * line {@code FAILED <tab> test <tab> reason} for each test that failed, and last {@code TOTAL <tab> disabled}.
 */
final class TckMain {
    private TckMain() {}

    public static void main(String[] arguments) throws ClassNotFoundException {
        Map<String, String> properties = List.of(arguments).subList(2, arguments.length).stream()
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        Monitor monitor = new ConsoleMonitor(false, false);
        TestExecutionSummary summary = TckRuntime.Builder.newInstance()
                .properties(properties)
                .monitor(monitor)
                .launcher(Class.forName(arguments[0]).asSubclass(SystemLauncher.class))
                .addPackage(arguments[1])
                .build()
                .execute();
        List<String> lines = new ArrayList<>();
        summary.getFailures()
                .forEach(failure ->
                        lines.add("FAILED\t" + failure.getTestIdentifier().getDisplayName() + "\t"
                                + String.valueOf(failure.getException()).replaceAll("\\s+", " ")));
        lines.add("TOTAL\t" + summary.getTestsSkippedCount());
        lines.forEach(System.out::println);
        // The TCK leaves threads behind.
        System.exit(0);
    }
}
