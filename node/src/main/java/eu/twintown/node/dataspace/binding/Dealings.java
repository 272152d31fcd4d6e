package eu.twintown.node.dataspace.binding;

import eu.twintown.kernel.policy.Policy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What is needed of the Dataspace Protocol to come to an agreement.
 *
 * @param search asks the provider's catalogue for the dataset; empty where it has none such for this node. Throws
 *     ProblemException or OutgoingException where there is no answer
 * @param newest the newest negotiation with a provider (first) about a dataset (second), whatever became of it
 * @param negotiate begins a negotiation about the offer
 */
public record Dealings(
        Function<Wish, Optional<Found>> search,
        BiFunction<String, String, Optional<Negotiation>> newest,
        BiConsumer<Found, Policy> negotiate) {

    /**
     * A dataset in a catalogue.
     *
     * @param participant id of the provider
     * @param address base of its Dataspace Protocol endpoints
     */
    public record Found(String participant, URI address, String dataset, List<Policy> offers) {}

    /**
     * A negotiation of this node as consumer.
     *
     * @param over whether it was terminated, by either side
     * @param reason why, in words
     */
    public record Negotiation(String id, boolean over, String reason) {}
}
