package eu.twintown.node.catalogue;

import eu.twintown.kernel.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that can be had under an agreement, as the catalogue describes it.
 *
 * @param id IRI of the dataset
 * @param types expanded types of its entities; none where it is a file or stream
 * @param mediaType of a file or stream
 * @param policies the offers, one of which suffices
 */
public record CataloguedOffer(
        String id,
        String title,
        String description,
        List<String> types,
        Optional<String> mediaType,
        List<Policy> policies,
        Instant changedAt) {
    public CataloguedOffer {
        types = List.copyOf(types);
        policies = List.copyOf(policies);
    }
}
