package eu.twintown.node.access.enforce.decision;

import java.util.Optional;

/**
 * What was decided on a request: one of the two is there.
 *
 * @param decision id under which it can be read
 * @param ruling where it is allowed, what may be seen
 * @param refusal where it is not, why
 */
public record Verdict(String decision, Optional<Ruling> ruling, Optional<Refusal> refusal) {}
