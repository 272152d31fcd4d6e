package eu.twintown.node.access.enforce.decision;

import eu.twintown.kernel.view.Restriction;

/**
 * A request under an agreement was allowed.
 *
 * @param decision id of the decision, for {@code /api/decisions}
 * @param tenant whose entities may be seen
 * @param restriction which part of them, and how
 */
public record Ruling(String decision, String tenant, Restriction restriction) {}
