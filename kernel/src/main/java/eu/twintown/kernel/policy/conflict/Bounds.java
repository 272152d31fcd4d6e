package eu.twintown.kernel.policy.conflict;

import eu.twintown.kernel.policy.Connective;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Operator;
import eu.twintown.kernel.policy.evaluation.Comparison;
import eu.twintown.kernel.policy.evaluation.Satisfaction;
import eu.twintown.kernel.policy.evaluation.World;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Whether constraints exclude or imply one another, without any request. What cannot be shown is denied. */
final class Bounds {
    private static final Comparison COMPARISON = new Comparison(World.at(Instant.EPOCH));

    private Bounds() {}

    /** Whether no request can satisfy both. */
    static boolean exclude(List<Constraint> ones, List<Constraint> others) {
        return ones.stream().anyMatch(one -> others.stream().anyMatch(other -> exclude(one, other)));
    }

    private static boolean exclude(Constraint one, Constraint other) {
        if (one instanceof Constraint.Logical logical) {
            return split(logical, part -> exclude(part, other));
        }
        if (other instanceof Constraint.Logical logical) {
            return split(logical, part -> exclude(one, part));
        }
        Constraint.Atomic a = (Constraint.Atomic) one;
        Constraint.Atomic b = (Constraint.Atomic) other;
        return comparable(a, b) && (noneIn(a, b) || noneIn(b, a) || apart(a, b) || apart(b, a));
    }

    /** An alternative excludes only if each branch does; joined constraints exclude if one of them does. */
    private static boolean split(Constraint.Logical logical, Predicate<Constraint> test) {
        return switch (logical.connective()) {
            case AND, AND_SEQUENCE -> logical.parts().stream().anyMatch(test);
            case OR, XONE -> logical.parts().stream().allMatch(test);
        };
    }

    /** Whether whatever satisfies all of the constraints satisfies the bound. */
    static boolean imply(List<Constraint> constraints, Constraint bound) {
        if (bound instanceof Constraint.Logical logical && logical.connective() != Connective.XONE) {
            return logical.connective() == Connective.OR
                    ? logical.parts().stream().anyMatch(part -> imply(constraints, part))
                    : logical.parts().stream().allMatch(part -> imply(constraints, part));
        }
        return constraints.stream().anyMatch(constraint -> implies(constraint, bound));
    }

    private static boolean implies(Constraint constraint, Constraint bound) {
        if (constraint instanceof Constraint.Logical logical) {
            return split(logical, part -> implies(part, bound));
        }
        return bound instanceof Constraint.Atomic b && implies((Constraint.Atomic) constraint, b);
    }

    private static boolean implies(Constraint.Atomic a, Constraint.Atomic b) {
        if (!comparable(a, b)) {
            return false;
        }
        if (lists(a)) {
            return a.right().stream().allMatch(value -> check(value, b) == Satisfaction.SATISFIED);
        }
        if (a.operator() == b.operator() && a.right().equals(b.right())) {
            return true;
        }
        if (excludes(a) && excludes(b)) {
            return a.right().containsAll(b.right());
        }
        boolean sameSide = upper(a) && upper(b) || lower(a) && lower(b);
        if (!sameSide || a.right().size() != 1 || b.right().size() != 1) {
            return false;
        }
        // the bound's own value lies beyond or on that of the constraint
        Operator within = upper(a) ? Operator.LT : Operator.GT;
        boolean beyond = COMPARISON.compare(a.right(), within, b.right()) == Satisfaction.SATISFIED;
        boolean same = COMPARISON.compare(a.right(), Operator.EQ, b.right()) == Satisfaction.SATISFIED;
        return beyond || same && (inclusive(b) || !inclusive(a));
    }

    private static boolean comparable(Constraint.Atomic a, Constraint.Atomic b) {
        return a.left().equals(b.left())
                && a.unit().equals(b.unit())
                && a.reference().isEmpty()
                && b.reference().isEmpty();
    }

    /** Every value that the one allows is one that the other refuses. */
    private static boolean noneIn(Constraint.Atomic a, Constraint.Atomic b) {
        return lists(a) && a.right().stream().allMatch(value -> check(value, b) == Satisfaction.UNSATISFIED);
    }

    /** The one ends before the other begins. */
    private static boolean apart(Constraint.Atomic a, Constraint.Atomic b) {
        if (!upper(a) || !lower(b) || a.right().size() != 1 || b.right().size() != 1) {
            return false;
        }
        Operator before = inclusive(a) && inclusive(b) ? Operator.LT : Operator.LTEQ;
        return COMPARISON.compare(a.right(), before, b.right()) == Satisfaction.SATISFIED;
    }

    private static Satisfaction check(Operand value, Constraint.Atomic bound) {
        // membership is the world's to say, and no world is given here: only the same thing is surely a part
        boolean byWorld = bound.operator() == Operator.IS_A
                || bound.operator() == Operator.IS_PART_OF
                || bound.operator() == Operator.HAS_PART;
        Satisfaction state = COMPARISON.compare(List.of(value), bound.operator(), bound.right());
        return byWorld && state == Satisfaction.UNSATISFIED ? Satisfaction.UNKNOWN : state;
    }

    private static boolean lists(Constraint.Atomic a) {
        return a.operator() == Operator.EQ || a.operator() == Operator.IS_ANY_OF;
    }

    private static boolean excludes(Constraint.Atomic a) {
        return a.operator() == Operator.NEQ || a.operator() == Operator.IS_NONE_OF;
    }

    private static boolean upper(Constraint.Atomic a) {
        return a.operator() == Operator.LT || a.operator() == Operator.LTEQ;
    }

    private static boolean lower(Constraint.Atomic a) {
        return a.operator() == Operator.GT || a.operator() == Operator.GTEQ;
    }

    private static boolean inclusive(Constraint.Atomic a) {
        return a.operator() == Operator.LTEQ || a.operator() == Operator.GTEQ;
    }
}
