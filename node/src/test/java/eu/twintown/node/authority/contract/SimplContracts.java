package eu.twintown.node.authority.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The published OpenAPI documents of Simpl-Open, read from the folder that the environment variable
 * {@code TWINTOWN_SIMPL_CONTRACTS} names. The product does not bring them; where the folder is missing, the checks that
 * need them say so and are skipped.
 *
 * <p>Known departure of the documents from themselves: the creation of an onboarding request in version 1 asks for
 * {@code applicant.firstname} beside {@code firstName}; who calls it sends both.
 */
public final class SimplContracts {
    public static final String VARIABLE = "TWINTOWN_SIMPL_CONTRACTS";

    private final Map<String, Contract> contracts;

    private SimplContracts(Map<String, Contract> contracts) {
        this.contracts = contracts;
    }

    /** The documents, where they are at hand. */
    public static Optional<SimplContracts> atHand() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .map(Path::of)
                .filter(Files::isDirectory)
                .map(SimplContracts::in);
    }

    static SimplContracts of(Map<String, Contract> contracts) {
        return new SimplContracts(contracts);
    }

    /** The documents of a folder, each under its file name without the ending. */
    public static SimplContracts in(Path folder) {
        Map<String, Contract> contracts = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                JsonNode document = new YAMLMapper().readTree(Files.readString(file));
                String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
                if (document.has("openapi")) {
                    contracts.put(name, new Contract(name, Contract.basePath(document), document));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SimplContracts(contracts);
    }

    /**
     * How the exchange departs from the document that foresees it best; empty = it conforms, or no document knows its path.
     * Where several documents know the path, it is enough to conform to one of them.
     */
    public List<String> check(RecordedExchange exchange) {
        List<List<String>> all = contracts.values().stream()
                .filter(contract -> contract.knows(exchange.path()))
                .map(contract -> contract.deviations(exchange))
                .toList();
        return all.stream().min(java.util.Comparator.comparingInt(List::size)).orElse(List.of());
    }

    /** Whether any document knows this path. */
    public boolean knows(String path) {
        return contracts.values().stream().anyMatch(contract -> contract.knows(path));
    }

    /**
     * How the exchange departs from this document.
     *
     * @param contract the file's name without its ending
     */
    public List<String> check(String contract, RecordedExchange exchange) {
        Contract found = contracts.get(contract);
        return found == null ? List.of("There is no document " + contract) : found.deviations(exchange);
    }
}
