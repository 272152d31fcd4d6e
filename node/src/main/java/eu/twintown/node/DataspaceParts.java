package eu.twintown.node;

import eu.twintown.node.access.enforce.Grant;
import eu.twintown.node.catalogue.CataloguedOffer;
import eu.twintown.node.dataspace.AgreementGrants;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.federation.Federation;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.OutgoingClient;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.peer.DcpParts;
import eu.twintown.store.Store;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The rooms of the data space, joined: what is offered, negotiated, agreed, transferred, and what follows from it. */
final class DataspaceParts implements AutoCloseable {
    private final Agreements agreements;
    private final OffersParts offers;
    private final AgreementGrants grants;
    private final DspParts dsp;

    /**
     * What the data space is built on.
     *
     * @param publicUrl where others reach this node
     */
    record Surroundings(
            Settings settings,
            Store store,
            TrustParts trust,
            DcpParts dcp,
            SimplParts simpl,
            Federation federation,
            LdContexts contexts,
            OutgoingClient outgoing,
            Supplier<URI> publicUrl,
            InstantSource clock,
            Extensions extensions) {}

    DataspaceParts(Surroundings around) {
        this.agreements = new Agreements(around.store().documents(), around.clock());
        this.offers = new OffersParts(around);
        this.grants = new AgreementGrants(agreements, offers.datasets(), AgreementGrants::accepted);
        this.dsp = new DspParts(around, agreements, offers.datasets(), DspParts.FORMATS);
    }

    /** The agreements of this node. */
    Agreements agreements() {
        return agreements;
    }

    /** What an agreement allows, for those who enforce it. */
    Optional<Grant> grant(String agreement) {
        return grants.find(agreement);
    }

    /** What can be had under an agreement, for the catalogue. */
    List<CataloguedOffer> catalogued() {
        return offers.catalogued();
    }

    /** How callers under an agreement are recognised. */
    List<Recogniser> recognisers() {
        return List.of();
    }

    /** What can be asked for. */
    List<HttpService> routes() {
        List<HttpService> all = new ArrayList<>(offers.routes());
        all.addAll(dsp.routes());
        return all;
    }

    /** For programs that start a node within their own. */
    Inside inside() {
        return new Inside(agreements, offers.datasets(), dsp.negotiations());
    }

    /** Goes on with what was under way. */
    void start() {
        offers.start();
        dsp.start();
    }

    @Override
    public void close() {
        dsp.close();
        offers.close();
    }
}
