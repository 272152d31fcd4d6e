package eu.twintown.kernel.policy.document;

/**
 * How much a policy document may hold. Beyond it the document is refused, with the limit named.
 *
 * @param depth levels of logical constraints, refinements, duties and consequences within a rule
 * @param rules rules of all kinds, duties included, after rules with several actions, assets or parties were split
 * @param constraints constraints and refinements
 * @param values values on the right-hand side of one constraint
 */
public record Limits(int depth, int rules, int constraints, int values) {
    public static final Limits DEFAULT = new Limits(16, 1_000, 5_000, 1_000);
}
