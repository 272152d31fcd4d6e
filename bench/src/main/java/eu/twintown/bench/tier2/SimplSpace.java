package eu.twintown.bench.tier2;

import eu.twintown.bench.JavaProcess;
import eu.twintown.bench.NodeUnderTest;
import eu.twintown.node.join.Application;
import eu.twintown.node.join.Application.Applicant;
import eu.twintown.node.join.AuthorityApi;
import eu.twintown.node.join.Document;
import eu.twintown.node.join.Joining;
import eu.twintown.node.join.NodeApi;
import eu.twintown.node.trust.oidc.PasswordHash;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An authority and a node that is a participant of its data space, each as shipped, in processes of their own. */
final class SimplSpace implements AutoCloseable {
    static final String HOST = "t2.provider.localhost";
    private static final String TIER_ONE = "http://127.0.0.1:";
    private static final String NOTARY = "notary";
    private static final String SECRET = "a-secret-for-the-bench-only";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final int ports;
    private final JavaProcess authority;
    private final NodeUnderTest provider;

    private SimplSpace(int ports, JavaProcess authority, NodeUnderTest provider) {
        this.ports = ports;
        this.authority = authority;
        this.provider = provider;
    }

    /**
     * Starts both, and has the node join.
     *
     * @param withoutProof path at the node's tier 2 where the certificate is proof enough
     */
    static SimplSpace start(Path folder, String withoutProof) throws IOException {
        int ports = JavaProcess.freePorts(4);
        Path config = authority(open(folder.resolve("authority")), ports);
        SimplSpace space = new SimplSpace(
                ports,
                JavaProcess.start(
                        config.resolveSibling("log"),
                        NodeUnderTest.MAIN,
                        ports,
                        List.of("authority", "--config", config.toString())),
                NodeUnderTest.start(
                        open(folder.resolve("provider")),
                        ports + 2,
                        "health, writes",
                        "entities",
                        participant(ports, withoutProof)));
        try {
            space.join();
            return space;
        } catch (RuntimeException e) {
            space.close();
            throw e;
        }
    }

    private static Path authority(Path folder, int ports) throws IOException {
        Files.writeString(folder.resolve("notary.password"), SECRET);
        return Files.writeString(folder.resolve("authority.yaml"), """
                node: {name: sandbox, title: Bench, country: BE, public-url: "%1$s%2$d"}
                server: {port: %2$d}
                store: {directory: %4$s}
                outgoing: {allow: [127.0.0.0/8, "*.localhost"]}
                authority:
                  tier2: {port: %3$d, name: localhost}
                  users: [{name: %5$s, password-file: notary.password, roles: [NOTARY]}]
                """.formatted(
                        TIER_ONE, ports, ports + 1, folder.resolve("data"), NOTARY));
    }

    private static String participant(int ports, String withoutProof) {
        return """
                sign-in: {local: {clients: [{id: bench, secret-hash: "%s", roles: [admin]}]}}
                outgoing: {allow: [127.0.0.0/8, localhost, "*.localhost"]}
                simpl:
                  authority: {tier1: "%s", tier2: "%s"}
                  participant: {organisation: Provider, country: BE, host-name: %s}
                  tier2: {host: 127.0.0.1, port: %d, without-proof: ["%s"]}
                """.formatted(PasswordHash.of(SECRET), tierOne(ports), tierTwo(ports), HOST, ports + 3, withoutProof);
    }

    /** PostgreSQL does not run as root but must reach its data. */
    private static Path open(Path folder) throws IOException {
        Path made = Files.createDirectories(folder);
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        return made;
    }

    private void join() {
        try (NodeApi node = new NodeApi(URI.create(TIER_ONE + (ports + 2)), "bench", SECRET);
                AuthorityApi notary = new AuthorityApi(tierOne(), NOTARY, SECRET)) {
            notary.await(PATIENCE);
            Joining joining = new Joining(node, sentence -> {});
            joining.awaitNode(PATIENCE);
            Applicant applicant = new Applicant("provider", SECRET, "An", "Applicant", "an@example.org");
            joining.apply(
                    new Application("Provider", "DATA_PROVIDER", applicant),
                    wanted -> Optional.of(Document.ofText("profile.pdf", List.of("Provider"))));
            notary.approveWhenThere("Provider", List.of(), "", PATIENCE);
            joining.awaitCertificate(PATIENCE);
        }
    }

    /** The notary approves an organisation's request as soon as it is there. */
    void approve(String organisation) {
        try (AuthorityApi notary = new AuthorityApi(tierOne(), NOTARY, SECRET)) {
            notary.approveWhenThere(organisation, List.of(), "", PATIENCE);
        }
    }

    private static URI tierOne(int ports) {
        return URI.create(TIER_ONE + ports);
    }

    private static URI tierTwo(int ports) {
        return URI.create("https://localhost:" + (ports + 1));
    }

    /** Where people reach the authority. */
    URI tierOne() {
        return tierOne(ports);
    }

    /** Where agents reach the authority. */
    URI tierTwo() {
        return tierTwo(ports);
    }

    NodeUnderTest provider() {
        return provider;
    }

    /** TCP port of the node's tier 2. */
    int providerPort() {
        return ports + 3;
    }

    @Override
    public void close() {
        provider.close();
        authority.close();
    }
}
