package eu.twintown.node.cli;

import eu.twintown.node.Settings;
import eu.twintown.node.config.ConfigException;
import eu.twintown.node.join.ApiException;
import eu.twintown.node.join.Application;
import eu.twintown.node.join.Application.Applicant;
import eu.twintown.node.join.Document;
import eu.twintown.node.join.JoinException;
import eu.twintown.node.join.Joining;
import eu.twintown.node.join.NodeApi;
import eu.twintown.node.trust.oidc.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code twintown join}: takes a running node into the data space that its configuration names. */
@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        description = {
            "Takes a running node into the data space that its configuration names.",
            "Asks the authority, hands documents in, and waits for its decision, for the certificate and for the",
            "membership credential. It may be stopped at any time and goes on where it was."
        })
final class JoinCommand implements Callable<Integer> {
    /** Beside the configuration: the secret of the client {@code operator}. */
    static final String SECRET = "operator-secret";

    private static final String ACCOUNT = "authority-password";

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The node's configuration file.")
    private Path config = Path.of("twintown.yaml");

    @Option(names = "--organisation", paramLabel = "NAME", description = "Default: the node's title.")
    private @Nullable String organisation;

    @Option(
            names = "--type",
            defaultValue = "DATA_PROVIDER",
            paramLabel = "TYPE",
            description = "What to take part as. Default: ${DEFAULT-VALUE}.")
    private String type = "DATA_PROVIDER";

    @Option(names = "--first-name", required = true, paramLabel = "NAME", description = "Of the person to talk to.")
    private String firstName = "";

    @Option(names = "--last-name", required = true, paramLabel = "NAME", description = "Of the person to talk to.")
    private String lastName = "";

    @Option(names = "--email", required = true, paramLabel = "ADDRESS", description = "Of the person to talk to.")
    private String email = "";

    @Option(
            names = "--username",
            paramLabel = "NAME",
            description =
                    "The account that the authority makes. Default: the node's name. Its password is made and kept"
                            + " beside the configuration.")
    private @Nullable String username;

    @Option(
            names = "--document",
            paramLabel = "NAME=FILE",
            description = "A document that the authority wants, by its name there. May be given again.")
    private Map<String, Path> documents = Map.of();

    @Option(
            names = "--wait",
            defaultValue = "30",
            paramLabel = "MINUTES",
            description = "How long to wait for the decision. Default: ${DEFAULT-VALUE}.")
    private int minutes = 30;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Settings settings;
        try {
            settings = Settings.read(config, System.getenv());
        } catch (ConfigException e) {
            CheckCommand.faults(spec, config, e);
            return 2;
        }
        Path secret = config.resolveSibling(SECRET);
        if (!Files.isReadable(secret)) {
            err.println("The secret of the client 'operator' is looked for in " + secret + ", which is not there.");
            return 2;
        }
        URI node = URI.create("http://127.0.0.1:" + settings.config().server().port());
        if (settings.config().server().tls().isPresent()) {
            node = settings.config().identity().publicUrl();
        }
        try (NodeApi api =
                new NodeApi(node, "operator", Files.readString(secret).strip())) {
            Duration patience = Duration.ofMinutes(minutes);
            Joining joining = new Joining(api, sentence -> {
                out.println(sentence);
                out.flush();
            });
            joining.awaitNode(Duration.ofMinutes(2));
            joining.join(application(settings), this::document, patience);
            return 0;
        } catch (JoinException | ApiException e) {
            err.println(e.getMessage());
            err.flush();
            return 1;
        }
    }

    private Application application(Settings settings) throws IOException {
        Path password = config.resolveSibling(ACCOUNT);
        if (!Files.exists(password)) {
            OwnerFiles.write(password, Secrets.random());
        }
        return new Application(
                Optional.ofNullable(organisation)
                        .orElseGet(() -> settings.config().identity().title()),
                type,
                new Applicant(
                        Optional.ofNullable(username)
                                .orElseGet(() -> settings.config().identity().name()),
                        Files.readString(password).strip(),
                        firstName,
                        lastName,
                        email));
    }

    private Optional<Document> document(Joining.Wanted wanted) {
        return Optional.ofNullable(documents.get(wanted.name())).map(Document::of);
    }
}
