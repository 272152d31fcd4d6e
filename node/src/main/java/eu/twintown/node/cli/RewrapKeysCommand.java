package eu.twintown.node.cli;

import eu.twintown.node.Settings;
import eu.twintown.node.config.ConfigException;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.key.KeySettings.Passphrase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code twintown rewrap-keys}: encrypts the key ring under another passphrase, while the node is stopped. */
@Command(
        name = "rewrap-keys",
        mixinStandardHelpOptions = true,
        description = {
            "Encrypts the node's keys under another passphrase. Stop the node first.",
            "The keys themselves stay the same; docs/keys.md tells more."
        })
final class RewrapKeysCommand implements Callable<Integer> {
    private static final int SHORTEST = 12;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration file.")
    private Path config = Path.of("twintown.yaml");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "The file that holds the new passphrase; then name it as keys.passphrase-file.")
    private Path to = Path.of("passphrase");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Settings settings = Settings.read(config, System.getenv());
            String next = Files.readString(to).strip();
            if (next.length() < SHORTEST) {
                err.println("The new passphrase in " + to + " must have at least " + SHORTEST + " characters.");
                return 2;
            }
            KeyRing.changePassphrase(
                    settings.config().store().directory().resolve("keys"), current(settings), new Passphrase(next));
            spec.commandLine().getOut().println("The keys are encrypted under the passphrase in " + to + " now.");
            return 0;
        } catch (ConfigException e) {
            CheckCommand.faults(spec, config, e);
        } catch (IOException e) {
            err.println(to + " cannot be read");
        } catch (IllegalStateException e) {
            err.println(e.getMessage());
        }
        return 2;
    }

    private static Optional<Passphrase> current(Settings settings) {
        if (settings.trust().vaultPassphrase().isEmpty()) {
            return settings.trust().keys().passphrase();
        }
        String[] allowed = settings.config().outgoing().allow().toArray(String[]::new);
        try (OutgoingClient outgoing = new OutgoingClient(OutgoingRules.PUBLIC_ONLY.allowing(allowed))) {
            return settings.trust().vaultPassphrase().map(vault -> vault.read(outgoing));
        }
    }
}
