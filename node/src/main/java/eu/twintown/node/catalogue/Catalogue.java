package eu.twintown.node.catalogue;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.apache.jena.rdf.model.Model;

/** The node's catalogue, made anew from its sources and what it holds whenever it is asked for. */
public final class Catalogue {
    private final CataloguedNode node;
    private final Supplier<List<CataloguedSource>> sources;
    private final Supplier<List<Holding>> holdings;
    private final Supplier<List<CataloguedOffer>> offers;
    private final InstantSource clock;

    /** @param holdings what the node holds now, such as {@link LiveHoldings} */
    public Catalogue(
            CataloguedNode node,
            Supplier<List<CataloguedSource>> sources,
            Supplier<List<Holding>> holdings,
            InstantSource clock) {
        this(node, sources, holdings, List::of, clock);
    }

    /** @param offers what can be had under an agreement */
    public Catalogue(
            CataloguedNode node,
            Supplier<List<CataloguedSource>> sources,
            Supplier<List<Holding>> holdings,
            Supplier<List<CataloguedOffer>> offers,
            InstantSource clock) {
        this.node = node;
        this.sources = sources;
        this.holdings = holdings;
        this.offers = offers;
        this.clock = clock;
    }

    /** As an RDF graph. */
    public Model graph() {
        return CatalogueGraph.of(node, sources.get(), holdings.get(), offers.get(), clock.instant());
    }
}
