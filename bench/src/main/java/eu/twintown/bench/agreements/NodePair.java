package eu.twintown.bench.agreements;

import eu.twintown.bench.JavaProcess;
import eu.twintown.bench.NodeUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two nodes as shipped, of which one offers and the other asks, members of the same data space: they prove it to each other
 * by DCP, with credentials of a third node.
 */
final class NodePair implements AutoCloseable {
    private static final int DATASETS = 60;

    private final Node authority;
    private final Node provider;
    private final Node consumer;
    private final Callbacks callbacks;
    private final String request;

    NodePair(Path folder) throws IOException {
        int first = JavaProcess.freePorts(3);
        String issuer = Node.did(first);
        String common = """
                outgoing:
                  allow: [127.0.0.0/8]
                identity:
                  did-http-hosts: ["127.0.0.1:%d", "127.0.0.1:%d", "127.0.0.1:%d"]
                trust: {anchors: [{did: "%s", types: [MembershipCredential]}]}
                """.formatted(first, first + 1, first + 2, issuer) + Node.signIn();
        String ask = "dcp: {ask: [{issuer: \"" + issuer + "\", types: [MembershipCredential]}]}\n";
        this.authority = start(
                folder,
                "authority",
                first,
                common + "dcp: {issue: [{type: MembershipCredential, validity: 12h}], holders: [\"*\"]}\n");
        this.provider = start(folder, "provider", first + 1, common + ask);
        this.callbacks = new Callbacks();
        this.consumer = new Node(NodeUnderTest.startAs(
                TellingNode.class.getName(),
                at(folder, "consumer"),
                first + 2,
                common + ask,
                List.of(callbacks.address().toString())));
        authority.awaitAnswer();
        for (Node node : List.of(provider, consumer)) {
            node.awaitAnswer();
            node.awaitMembership();
        }
        provider.offer(DATASETS);
        this.request = request();
    }

    private static Node start(Path folder, String name, int port, String more) throws IOException {
        return new Node(NodeUnderTest.start(at(folder, name), port, "health", more));
    }

    /** PostgreSQL does not run as root but must reach its data. */
    static Path at(Path folder, String name) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return made;
    }

    /** A request for an offer that is known already, as with EDC. */
    private String request() {
        JsonNode dataset = consumer.get(question() + "&dataset=" + Offering.id(0))
                .path("datasets")
                .path(0);
        ObjectNode offer = dataset.path("hasPolicy").path(0).asObject();
        offer.put("@context", "http://www.w3.org/ns/odrl.jsonld");
        return """
                {"participant": "%s", "address": "%s", "dataset": "%s", "offer": %s}""".formatted(provider.did(), provider.address(), Offering.id(0), offer);
    }

    /** The consumer is asked for the first page of the provider's catalog. */
    String question() {
        return "/api/dataspace/catalogue?participant=" + provider.did().replace("%", "%25") + "&address="
                + provider.address();
    }

    /** Negotiates once; whether it was finalised. */
    boolean negotiate() throws InterruptedException, ExecutionException {
        return callbacks.isFinalised(
                consumer.post("/api/negotiations", request).path("id").asString());
    }

    Node consumer() {
        return consumer;
    }

    /** Both JVMs with their PostgreSQL. */
    List<Long> processes() {
        List<Long> all = new ArrayList<>(provider.process().roots());
        all.addAll(consumer.process().roots());
        return all;
    }

    @Override
    public void close() {
        consumer.close();
        provider.close();
        authority.close();
        callbacks.close();
    }
}
