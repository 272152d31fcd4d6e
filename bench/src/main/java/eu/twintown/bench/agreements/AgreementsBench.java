package eu.twintown.bench.agreements;

import eu.twintown.bench.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code bench agreements}: see {@code bench/README.md}. */
public final class AgreementsBench {
    static final String GROUP = "agreements";

    private final Path folder;
    private final double seconds;
    private final Report report;

    /** @param seconds length of a round under load */
    public AgreementsBench(Path folder, double seconds, Report report) {
        this.folder = folder;
        this.seconds = seconds;
        this.report = report;
    }

    /** Measures; EDC only where the system property {@code twintown.edc} names the folder of its jars. */
    public void run() throws IOException {
        Optional<Path> lib = Optional.of(System.getProperty("twintown.edc", ""))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
        if (lib.isEmpty()) {
            report.note("agreements: NOTE: no Eclipse EDC here, so nothing stands beside the node's own figures");
        }
        List<EdcBench.Series> edc = lib.isEmpty()
                ? List.of()
                : new EdcBench(lib.get(), Files.createDirectories(folder.resolve("edc")), report).run();
        try (NodePair pair = new NodePair(NodePair.at(folder, "nodes"))) {
            new NegotiationBench(edc, report).run(pair);
        }
        new CatalogBench(NodePair.at(folder, "catalogs"), seconds, report).run(lib);
    }
}
