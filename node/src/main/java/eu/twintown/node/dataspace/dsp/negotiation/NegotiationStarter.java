package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dataset.Dataset;
import eu.twintown.node.dataspace.dsp.Counterparties;
import eu.twintown.node.dataspace.dsp.DspSettings;
import eu.twintown.node.dataspace.dsp.catalog.CatalogClient;
import eu.twintown.node.dataspace.dsp.catalog.DatasetSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Begins negotiations of which only is known with whom and about what: finds the address, and the offer to name. */
public final class NegotiationStarter {
    private final Negotiations negotiations;
    private final Counterparties counterparties;
    private final CatalogClient catalogs;
    private final DatasetSource datasets;

    /**
     * What somebody wants.
     *
     * @param participant id of the other side
     * @param address base address of its endpoints; empty = as its DID document tells
     * @param dataset id at the provider
     * @param offer id of the offer; empty = the only one
     * @param terms instead of an offer's: what is wanted
     */
    public record Wish(
            String participant,
            Optional<URI> address,
            String dataset,
            Optional<String> offer,
            Optional<Policy> terms) {}

    public NegotiationStarter(
            Negotiations negotiations, Counterparties counterparties, CatalogClient catalogs, DatasetSource datasets) {
        this.negotiations = negotiations;
        this.counterparties = counterparties;
        this.catalogs = catalogs;
        this.datasets = datasets;
    }

    /**
     * Begins one.
     *
     * @param role this node's
     * @param by who wants it
     * @throws ProblemException where dataset or offer are not there, or the other side cannot be found
     */
    public Negotiation start(Side role, Wish wish, String by) {
        URI address = wish.address()
                .map(DspSettings::withoutSlash)
                .orElseGet(() -> counterparties.address(wish.participant()));
        Policy terms = wish.terms()
                .orElseGet(() -> chosen(
                        role == Side.CONSUMER
                                ? CatalogClient.offers(catalogs.dataset(wish.participant(), address, wish.dataset()))
                                : own(wish.dataset()),
                        wish));
        return role == Side.CONSUMER
                ? negotiations.request(wish.participant(), address, wish.dataset(), terms, by)
                : negotiations.offer(wish.participant(), address, wish.dataset(), terms, by);
    }

    private List<Policy> own(String dataset) {
        return datasets.find(dataset)
                .map(Dataset::offers)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND, "There is no dataset " + dataset + " here"));
    }

    private static Policy chosen(List<Policy> offers, Wish wish) {
        if (wish.offer().isEmpty()) {
            if (offers.size() == 1) {
                return offers.getFirst();
            }
            throw ProblemException.badData(
                    "The dataset is on offer under " + offers.size() + " policies; name one: "
                            + String.join(", ", offers.stream().map(Policy::id).toList()),
                    "/offer");
        }
        return offers.stream()
                .filter(offer -> offer.id().equals(wish.offer().get()))
                .findFirst()
                .orElseThrow(() -> ProblemException.badData(
                        "There is no offer " + wish.offer().get() + " for this dataset", "/offer"));
    }
}
