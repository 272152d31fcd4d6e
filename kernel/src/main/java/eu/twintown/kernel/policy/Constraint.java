package eu.twintown.kernel.policy;

import java.util.List;
import java.util.Optional;

/** A condition on a rule, or as refinement on an action, asset or party (Information Model 2.2, clause 2.5). */
public sealed interface Constraint {

    /** The IRI of the constraint. */
    String id();

    /**
     * One comparison (clause 2.5.1). Exactly one of {@code right} and {@code reference} says what is compared with.
     *
     * @param id the IRI of the constraint
     * @param left the IRI of the left operand
     * @param operator how the two sides are compared
     * @param right the values given in the policy, one or more for the set operators
     * @param reference the IRI under which the world knows the right operand
     * @param unit the IRI of the unit of the right operand
     */
    record Atomic(
            String id,
            String left,
            Operator operator,
            List<Operand> right,
            Optional<String> reference,
            Optional<String> unit)
            implements Constraint {
        public Atomic {
            right = List.copyOf(right);
        }

        public Atomic(String id, String left, Operator operator, Operand... right) {
            this(id, left, operator, List.of(right), Optional.empty(), Optional.empty());
        }
    }

    /**
     * Several constraints joined (clause 2.5.2).
     *
     * @param id the IRI of the constraint
     * @param connective how they are joined
     * @param parts the joined ones, in order
     */
    record Logical(String id, Connective connective, List<Constraint> parts) implements Constraint {
        public Logical {
            parts = List.copyOf(parts);
        }
    }
}
