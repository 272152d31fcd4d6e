package eu.twintown.node;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.node.catalogue.CataloguedOffer;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.dataset.Dataset;
import eu.twintown.node.dataspace.dataset.Datasets;
import eu.twintown.node.dataspace.dataset.OfferRoutes;
import eu.twintown.node.dataspace.dataset.Offers;
import eu.twintown.node.dataspace.dataset.RulebookCheck;
import eu.twintown.node.dataspace.dataset.TermNames;
import eu.twintown.node.http.JsonBodies;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What this node offers, and the rules of the data space around it, built of the settings. */
final class OffersParts {
    private final DataspaceParts.Surroundings around;
    private final Datasets datasets;
    private final Offers offers;
    private final JsonBodies bodies;

    OffersParts(DataspaceParts.Surroundings around) {
        this.around = around;
        NodeConfig config = around.settings().config();
        this.bodies =
                new JsonBodies(config.server().maxBodyBytes(), config.server().maxDepth());
        this.datasets = new Datasets(around.store().documents());
        this.offers = new Offers(
                datasets,
                around.store().entities(),
                new Offers.Surroundings(config.identity().name(), names(), RulebookCheck.NONE, around.clock()));
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
        return List.of(new OfferRoutes(offers, bodies));
    }

    /** Offers what the configuration says, and nothing that it says no longer. */
    void start() {
        offers.configure(around.settings().offers().offers());
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
