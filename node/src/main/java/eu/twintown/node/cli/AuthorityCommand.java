package eu.twintown.node.cli;

import eu.twintown.node.AuthorityWiring;
import eu.twintown.node.Settings;
import eu.twintown.node.authority.AuthoritySettings;
import eu.twintown.node.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code twintown authority}: runs a governance authority until it is told to stop. */
@Command(
        name = "authority",
        mixinStandardHelpOptions = true,
        description = "Runs a governance authority for tests, sandboxes and small data spaces.")
final class AuthorityCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration file.")
    private Path config = Path.of("authority.yaml");

    @Option(names = "--faults", description = "Let tests switch faults on. Never in a data space that counts.")
    private boolean faults;

    @Option(
            names = "--stop-with-input",
            description = "Stop when standard input ends, so that it never outlives the program that started it.")
    private boolean stopWithInput;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Settings settings;
        AuthoritySettings own;
        try {
            settings = Settings.read(config, System.getenv());
            own = AuthoritySettings.read(settings.config(), faults);
        } catch (ConfigException e) {
            CheckCommand.faults(spec, config, e);
            return 2;
        }
        Logging.setUp(settings.config().server().jsonLogs());
        CountDownLatch stopped = new CountDownLatch(1);
        try (AuthorityWiring wiring = AuthorityWiring.start(settings, own)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                wiring.close();
                stopped.countDown();
            }));
            announce(own, wiring);
            if (stopWithInput) {
                Thread.ofVirtual().start(() -> EndOfInput.await(stopped));
            }
            stopped.await();
        }
        return 0;
    }

    private void announce(AuthoritySettings own, AuthorityWiring wiring) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Governance authority of '" + own.title() + "'");
        out.println("  people (tier 1): " + own.tier1Url());
        out.println("  agents (tier 2): " + own.tier2().url() + ", port " + wiring.tier2Port());
        out.println("It is for tests, sandboxes and small data spaces, and is not the Simpl-Open agent itself.");
        if (own.faults()) {
            out.println("Faults can be switched on (--faults): nothing here may count.");
        }
        wiring.firstPassword()
                .ifPresent(password -> out.println("First start: sign in as 'admin' with the password " + password
                        + " (told this once; users of your own: docs/identity.md)."));
        out.flush();
    }
}
