package eu.twintown.bench.agreements;

import eu.twintown.bench.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code bench agreements}: see {@code bench/README.md}. */
public final class AgreementsBench {
    static final String GROUP = "agreements";

    private final Path folder;
    private final Report report;

    public AgreementsBench(Path folder, Report report) {
        this.folder = folder;
        this.report = report;
    }

    /** Measures; EDC only where the system property {@code twintown.edc} names the folder of its jars. */
    public void run() throws IOException {
        String lib = System.getProperty("twintown.edc", "");
        if (lib.isEmpty()) {
            report.note("agreements: NOTE: no Eclipse EDC here, so nothing stands beside the node's own figures");
        } else {
            new EdcBench(Path.of(lib), Files.createDirectories(folder.resolve("edc")), report).run();
        }
    }
}
