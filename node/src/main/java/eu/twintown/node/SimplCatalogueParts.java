package eu.twintown.node;

import eu.twintown.node.catalogue.Catalogue;
import eu.twintown.node.catalogue.simpl.proof.CredentialSigner;
import eu.twintown.node.catalogue.simpl.publish.SimplCatalogue;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.store.Store;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Joins what is published in a Simpl data space with the node's catalogue, identity and membership. */
final class SimplCatalogueParts implements AutoCloseable {
    private final Optional<SimplCatalogue> published;
    private final JsonBodies bodies;

    SimplCatalogueParts(Settings settings, Catalogue catalogue, NodeDid identity, SimplParts simpl, Store store) {
        NodeConfig.Server server = settings.config().server();
        this.bodies = new JsonBodies(server.maxBodyBytes(), server.maxDepth());
        this.published = settings.simplCatalogue().flatMap(found -> simpl.simpl()
                .map(member -> new SimplCatalogue(
                        found,
                        new SimplCatalogue.Surroundings(
                                catalogue::graph,
                                member::participantId,
                                () -> signer(identity),
                                member::authority,
                                store.documents(),
                                InstantSource.system()))));
        published.ifPresent(part -> simpl.forPeers(part.tier2Routes(bodies)));
    }

    /** The management API; none where nothing is published. */
    List<HttpService> routes() {
        return published.stream().map(part -> part.routes(bodies)).toList();
    }

    void start() {
        published.ifPresent(SimplCatalogue::start);
    }

    /** Signs with the key that is active when it is asked. */
    private static CredentialSigner signer(NodeDid identity) {
        return new CredentialSigner(
                identity.did().value(),
                identity.keyId(),
                identity.key().algorithm().jose(),
                identity.key()::signature);
    }

    @Override
    public void close() {
        published.ifPresent(SimplCatalogue::close);
    }
}
