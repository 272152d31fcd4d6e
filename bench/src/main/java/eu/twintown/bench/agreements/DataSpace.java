package eu.twintown.bench.agreements;

import eu.twintown.bench.JavaProcess;
import eu.twintown.bench.NodeUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A node that gives membership credentials to others, and what those must be configured with to ask for one. */
final class DataSpace implements AutoCloseable {
    private final int port;
    private final String common;
    private final Node authority;

    /**
     * Starts the node; returns at once.
     *
     * @param members for how many others ports are kept
     */
    DataSpace(Path folder, int members) throws IOException {
        this.port = JavaProcess.freePorts(members + 1);
        String hosts = IntStream.rangeClosed(port, port + members)
                .mapToObj(each -> "\"127.0.0.1:" + each + "\"")
                .collect(Collectors.joining(", "));
        this.common = """
                outgoing:
                  allow: [127.0.0.0/8]
                identity:
                  did-http-hosts: [%s]
                trust: {anchors: [{did: "%s", types: [MembershipCredential]}]}
                """.formatted(hosts, Node.did(port)) + Node.signIn();
        String issues = "dcp: {issue: [{type: MembershipCredential, validity: 12h}], holders: [\"*\"]}\n";
        this.authority =
                new Node(NodeUnderTest.start(NodePair.at(folder, "authority"), port, "health", common + issues));
    }

    /** The port kept for this one, counted from 1. */
    int port(int member) {
        return port + member;
    }

    /** The sections of the configuration of a node that becomes a member. */
    String member() {
        return common + "dcp: {ask: [{issuer: \"" + Node.did(port) + "\", types: [MembershipCredential]}]}\n";
    }

    /** The same of one that proves nothing to the node at this port. */
    String stranger(int provider) {
        return common + "peers: [{name: provider, country: DE, types: [OffStreetParking], auth: none, url: "
                + "\"http://127.0.0.1:" + provider + "/ngsi-ld/v1\"}]\n";
    }

    /** Waits until these can prove their membership. */
    void admit(Node... members) {
        authority.awaitAnswer();
        for (Node member : members) {
            member.awaitAnswer();
            member.awaitMembership();
        }
    }

    @Override
    public void close() {
        authority.close();
    }
}
