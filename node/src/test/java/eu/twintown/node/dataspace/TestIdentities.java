package eu.twintown.node.dataspace;

import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.DidSettings;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.key.KeyRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Participants with keys of their own, who find each other's DID documents without a network. */
public final class TestIdentities implements AutoCloseable {
    private final OutgoingClient outgoing = new OutgoingClient(OutgoingRules.PUBLIC_ONLY);
    private final DidResolver resolver = new DidResolver(outgoing, DidSettings.DEFAULT, InstantSource.system());
    private final Map<String, NodeDid> nodes = new HashMap<>();

    public TestIdentities(String... dids) {
        for (String did : dids) {
            NodeDid node = new NodeDid(Did.parse(did), keys(), List::of, InstantSource.system());
            nodes.put(did, node);
            resolver.answer(node.did(), node::document);
        }
    }

    private static KeyRing keys() {
        try {
            return KeyRing.open(Files.createTempDirectory("keys"), InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What this participant states and verifies. */
    public Seals seals(String did) {
        return new Seals(nodes.get(did), KeySource.ofDids(resolver), Duration.ofSeconds(60), InstantSource.system());
    }

    @Override
    public void close() {
        outgoing.close();
    }
}
