package eu.twintown.node.cli;

import eu.twintown.node.Settings;
import eu.twintown.node.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code twintown check}: says what is wrong with a configuration, or that nothing is. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says what is wrong with a configuration.",
        subcommands = CheckSimplCommand.class)
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration file; twintown.yaml by default.")
    private Path config = Path.of("twintown.yaml");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Settings settings = Settings.read(config, System.getenv());
            out.println(
                    config + " is fine: node '" + settings.config().identity().name() + "', "
                            + settings.sources().size() + " sources, "
                            + settings.config().peers().size() + " peers.");
            return 0;
        } catch (ConfigException e) {
            faults(spec, config, e);
            return 2;
        }
    }

    /** Prints every fault on a line of its own. */
    static void faults(CommandSpec spec, Path config, ConfigException e) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("The configuration " + config + " cannot be used:");
        e.faults().forEach(fault -> err.println("  - " + fault));
        err.flush();
    }
}
