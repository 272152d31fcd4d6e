package eu.twintown.node.cli;

import eu.twintown.node.catalogue.simpl.publish.AcceptanceSteps;
import eu.twintown.node.cli.check.NodeTrade;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.trust.simpl.check.AcceptanceScript;
import eu.twintown.node.trust.simpl.check.CatalogueSteps;
import eu.twintown.node.trust.simpl.check.CheckPlan;
import eu.twintown.node.trust.simpl.check.CheckPlan.Staff;
import eu.twintown.node.trust.simpl.check.Evidence;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code twintown check simpl}: runs the acceptance script against an authority and writes what it saw. */
@Command(
        name = "simpl",
        mixinStandardHelpOptions = true,
        description = "Runs the acceptance script against a Simpl governance authority and writes an evidence file.")
final class CheckSimplCommand implements Callable<Integer> {
    @Option(names = "--authority", required = true, paramLabel = "URL", description = "Tier 1 of the authority.")
    private URI tier1 = URI.create("https://invalid.invalid");

    @Option(names = "--tier2", required = true, paramLabel = "URL", description = "Tier 2 of the authority.")
    private URI tier2 = URI.create("https://invalid.invalid");

    @Option(names = "--token-url", paramLabel = "URL", description = "Where accounts of tier 1 sign in.")
    private Optional<URI> tokenUrl = Optional.empty();

    @Option(
            names = "--keep",
            paramLabel = "FOLDER",
            description = "Keys and memberships of the two participants; run again with it to go on.")
    private Path keep = Path.of("simpl-check");

    @Option(names = "--out", paramLabel = "FILE", description = "The evidence file.")
    private Path out = Path.of("simpl-evidence.json");

    @Option(
            names = "--hosts",
            split = ",",
            paramLabel = "NAME,NAME",
            description = "Host names of the two participants' tier 2, for their certificates.")
    private List<String> hosts = List.of("check-1.twintown.example", "check-2.twintown.example");

    @Option(
            names = "--participant-types",
            split = ",",
            paramLabel = "TYPE,TYPE",
            description = "As what the two apply: the first publishes, the second finds.")
    private List<String> types = List.of("DATA_PROVIDER", "CONSUMER");

    @Option(
            names = "--catalogue-api",
            paramLabel = "v1|v2",
            description = "Paths of the catalogue: v1 is /fc/self-descriptions, v2 /fc/selfDescriptions.")
    private String catalogueApi = "v1";

    @Option(names = "--trust-anchors", paramLabel = "FILE", description = "PEM; default: those of the chain issued.")
    private Optional<Path> anchors = Optional.empty();

    @Option(names = "--notary", paramLabel = "NAME:FILE", description = "Account that approves, and its password file.")
    private Optional<String> notary = Optional.empty();

    @Option(
            names = "--manager",
            paramLabel = "NAME:FILE",
            description = "Account that suspends, and its password file.")
    private Optional<String> manager = Optional.empty();

    @Option(names = "--wait", paramLabel = "MINUTES", description = "How long to wait for people's decisions.")
    private int minutes = 10;

    @Option(names = "--allow", split = ",", paramLabel = "NET", description = "Private hosts or networks to reach.")
    private List<String> allow = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter screen = spec.commandLine().getOut();
        if (hosts.size() != 2 || types.size() != 2 || !List.of("v1", "v2").contains(catalogueApi)) {
            spec.commandLine()
                    .getErr()
                    .println("--hosts and --participant-types need two names, with a comma between them;"
                            + " --catalogue-api is v1 or v2.");
            return 2;
        }
        Files.createDirectories(keep);
        try (AcceptanceScript script = new AcceptanceScript(plan(), steps(), NodeTrade::new, line -> {
            screen.println(line);
            screen.flush();
        })) {
            Evidence evidence = script.run();
            Files.writeString(out, script.signed().toPrettyString() + "\n");
            screen.println(evidence.count("passed") + " passed, " + evidence.count("failed") + " failed, "
                    + evidence.count("skipped") + " skipped; evidence: " + out);
            return evidence.count("failed") == 0 ? 0 : 1;
        }
    }

    private CatalogueSteps steps() {
        return new AcceptanceSteps(bare(tier2), catalogueApi.equals("v2")).steps();
    }

    /** Without a slash at the end. */
    private static URI bare(URI uri) {
        return URI.create(uri.toString().replaceFirst("/+$", ""));
    }

    private CheckPlan plan() throws IOException {
        URI base = bare(tier1);
        List<X509Certificate> trusted =
                anchors.isPresent() ? Pem.certificates(Files.readString(anchors.get())) : List.of();
        return new CheckPlan(
                base,
                bare(tier2),
                tokenUrl.orElseGet(() -> URI.create(base + "/auth/realms/authority/protocol/openid-connect/token")),
                keep,
                hosts,
                trusted,
                types,
                staff(notary),
                staff(manager),
                Duration.ofMinutes(minutes),
                Duration.ofSeconds(5),
                allow);
    }

    private static Optional<Staff> staff(Optional<String> given) throws IOException {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = given.get().split(":", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("An account is given as NAME:FILE, not '" + given.get() + "'");
        }
        return Optional.of(
                new Staff(parts[0], Files.readString(Path.of(parts[1])).strip()));
    }
}
