package eu.twintown.kernel.policy.evaluation;

import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Operand;
import java.util.List;

/** One thing that must hold for a rule to apply, whether it does, and why in one sentence. */
public sealed interface Premise {

    Satisfaction state();

    String reason();

    /** What of the request is matched with what of the rule. */
    enum Part {
        TARGET,
        PARTY,
        ACTION
    }

    /**
     * The target, party or action of the request against the rule's.
     *
     * @param part which
     * @param state whether they match, refinements included
     * @param reason why, in one sentence
     * @param refinements one for each refinement
     */
    record Match(Part part, Satisfaction state, String reason, List<Premise> refinements) implements Premise {}

    /**
     * A single constraint.
     *
     * @param constraint which
     * @param actual the values compared; none where unknown
     * @param state whether it holds
     * @param reason why, in one sentence
     */
    record Compared(Constraint.Atomic constraint, List<Operand> actual, Satisfaction state, String reason)
            implements Premise {}

    /**
     * A logical constraint.
     *
     * @param constraint which
     * @param parts one for each part, in order
     * @param state whether it holds
     * @param reason why, in one sentence
     */
    record Joined(Constraint.Logical constraint, List<Premise> parts, Satisfaction state, String reason)
            implements Premise {}
}
