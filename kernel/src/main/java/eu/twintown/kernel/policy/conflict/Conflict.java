package eu.twintown.kernel.policy.conflict;

/**
 * Two rules that contradict each other, or a rule that goes beyond a bound.
 *
 * @param rule the IRI of the rule looked at
 * @param against the IRI of the rule that it contradicts or should keep to
 * @param certain whether it happens on every request that the rule covers; otherwise on some
 * @param reason what is wrong, in one sentence
 */
public record Conflict(String rule, String against, boolean certain, String reason) {}
