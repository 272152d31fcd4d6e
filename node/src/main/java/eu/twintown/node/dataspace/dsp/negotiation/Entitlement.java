package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.kernel.policy.Asset;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.evaluation.Request;
import eu.twintown.kernel.policy.evaluation.World;
import eu.twintown.kernel.policy.text.DecisionSentences;
import eu.twintown.kernel.policy.text.PlainNames;
import eu.twintown.node.trust.recipient.RecipientFacts;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether a participant is one to whom an offer is made. Only what a policy says of the recipient counts: its time, its
 * purpose, its rate are matters of each request under the agreement.
 */
final class Entitlement {
    /** The other side is told in English: what language its people read is not known here. */
    private static final DecisionSentences WORDS = new DecisionSentences(Locale.ENGLISH, PlainNames::of);

    private static final Set<String> OF_THE_RECIPIENT =
            Set.of(CityProfile.RECIPIENT_ROLE, CityProfile.RECIPIENT_CREDENTIAL, Odrl.RECIPIENT);

    private final Function<String, RecipientFacts> recipients;
    private final InstantSource clock;

    /** @param recipients what is known of a participant */
    Entitlement(Function<String, RecipientFacts> recipients, InstantSource clock) {
        this.recipients = recipients;
        this.clock = clock;
    }

    /** Why these terms are none for this participant; empty where they are. */
    Optional<String> refusal(Policy terms, String dataset, String participant) {
        Policy reduced = reduced(terms, dataset);
        World world = recipients.apply(participant).in(World.at(clock.instant()));
        String reason = "The offer permits nothing";
        for (Rule.Permission permission : reduced.permissions()) {
            Request request = Request.of(
                    "urn:negotiation",
                    permission.head().action().map(action -> action.id()).orElse(Odrl.NS + "use"),
                    participant,
                    dataset);
            PolicyReport report = CityProfile.EVALUATOR.evaluate(reduced, request, world);
            if (report.permits()) {
                return Optional.empty();
            }
            reason = WORDS.reason(reduced, report);
        }
        return Optional.of(reason);
    }

    private static Policy reduced(Policy terms, String dataset) {
        return new Policy(
                terms.id(),
                PolicyType.SET,
                terms.profiles(),
                List.of(),
                terms.conflict(),
                new Policy.Shared(
                        Optional.of(new Asset(dataset)), Optional.empty(), Optional.empty(), Optional.empty()),
                terms.permissions().stream()
                        .map(rule -> new Rule.Permission(reduced(rule.head()), List.of()))
                        .toList(),
                terms.prohibitions().stream()
                        .filter(rule -> !rule.head().constraints().isEmpty()
                                && rule.head().constraints().stream().allMatch(Entitlement::isOfTheRecipient))
                        .toList(),
                List.of());
    }

    private static Rule.Head reduced(Rule.Head head) {
        return new Rule.Head(
                head.id(),
                head.action().map(action -> new eu.twintown.kernel.policy.Action(action.id())),
                head.target(),
                head.assigner(),
                head.assignee(),
                head.constraints().stream()
                        .filter(Entitlement::isOfTheRecipient)
                        .toList());
    }

    private static boolean isOfTheRecipient(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Atomic atomic -> OF_THE_RECIPIENT.contains(atomic.left());
            case Constraint.Logical logical -> logical.parts().stream().allMatch(Entitlement::isOfTheRecipient);
        };
    }
}
