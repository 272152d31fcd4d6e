package eu.twintown.node.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code twintown demo}: two cities' nodes with a week of real data, until Ctrl-C. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs two cities' nodes, Münster and Ghent, on a recorded week of their real data.")
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--base-port",
            defaultValue = "8081",
            paramLabel = "PORT",
            description =
                    "Münster answers on this port, Ghent on the next, the authority on the one after that; six ports in"
                            + " a row are used. Default: ${DEFAULT-VALUE}.")
    private int basePort;

    @Option(
            names = "--speed",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "Start a week back and run N times as fast until it has caught up. Default: ${DEFAULT-VALUE}.")
    private int speed;

    @Option(names = "--headless", description = "Give no hints to open a browser.")
    private boolean headless;

    @Option(names = "--keep", description = "Go on with the stores of the last demo instead of starting anew.")
    private boolean keep;

    @Option(names = "--dir", paramLabel = "FOLDER", description = "Where stores, keys and logs go.")
    private @Nullable Path folder;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (basePort < 1 || basePort > 65_535 - Layout.PORTS) {
            throw new ParameterException(
                    spec.commandLine(), "--base-port must be from 1 to " + (65_535 - Layout.PORTS));
        }
        if (speed < 1 || speed > 100_000) {
            throw new ParameterException(spec.commandLine(), "--speed must be from 1 to 100000");
        }
        Path root = Optional.ofNullable(folder)
                .orElseGet(() -> DemoFolder.standard(System.getProperty("twintown.home"), System.getenv(), basePort))
                .toAbsolutePath();
        PrintWriter out = spec.commandLine().getOut();
        Demo demo = new Demo(new DemoOptions(basePort, speed, headless, keep, root), out);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-stop"));
        try {
            return demo.run();
        } catch (DemoException e) {
            spec.commandLine().getErr().println(e.getMessage());
            spec.commandLine().getErr().flush();
            return 1;
        }
    }
}
