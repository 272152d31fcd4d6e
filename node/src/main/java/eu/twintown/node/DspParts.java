package eu.twintown.node;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.dataset.Dataset;
import eu.twintown.node.dataspace.dataset.Datasets;
import eu.twintown.node.dataspace.dsp.Counterparties;
import eu.twintown.node.dataspace.dsp.DspSettings;
import eu.twintown.node.dataspace.dsp.VersionRoutes;
import eu.twintown.node.dataspace.dsp.api.AgreementApi;
import eu.twintown.node.dataspace.dsp.api.CatalogueApi;
import eu.twintown.node.dataspace.dsp.api.NegotiationApi;
import eu.twintown.node.dataspace.dsp.api.NegotiationView;
import eu.twintown.node.dataspace.dsp.catalog.Catalog;
import eu.twintown.node.dataspace.dsp.catalog.CatalogClient;
import eu.twintown.node.dataspace.dsp.catalog.CatalogRoutes;
import eu.twintown.node.dataspace.dsp.catalog.DatasetSource;
import eu.twintown.node.dataspace.dsp.catalog.Titles;
import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.dsp.negotiation.AutomaticDecisions;
import eu.twintown.node.dataspace.dsp.negotiation.NegotiationRoutes;
import eu.twintown.node.dataspace.dsp.negotiation.NegotiationStarter;
import eu.twintown.node.dataspace.dsp.negotiation.Negotiations;
import eu.twintown.node.dataspace.transfer.TransferFormat;
import eu.twintown.node.http.JsonBodies;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The Dataspace Protocol's catalog and negotiations, built of the settings. */
final class DspParts implements AutoCloseable {
    /** In which a content can be had, as texts of the protocol. */
    static final Function<Content, List<String>> FORMATS = content ->
            TransferFormat.of(content).stream().map(TransferFormat::wire).toList();

    private final DataspaceParts.Surroundings around;
    private final Supplier<URI> base;
    private final Courier courier;
    private final Counterparties counterparties;
    private final CatalogClient catalogs;
    private final Negotiations negotiations;
    private final NegotiationStarter starter;
    private final List<HttpService> routes;

    /**
     * @param formats in which a content can be had
     */
    DspParts(
            DataspaceParts.Surroundings around,
            Agreements agreements,
            Datasets datasets,
            Function<Content, List<String>> formats) {
        this.around = around;
        DspSettings settings = around.settings().dsp();
        String own = around.trust().did().did().value();
        Duration tolerance = around.settings().trust().clockTolerance();
        Supplier<URI> place = () -> around.simpl().dataspace().orElseGet(around.publicUrl());
        this.base = () -> URI.create(DspSettings.withoutSlash(place.get()) + "/dsp");
        this.courier = around.dcp().peers()::send;
        DatasetSource source = source(datasets);
        this.counterparties =
                new Counterparties(settings.addresses(), around.trust().resolver()::resolve, around.outgoing()::send);
        Titles titles =
                new Titles(around.store().documents(), id -> datasets.find(id).map(Dataset::title));
        this.catalogs = new CatalogClient(courier, titles);
        this.negotiations = new Negotiations(
                new Negotiations.Ground(
                        own,
                        base,
                        around.store().processes(),
                        agreements,
                        source,
                        courier,
                        DeliverySettings.DEFAULT.giveUpAfter(settings.giveUp()),
                        around.clock()),
                around.extensions()
                        .decisions()
                        .apply(new AutomaticDecisions(
                                own,
                                source,
                                around.trust().recipients()::of,
                                settings.counterOffers(),
                                tolerance,
                                around.clock())));
        this.starter = new NegotiationStarter(negotiations, counterparties, catalogs, source);
        NodeConfig.Server server = around.settings().config().server();
        JsonBodies bodies = new JsonBodies(server.maxBodyBytes(), server.maxDepth());
        NegotiationView view = new NegotiationView(names(), titles::of);
        this.routes = List.of(
                new VersionRoutes(own),
                new CatalogRoutes(new Catalog(own, base, source, formats), base, bodies, settings.pageSize()),
                new NegotiationRoutes(negotiations, bodies, tolerance, around.clock()),
                new NegotiationApi(negotiations, starter, view, bodies),
                new AgreementApi(agreements, view, bodies),
                new CatalogueApi(counterparties, catalogs, view));
        around.simpl()
                .dataspace()
                .map(Counterparties::servicesAtTier2)
                .orElseGet(() -> Counterparties.services(
                        around.settings().config().identity().publicUrl()))
                .forEach(around.trust()::offer);
    }

    /** Sends to any participant with this node's proof. */
    Courier courier() {
        return courier;
    }

    /** Where the endpoints of this node are. */
    Supplier<URI> base() {
        return base;
    }

    /** Where others are. */
    Counterparties counterparties() {
        return counterparties;
    }

    /** What others offer. */
    CatalogClient catalogs() {
        return catalogs;
    }

    Negotiations negotiations() {
        return negotiations;
    }

    /** Begins negotiations. */
    NegotiationStarter starter() {
        return starter;
    }

    List<HttpService> routes() {
        return routes;
    }

    /** Goes on with what was under way. */
    void start() {
        negotiations.start();
    }

    @Override
    public void close() {
        negotiations.close();
    }

    /**
     * Types and attributes are named to people as in the context that requests get which name none, participants as the
     * configuration names them.
     */
    private UnaryOperator<String> names() {
        NodeConfig config = around.settings().config();
        Map<String, String> participants = new HashMap<>();
        config.peers().forEach(peer -> participants.put(Neighbours.did(peer), peer.title()));
        participants.put(around.trust().did().did().value(), config.identity().title());
        Optional<URI> usual = around.settings().config().server().defaultContext();
        Supplier<Context> context =
                () -> usual.map(url -> around.contexts().byUrl(url.toString())).orElseGet(Context::core);
        return iri -> Optional.ofNullable(participants.get(iri))
                .orElseGet(() -> context.get().compact(iri));
    }

    private static DatasetSource source(Datasets datasets) {
        return new DatasetSource() {
            @Override
            public List<Dataset> published(int limit, int offset) {
                return datasets.page(limit, offset);
            }

            @Override
            public Optional<Dataset> find(String id) {
                return datasets.find(id);
            }

            @Override
            public long version() {
                return datasets.version();
            }
        };
    }
}
