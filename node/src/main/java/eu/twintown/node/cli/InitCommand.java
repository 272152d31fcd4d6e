package eu.twintown.node.cli;

import eu.twintown.node.trust.oidc.PasswordHash;
import eu.twintown.node.trust.oidc.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code twintown init}: writes a configuration to start from, with an example city's sources where asked for. */
@Command(name = "init", mixinStandardHelpOptions = true, description = "Writes a configuration to start from.")
final class InitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "Where to write it; made where it does not exist.")
    private Path folder = Path.of(".");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The node's short name: small letters, digits, hyphens. Default: the example's, or mycity.")
    private @Nullable String name;

    @Option(names = "--title", paramLabel = "TITLE", description = "The name that people read. Default: the name.")
    private @Nullable String title;

    @Option(names = "--country", paramLabel = "CC", description = "ISO 3166-1 alpha-2 code of the country.")
    private @Nullable String country;

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "PORT",
            description = "Where the node answers. Default: ${DEFAULT-VALUE}.")
    private int port = 8080;

    @Option(
            names = "--example",
            paramLabel = "CITY",
            description = "Add the sources of an example city with real data: ${COMPLETION-CANDIDATES}.")
    private @Nullable ExampleCity example;

    @Option(
            names = "--authority",
            paramLabel = "URL",
            description = "Take part in the data space of this authority: its address for people (tier 1).")
    private @Nullable URI authority;

    @Option(names = "--authority-tier2", paramLabel = "URL", description = "The authority's address for agents.")
    private @Nullable URI authorityTier2;

    @Option(
            names = "--tier2-port",
            paramLabel = "PORT",
            description = "Where other participants reach this node. Default: the port + 400.")
    private @Nullable Integer tier2Port;

    @Option(
            names = "--peer",
            paramLabel = "NAME,CC,URL,TYPE...",
            description = "Another member whose twin is asked, and for which entity types. May be given again.")
    private List<String> peers = List.of();

    @Option(
            names = "--agreement",
            paramLabel = "DID,DATASET",
            description = "A dataset of another member that this node is to negotiate for. May be given again.")
    private List<String> agreements = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Optional<ExampleCity> city = Optional.ofNullable(example);
        String id = Optional.ofNullable(name)
                .or(() -> city.map(ExampleCity::toString))
                .orElseThrow(() -> missing("--name"));
        String land = Optional.ofNullable(country)
                .or(() -> city.map(ExampleCity::country))
                .orElseThrow(() -> missing("--country"));
        String shown = Optional.ofNullable(title)
                .or(() -> city.map(ExampleCity::title))
                .orElse(id);
        Path file = folder.resolve("twintown.yaml");
        if (Files.exists(file)) {
            spec.commandLine().getErr().println(file + " exists already; nothing was written.");
            return 1;
        }
        Files.createDirectories(folder);
        String configuration = ExampleCity.text("twintown.yaml")
                .replace("${name}", id)
                .replace("${title}", shown)
                .replace("${country}", land)
                .replace("${port}", String.valueOf(port));
        String sources = city.isPresent() ? "\n" + city.get().copyTo(folder) : "";
        Files.writeString(file, configuration + membership(id, shown, land) + sources);
        spec.commandLine().getOut().println("Wrote " + file + ". Next: twintown serve --config " + file);
        return 0;
    }

    /** The sections for the data space; the secret for the command line goes beside the configuration. */
    private String membership(String id, String shown, String land) throws IOException {
        if (authority == null) {
            return "";
        }
        if (authorityTier2 == null) {
            throw new ParameterException(spec.commandLine(), "--authority-tier2 is needed with --authority");
        }
        List<DataSpace.Peer> known;
        List<DataSpace.Wish> wishes;
        try {
            known = peers.stream().map(DataSpace.Peer::read).toList();
            wishes = agreements.stream().map(DataSpace.Wish::read).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        String secret = Secrets.random();
        OwnerFiles.write(folder.resolve(JoinCommand.SECRET), secret);
        return new DataSpace(authority, authorityTier2, known, wishes)
                .yaml(shown, land, id, Optional.ofNullable(tier2Port).orElse(port + 400), PasswordHash.of(secret));
    }

    private ParameterException missing(String option) {
        return new ParameterException(spec.commandLine(), option + " is needed where no --example is given");
    }
}
