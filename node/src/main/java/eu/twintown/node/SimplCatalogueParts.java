package eu.twintown.node;

import eu.twintown.node.catalogue.Catalogue;
import eu.twintown.node.catalogue.simpl.proof.CredentialSigner;
import eu.twintown.node.catalogue.simpl.publish.CatalogueSettings;
import eu.twintown.node.catalogue.simpl.publish.SimplCatalogue;
import eu.twintown.node.http.OutgoingClient;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.store.Documents;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Joins what is published in a Simpl data space with the node's catalogue and identity. */
final class SimplCatalogueParts {

    private SimplCatalogueParts() {}

    /** @param send sends to the authority's tier 2, with certificate and proof */
    static SimplCatalogue of(
            CatalogueSettings settings,
            Catalogue catalogue,
            NodeDid identity,
            Supplier<Optional<String>> participantId,
            Function<OutgoingClient.Request, OutgoingClient.Response> send,
            Documents documents,
            InstantSource clock) {
        return new SimplCatalogue(
                settings,
                new SimplCatalogue.Surroundings(
                        catalogue::graph, participantId, () -> signer(identity), send, documents, clock));
    }

    /** Signs with the key that is active when it is asked. */
    private static CredentialSigner signer(NodeDid identity) {
        return new CredentialSigner(
                identity.did().value(),
                identity.keyId(),
                identity.key().algorithm().jose(),
                identity.key()::signature);
    }
}
