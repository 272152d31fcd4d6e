package eu.twintown.node.cli;

import eu.twintown.node.Settings;
import eu.twintown.node.Wiring;
import eu.twintown.node.config.ConfigException;
import eu.twintown.node.config.NodeConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code twintown serve}: runs one node until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs a node.")
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration file.")
    private Path config = Path.of("twintown.yaml");

    @Option(
            names = "--stop-with-input",
            description = "Stop when standard input ends, so that a node never outlives the program that started it.")
    private boolean stopWithInput;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Settings settings;
        try {
            settings = Settings.read(config, System.getenv());
        } catch (ConfigException e) {
            CheckCommand.faults(spec, config, e);
            return 2;
        }
        Logging.setUp(settings.config().server().jsonLogs());
        CountDownLatch stopped = new CountDownLatch(1);
        try (Wiring wiring = Wiring.start(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                wiring.close();
                stopped.countDown();
            }));
            announce(settings, wiring.port());
            wiring.firstPassword().ifPresent(this::announce);
            if (stopWithInput) {
                Thread.ofVirtual().start(() -> EndOfInput.await(stopped));
            }
            stopped.await();
        }
        return 0;
    }

    private void announce(Settings settings, int port) {
        NodeConfig node = settings.config();
        PrintWriter out = spec.commandLine().getOut();
        String host = node.server().host();
        out.println("Node '" + node.identity().name() + "' answers at "
                + node.server().scheme() + "://" + host + ":" + port + "/");
        if (settings.access().open().contains("writes")) {
            out.println("Writes are open: whoever reaches this address may change data"
                    + " (take 'writes' out of access.public to end this).");
        }
        boolean loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
        out.println(
                loopback
                        ? "It listens on loopback only; set server.host to be reached from elsewhere."
                        : "It listens on " + host + " and can be reached from other machines.");
        out.flush();
    }

    private void announce(String firstPassword) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("First start: sign in as 'admin' with the password " + firstPassword
                + " (told this once; users of your own: docs/identity.md).");
        out.flush();
    }
}
