package eu.twintown.node;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.binding.Dealings;
import eu.twintown.node.dataspace.binding.Description;
import eu.twintown.node.dataspace.binding.Wish;
import eu.twintown.node.dataspace.dsp.catalog.CatalogClient;
import eu.twintown.node.dataspace.dsp.negotiation.Negotiation;
import eu.twintown.node.dataspace.dsp.negotiation.NegotiationState;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Deals with providers by the Dataspace Protocol, for agreements that the configuration wishes for. */
final class Dealer {
    private static final String BY = "configuration";
    private static final int PAGE = 500;
    private static final int MOST_PAGES = 1_000;

    private final DspParts dsp;
    /** Agreements about one dataset often come at once, and need not ask for its description one by one. */
    private final Cache<List<String>, Description> descriptions = Caffeine.newBuilder()
            .maximumSize(100)
            .expireAfterWrite(Duration.ofSeconds(5))
            .build();

    Dealer(DspParts dsp) {
        this.dsp = dsp;
    }

    Dealings dealings() {
        return new Dealings(this::search, this::newest, (found, offer) -> dsp.negotiations()
                .request(found.participant(), found.address(), found.dataset(), offer, BY));
    }

    /** Is told the other side of a negotiation that has moved. */
    void listen(Consumer<String> participants) {
        dsp.negotiations().listen(negotiation -> {
            if (negotiation.side() == Side.CONSUMER) {
                participants.accept(negotiation.counterparty());
            }
        });
    }

    /** What the provider's catalogue says of the dataset of an agreement. */
    Description description(Agreement agreement) {
        return descriptions.get(
                List.of(agreement.counterparty(), agreement.address().toString(), agreement.dataset()),
                key -> Description.read(
                        dsp.catalogs().dataset(agreement.counterparty(), agreement.address(), agreement.dataset())));
    }

    private Optional<Dealings.Found> search(Wish wish) {
        URI address = wish.address().orElseGet(() -> dsp.counterparties().address(wish.participant()));
        return (wish.dataset().indexOf(':') > 0 ? byId(wish, address) : Optional.<ObjectNode>empty())
                .or(() -> byTitle(wish, address))
                .map(dataset -> new Dealings.Found(
                        wish.participant(), address, dataset.path("@id").asString(), CatalogClient.offers(dataset)));
    }

    private Optional<ObjectNode> byId(Wish wish, URI address) {
        try {
            return Optional.of(dsp.catalogs().dataset(wish.participant(), address, wish.dataset()));
        } catch (ProblemException e) {
            if (e.problem().type() == ProblemType.RESOURCE_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<ObjectNode> byTitle(Wish wish, URI address) {
        CatalogClient.Page page = dsp.catalogs().catalog(wish.participant(), address);
        for (int number = 0; number < MOST_PAGES; number++) {
            for (JsonNode dataset : page.catalog().path("dataset")) {
                if (Description.read(dataset).title().equals(wish.dataset())) {
                    // Asked for by itself, because what stands in a catalogue has the catalogue's context.
                    return Optional.of(dsp.catalogs()
                            .dataset(
                                    wish.participant(),
                                    address,
                                    dataset.path("@id").asString()));
                }
            }
            if (page.next().isEmpty()) {
                return Optional.empty();
            }
            page = dsp.catalogs().page(wish.participant(), page.next().get());
        }
        return Optional.empty();
    }

    private Optional<Dealings.Negotiation> newest(String participant, String dataset) {
        return negotiations()
                .filter(one -> one.side() == Side.CONSUMER
                        && one.counterparty().equals(participant)
                        && one.dataset().equals(dataset))
                .findFirst()
                .map(one -> new Dealings.Negotiation(
                        one.id(),
                        one.state() == NegotiationState.TERMINATED,
                        one.process().timeline().getLast().reason()));
    }

    /** The newest first. */
    private Stream<Negotiation> negotiations() {
        return Stream.iterate(0, offset -> offset + PAGE)
                .map(offset -> dsp.negotiations().list(PAGE, offset))
                .takeWhile(page -> !page.isEmpty())
                .flatMap(List::stream);
    }
}
