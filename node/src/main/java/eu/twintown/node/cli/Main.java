package eu.twintown.node.cli;

import eu.twintown.node.demo.DemoCommand;
import eu.twintown.node.ops.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's entry: hands the words of the command line to the command they name. */
@Command(
        name = "twintown",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ShownVersion.class,
        description = "Interconnects a city's Local Digital Twin with those of other cities.",
        footer = {
            "",
            "From the sources also:",
            "  test [GROUP]   runs all tests, or one group",
            "  bench [GROUP]  measures, with a yardstick of the same run",
            "  package        makes an archive that runs without Maven or Node.js"
        },
        subcommands = {
            InitCommand.class,
            JoinCommand.class,
            ServeCommand.class,
            AuthorityCommand.class,
            CheckCommand.class,
            HashPasswordCommand.class,
            RewrapKeysCommand.class,
            DemoCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Runnable {

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    static final class ShownVersion implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"twintown " + Version.current()};
        }
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
