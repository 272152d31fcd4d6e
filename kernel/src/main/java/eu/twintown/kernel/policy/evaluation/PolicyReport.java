package eu.twintown.kernel.policy.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one policy says of one request in one state of the world.
 *
 * @param policy the IRI of the policy
 * @param request the request
 * @param created the time of the world
 * @param rules one for each rule, permissions first, then prohibitions, then obligations
 * @param outcome what it comes to
 * @param reason why, in one sentence
 * @param validUntil from when on time alone may change the outcome; empty: never
 * @param operands the left operands other than dateTime that were asked for; a change of their values may change the outcome
 */
public record PolicyReport(
        String policy,
        Request request,
        Instant created,
        List<RuleReport> rules,
        Outcome outcome,
        String reason,
        Optional<Instant> validUntil,
        Set<String> operands) {

    public boolean permits() {
        return outcome == Outcome.PERMITTED;
    }

    /** Whether the outcome is still the same at another time, where nothing but the time has changed. */
    public boolean holdsAt(Instant now) {
        return !now.isBefore(created) && (validUntil.isEmpty() || now.isBefore(validUntil.get()));
    }
}
