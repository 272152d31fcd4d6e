package eu.twintown.node;

import eu.twintown.node.acquisition.Acquisition;
import eu.twintown.node.acquisition.SourceConfig;
import eu.twintown.node.acquisition.SourceView;
import eu.twintown.node.catalogue.Catalogue;
import eu.twintown.node.catalogue.CataloguedNode;
import eu.twintown.node.catalogue.CataloguedOffer;
import eu.twintown.node.catalogue.CataloguedSource;
import eu.twintown.node.catalogue.LiveHoldings;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** What the node's catalogue describes: the node, its sources, what they gave, and what is offered of it. */
final class OwnCatalogue {
    private OwnCatalogue() {}

    static Catalogue of(
            NodeConfig.Identity me,
            Instant startedAt,
            Acquisition acquisition,
            Supplier<List<CataloguedOffer>> offers,
            Store store,
            InstantSource clock) {
        return new Catalogue(
                new CataloguedNode(me.title(), me.country(), me.publicUrl(), startedAt),
                () -> acquisition.sources().stream()
                        .map(OwnCatalogue::catalogued)
                        .toList(),
                new LiveHoldings(store, clock),
                offers,
                clock);
    }

    private static CataloguedSource catalogued(SourceView view) {
        SourceConfig source = view.config();
        return new CataloguedSource(
                source.id(),
                source.title(),
                source.origin(),
                view.entityTypes(),
                source.licence().title(),
                source.licence().url(),
                source.licence().confirmed(),
                source.attribution(),
                source.provider(),
                source.schedule().every());
    }
}
