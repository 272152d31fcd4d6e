package eu.twintown.bench.agreements;

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

    private final DataSpace space;
    private final Node provider;
    private final Node consumer;
    private final Callbacks callbacks;
    private final String request;

    NodePair(Path folder) throws IOException {
        this.space = new DataSpace(folder, 2);
        this.provider = new Node(NodeUnderTest.start(at(folder, "provider"), space.port(1), "health", space.member()));
        this.callbacks = new Callbacks();
        this.consumer = new Node(NodeUnderTest.startAs(
                TellingNode.class.getName(),
                at(folder, "consumer"),
                space.port(2),
                space.member(),
                List.of(callbacks.address().toString())));
        space.admit(provider, consumer);
        provider.offer(DATASETS);
        this.request = request();
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
        JsonNode dataset = consumer.get(provider.question() + "&dataset=" + Offering.id(0))
                .path("datasets")
                .path(0);
        ObjectNode offer = dataset.path("hasPolicy").path(0).asObject();
        offer.put("@context", "http://www.w3.org/ns/odrl.jsonld");
        return """
                {"participant": "%s", "address": "%s", "dataset": "%s", "offer": %s}""".formatted(provider.did(), provider.address(), Offering.id(0), offer);
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
        space.close();
        callbacks.close();
    }
}
