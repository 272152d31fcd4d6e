package eu.twintown.node.dataspace.binding;

import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.city.CityProfile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Picks the offer that a configuration accepts, by its id or by a word for what it is about. */
final class OfferChoice {
    /** What an offer of a kind looks at; the words are those of the templates. */
    private static final Map<String, Set<String>> KINDS = Map.of(
            "open", Set.of(),
            "members", Set.of(CityProfile.RECIPIENT_CREDENTIAL, CityProfile.RECIPIENT_ROLE),
            "research", Set.of(Odrl.PURPOSE),
            "emergency", Set.of(CityProfile.EMERGENCY),
            "aggregated", Set.of(CityProfile.TEMPORAL_AGGREGATION, CityProfile.SPATIAL_AGGREGATION),
            "until", Set.of(Odrl.DATE_TIME));

    private OfferChoice() {}

    /** @param wanted id or word; empty = the first */
    static Optional<Policy> of(List<Policy> offers, Optional<String> wanted) {
        return offers.stream()
                .filter(offer -> wanted.map(text -> text.equals(offer.id()) || isOfKind(offer, text))
                        .orElse(true))
                .findFirst();
    }

    private static boolean isOfKind(Policy offer, String word) {
        Set<String> looksAt = KINDS.get(word);
        if (looksAt == null) {
            return false;
        }
        Set<String> operands = offer.permissions().stream()
                .flatMap(permission -> permission.head().constraints().stream())
                .flatMap(OfferChoice::operands)
                .collect(Collectors.toSet());
        return looksAt.isEmpty() ? operands.isEmpty() : looksAt.stream().anyMatch(operands::contains);
    }

    private static Stream<String> operands(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Atomic atomic -> Stream.of(atomic.left());
            case Constraint.Logical logical -> logical.parts().stream().flatMap(OfferChoice::operands);
        };
    }
}
