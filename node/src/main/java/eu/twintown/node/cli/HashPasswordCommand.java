package eu.twintown.node.cli;

import eu.twintown.node.trust.oidc.PasswordHash;
import eu.twintown.node.trust.oidc.Secrets;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code twintown hash-password}: turns a password into what may lie in a configuration file. */
@Command(
        name = "hash-password",
        mixinStandardHelpOptions = true,
        description = {
            "Turns a password into a hash for sign-in.local in the configuration.",
            "The password is asked for, or read from the first line of standard input."
        })
final class HashPasswordCommand implements Callable<Integer> {
    private static final int SHORTEST = 12;

    @Option(names = "--generate", description = "Make a secret for a client, and show it together with its hash.")
    private boolean generate;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (generate) {
            String secret = Secrets.random();
            out.println("secret:      " + secret);
            out.println("secret-hash: " + PasswordHash.of(secret));
            return 0;
        }
        Optional<String> password = ask();
        if (password.isEmpty() || password.get().length() < SHORTEST) {
            spec.commandLine()
                    .getErr()
                    .println("Give a password of at least " + SHORTEST + " characters, twice the same.");
            return 2;
        }
        out.println(PasswordHash.of(password.get()));
        return 0;
    }

    private static Optional<String> ask() throws IOException {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            char[] first = console.readPassword("Password: ");
            char[] second = console.readPassword("Once more: ");
            return first != null && Arrays.equals(first, second) ? Optional.of(new String(first)) : Optional.empty();
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return Optional.ofNullable(in.readLine());
    }
}
