package eu.twintown.node;

import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.oid4vc.holder.CredentialReceiver;
import eu.twintown.node.trust.oid4vc.holder.HolderRoutes;
import eu.twintown.node.trust.oid4vc.holder.PresentationAnswerer;
import eu.twintown.node.trust.oid4vc.issuer.Issuance;
import eu.twintown.node.trust.oid4vc.issuer.IssuanceRoutes;
import eu.twintown.node.trust.oid4vc.issuer.IssuerMetadata;
import eu.twintown.node.trust.oid4vc.issuer.IssuerSettings;
import eu.twintown.node.trust.oid4vc.issuer.OfferBook;
import eu.twintown.node.trust.oid4vc.issuer.OfferRoutes;
import eu.twintown.node.trust.oid4vc.verifier.PresentationRequests;
import eu.twintown.node.trust.oid4vc.verifier.PresentationRoutes;
import eu.twintown.node.trust.oid4vc.verifier.VpTokenCheck;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** OpenID for Verifiable Credentials in all three roles, built on the node's keys, DID and wallet. */
final class Oid4vcParts {
    private final IssuerMetadata metadata;
    private final OfferBook offers;
    private final CredentialReceiver receiver;
    private final List<HttpService> routes;

    Oid4vcParts(
            IssuerSettings settings,
            NodeConfig config,
            TrustParts trust,
            Documents documents,
            OutgoingClient outgoing,
            InstantSource clock) {
        URI publicUrl = config.identity().publicUrl();
        KeySource signers = KeySource.ofDids(trust.resolver());
        JsonBodies bodies =
                new JsonBodies(config.server().maxBodyBytes(), config.server().maxDepth());
        this.metadata =
                new IssuerMetadata(publicUrl, config.identity().title(), trust.did(), settings.configurations());
        this.offers = new OfferBook(documents, clock);
        Issuance issuance = new Issuance(metadata, offers, trust.issuer(), signers, settings.redirectUris(), clock);
        PresentationRequests requests =
                new PresentationRequests(publicUrl, trust.did(), documents, new VpTokenCheck(trust.verifier()), clock);
        URI callback = URI.create(publicUrl.toString().replaceAll("/+$", "") + HolderRoutes.CALLBACK);
        this.receiver =
                new CredentialReceiver(outgoing, trust.did(), trust.wallet(), trust.verifier(), callback, clock);
        this.routes = List.of(
                new IssuanceRoutes(metadata, issuance, bodies),
                new OfferRoutes(metadata, offers, bodies),
                new PresentationRoutes(requests, bodies),
                new HolderRoutes(
                        receiver,
                        new PresentationAnswerer(
                                outgoing, trust.did(), trust.wallet(), signers, trust.keys()::find, clock),
                        bodies));
    }

    IssuerMetadata metadata() {
        return metadata;
    }

    OfferBook offers() {
        return offers;
    }

    CredentialReceiver receiver() {
        return receiver;
    }

    List<HttpService> routes() {
        return routes;
    }
}
