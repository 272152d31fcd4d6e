package eu.twintown.node.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        String sources = city.isPresent() ? city.get().copyTo(folder) : "";
        Files.writeString(file, sources.isEmpty() ? configuration : configuration + "\n" + sources);
        spec.commandLine().getOut().println("Wrote " + file + ". Next: twintown serve --config " + file);
        return 0;
    }

    private ParameterException missing(String option) {
        return new ParameterException(spec.commandLine(), option + " is needed where no --example is given");
    }
}
