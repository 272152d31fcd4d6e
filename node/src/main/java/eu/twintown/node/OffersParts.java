package eu.twintown.node;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.node.catalogue.CataloguedOffer;
import eu.twintown.node.catalogue.Holding;
import eu.twintown.node.catalogue.LiveHoldings;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.dataset.Dataset;
import eu.twintown.node.dataspace.dataset.Datasets;
import eu.twintown.node.dataspace.dataset.OfferRoutes;
import eu.twintown.node.dataspace.dataset.Offers;
import eu.twintown.node.dataspace.dataset.TermNames;
import eu.twintown.node.dataspace.document.PaperRoutes;
import eu.twintown.node.dataspace.document.Papers;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.letter.Addresses;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.dataspace.rulebook.OwnReport;
import eu.twintown.node.dataspace.rulebook.ServiceLevels;
import eu.twintown.node.dataspace.wanted.Wanted;
import eu.twintown.node.dataspace.wanted.WantedRoutes;
import eu.twintown.node.http.JsonBodies;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What this node offers, and the rules of the data space around it, built of the settings. */
final class OffersParts implements AutoCloseable {
    private static final int MOST_AGREEMENTS = 10_000;

    private final DataspaceParts.Surroundings around;
    private final Datasets datasets;
    private final Offers offers;
    private final JsonBodies bodies;
    private final RulebookParts rulebook;
    private final Wanted wanted;
    private final Papers papers;

    OffersParts(DataspaceParts.Surroundings around, Agreements agreements) {
        this.around = around;
        NodeConfig config = around.settings().config();
        this.bodies =
                new JsonBodies(config.server().maxBodyBytes(), config.server().maxDepth());
        this.datasets = new Datasets(around.store().documents());
        TrustParts trust = around.trust();
        Seals seals = trust.seals();
        this.rulebook = new RulebookParts(new RulebookParts.Ground(
                around.settings().offers().rulebook(),
                around.store().documents(),
                seals,
                new Addresses(trust.resolver()),
                around.dcp().peers()::send,
                bodies,
                names().compact(),
                facts(),
                this::checkOffers,
                around.clock()));
        this.offers = new Offers(
                datasets,
                around.store().entities(),
                new Offers.Surroundings(
                        config.identity().name(),
                        names(),
                        rulebook::rules,
                        around.enforcement().prospect(),
                        around.clock()));
        this.wanted = wanted(agreements);
        this.papers = papers(agreements);
    }

    private Papers papers(Agreements agreements) {
        NodeConfig config = around.settings().config();
        String me = around.trust().did().did().value();
        Map<String, String> names = new HashMap<>();
        config.peers().forEach(peer -> names.put(Neighbours.did(peer), peer.title()));
        names.put(me, config.identity().title());
        return new Papers(
                around.settings().offers().documents(),
                new Papers.Surroundings(
                        agreements,
                        around.store().processes(),
                        around.dcp().peers()::send,
                        around.trust().seals(),
                        new Addresses(around.trust().resolver())::of,
                        id -> datasets.find(id).map(Dataset::title),
                        did -> names.getOrDefault(did, did),
                        DeliverySettings.DEFAULT,
                        around.clock()));
    }

    private Wanted wanted(Agreements agreements) {
        NodeConfig config = around.settings().config();
        List<String> peers = config.peers().stream().map(Neighbours::did).toList();
        boolean anybody = around.settings().offers().requestsFromAnybody();
        return new Wanted(new Wanted.Surroundings(
                around.store().documents(),
                around.store().processes(),
                around.dcp().peers()::send,
                around.trust().seals(),
                () -> peers,
                did -> anybody || peers.contains(did) || isKnown(did, agreements),
                new Addresses(around.trust().resolver())::of,
                datasets::find,
                name -> names().iri(name),
                DeliverySettings.DEFAULT,
                around.clock()));
    }

    /** Whether somebody has proved something of itself here, or has an agreement with this node. */
    private boolean isKnown(String did, Agreements agreements) {
        return !around.trust().recipients().of(did).credentials().isEmpty()
                || agreements.list(MOST_AGREEMENTS, 0).stream()
                        .anyMatch(agreement -> agreement.counterparty().equals(did));
    }

    private OwnReport.Facts facts() {
        LiveHoldings holdings = new LiveHoldings(around.store(), around.clock());
        return new OwnReport.Facts(
                locale -> offers().summaries(locale),
                () -> around.store().entities().typeCounts(""),
                type -> !around.trust().wallet().byType(type).isEmpty(),
                new ServiceLevels(
                        Map.of(
                                ServiceLevels.FRESHNESS,
                                item -> age(holdings.get(), item.path("type").asString("")),
                                ServiceLevels.TIME_TO_ANSWER,
                                item -> timeToAnswer()),
                        item -> around.store()
                                .entities()
                                .typeCounts("")
                                .getOrDefault(item.path("type").asString(""), 0L)));
    }

    private Offers offers() {
        return offers;
    }

    private Optional<Duration> timeToAnswer() {
        return wanted.timeToAnswer();
    }

    private void checkOffers() {
        offers().checkAgain();
    }

    /** How old the newest observation of a type is. */
    private Optional<Duration> age(List<Holding> holdings, String type) {
        return holdings.stream()
                .filter(holding -> holding.type().equals(type))
                .findFirst()
                .flatMap(Holding::last)
                .map(last -> Duration.between(last, around.clock().instant()));
    }

    /** What can be had under an agreement. */
    Datasets datasets() {
        return datasets;
    }

    /** The same for the catalogue. */
    List<CataloguedOffer> catalogued() {
        return datasets.published().stream().map(OffersParts::catalogued).toList();
    }

    List<HttpService> routes() {
        List<HttpService> routes = new ArrayList<>(List.of(new OfferRoutes(offers, bodies)));
        routes.addAll(rulebook.routes());
        routes.add(
                new WantedRoutes(wanted, around.trust().seals(), bodies, name -> names().iri(name), names().compact()));
        routes.add(new PaperRoutes(papers, around.trust().seals(), bodies));
        return routes;
    }

    /** Offers what the configuration says, and nothing that it says no longer. */
    void start() {
        around.trust().offer(Addresses.service(around.publicUrl().get()));
        rulebook.start();
        offers.configure(around.settings().offers().offers());
        wanted.start();
        papers.start();
    }

    @Override
    public void close() {
        papers.close();
        wanted.close();
        rulebook.close();
    }

    /** Names are read and shown in the context that requests get which name none. */
    private TermNames names() {
        Optional<URI> usual = around.settings().config().server().defaultContext();
        Supplier<Context> context =
                () -> usual.map(url -> around.contexts().byUrl(url.toString())).orElseGet(Context::core);
        return new TermNames(
                name -> context.get().expand(name), iri -> context.get().compact(iri));
    }

    private static CataloguedOffer catalogued(Dataset dataset) {
        return new CataloguedOffer(
                dataset.id(),
                dataset.title(),
                dataset.description(),
                dataset.content() instanceof Content.Entities entities ? entities.types() : List.of(),
                dataset.content() instanceof Content.Remote remote ? Optional.of(remote.mediaType()) : Optional.empty(),
                dataset.offers(),
                dataset.changedAt());
    }
}
