package eu.twintown.node;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.policy.evaluation.DutyRecord;
import eu.twintown.node.access.enforce.Enforcement;
import eu.twintown.node.access.enforce.Served;
import eu.twintown.node.access.enforce.grant.Grant;
import eu.twintown.node.catalogue.CataloguedOffer;
import eu.twintown.node.dataspace.AgreementGrants;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.dataset.Dataset;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.federation.AgreedSource;
import eu.twintown.node.federation.Federation;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.outgoing.OutgoingClient;
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
    private final TransferParts transfer;
    private final BindingParts binding;

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
            Enforcement enforcement,
            LdContexts contexts,
            OutgoingClient outgoing,
            Supplier<URI> publicUrl,
            InstantSource clock,
            Extensions extensions) {}

    DataspaceParts(Surroundings around) {
        this.agreements = new Agreements(around.store().documents(), around.clock());
        this.offers = new OffersParts(around, agreements);
        this.grants = new AgreementGrants(agreements, offers.datasets(), this::duties);
        this.dsp = new DspParts(around, agreements, offers.datasets(), DspParts.FORMATS);
        this.transfer =
                new TransferParts(transferGround(around), around.settings().transfers());
        this.binding = new BindingParts(around, agreements, dsp, transfer);
    }

    private TransferParts.Ground transferGround(Surroundings around) {
        return new TransferParts.Ground(
                around.store(),
                around.trust().did(),
                around.trust().keys(),
                agreements,
                dataset -> offers.datasets().find(dataset).map(Dataset::content),
                (agreement, entity) -> grants.find(agreement)
                        .flatMap(grant -> around.enforcement().project(grant, entity))
                        .map(view -> counted(agreement, view)),
                dsp.courier(),
                DeliverySettings.DEFAULT,
                around.outgoing(),
                around.publicUrl(),
                dsp.base(),
                around.settings().config().server(),
                around.settings().trust().clockTolerance(),
                around.clock());
    }

    private Entity counted(String agreement, Entity given) {
        binding.pushed(agreement, given);
        return given;
    }

    private List<DutyRecord> duties(Agreement agreement) {
        return binding.duties(agreement);
    }

    /** What an agreement opens for queries here. */
    Optional<AgreedSource> source(String agreement) {
        return binding.source(agreement);
    }

    /** Keeps copies of others' data to those who may have them, and counts what is given under agreements. */
    Guard guard(Guard inner) {
        return binding.guard(inner);
    }

    /** Notes what became of a request for entities under an agreement. */
    void given(Served served) {
        binding.given(served);
    }

    /** Transfers under the agreements. */
    TransferParts transfer() {
        return transfer;
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
        return List.of(transfer.recogniser());
    }

    /** What can be asked for. */
    List<HttpService> routes() {
        List<HttpService> all = new ArrayList<>(offers.routes());
        all.addAll(transfer.routes());
        all.addAll(dsp.routes());
        all.addAll(binding.routes());
        return all;
    }

    /** For programs that start a node within their own. */
    Inside inside() {
        return new Inside(agreements, offers.datasets(), dsp.negotiations(), transfer);
    }

    /** What was closed to this node may be open now. */
    void lookAgain() {
        binding.lookAgain();
    }

    /** Goes on with what was under way. */
    void start() {
        offers.start();
        dsp.start();
        transfer.start();
        binding.start();
    }

    @Override
    public void close() {
        binding.close();
        transfer.close();
        dsp.close();
        offers.close();
    }
}
