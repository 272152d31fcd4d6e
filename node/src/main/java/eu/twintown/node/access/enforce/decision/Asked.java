package eu.twintown.node.access.enforce.decision;

import eu.twintown.kernel.policy.evaluation.DutyRecord;
import eu.twintown.node.access.enforce.grant.Terms;
import eu.twintown.node.trust.recipient.RecipientFacts;
import java.util.List;

/**
 * All that a decision depends on but time and counters.
 *
 * @param purposes those claimed that the policy names; {@link #OTHER} stands for any others
 */
public record Asked(
        String agreement,
        String version,
        String party,
        List<String> purposes,
        RecipientFacts recipient,
        boolean emergency,
        List<DutyRecord> duties) {

    /** A purpose that the policy does not name; it cannot tell one from another. */
    static final String OTHER = "other";

    /** The claimed purposes as far as a policy can tell them apart. */
    public static List<String> told(List<String> claimed, Terms terms) {
        return claimed.stream()
                .map(purpose -> terms.purposes().contains(purpose) ? purpose : OTHER)
                .distinct()
                .toList();
    }

    /** A text that is the same for all requests that were decided alike, however fresh the proof of the recipient. */
    String alike() {
        return String.join(
                "\n",
                agreement,
                version,
                party,
                purposes.toString(),
                recipient.ids().toString(),
                recipient.roles().toString(),
                recipient.credentials().toString(),
                recipient.collections().toString(),
                Boolean.toString(emergency),
                duties.stream().map(duty -> duty.id() + duty.deontic()).toList().toString());
    }
}
