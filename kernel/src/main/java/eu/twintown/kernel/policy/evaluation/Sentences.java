package eu.twintown.kernel.policy.evaluation;

import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import java.util.List;

/** The reason of a comparison in one plain sentence. */
final class Sentences {
    private Sentences() {}

    static String compared(Constraint.Atomic constraint, List<Operand> left, List<Operand> right, Satisfaction state) {
        String name = name(constraint.left());
        String wanted = words(constraint) + " " + values(right);
        if (left.isEmpty()) {
            return "It is not known what " + name + " is; it must be " + wanted + ".";
        }
        if (right.isEmpty()) {
            return "It is not known what " + name + " is to be compared with.";
        }
        return switch (state) {
            case SATISFIED -> name + " is " + values(left) + ", as it must be " + wanted + ".";
            case UNSATISFIED -> name + " is " + values(left) + "; it must be " + wanted + ".";
            case UNKNOWN -> name + " is " + values(left) + ", which cannot be compared: it must be " + wanted + ".";
        };
    }

    private static String name(String operand) {
        return operand.startsWith(Odrl.NS) ? operand.substring(Odrl.NS.length()) : operand;
    }

    private static String words(Constraint.Atomic constraint) {
        return switch (constraint.operator()) {
            case EQ -> "equal to";
            case NEQ -> "other than";
            case LT -> "less than";
            case LTEQ -> "at most";
            case GT -> "more than";
            case GTEQ -> "at least";
            case IS_A -> "a";
            case HAS_PART -> "something that contains";
            case IS_PART_OF -> "part of";
            case IS_ALL_OF -> "all of";
            case IS_ANY_OF -> "one of";
            case IS_NONE_OF -> "none of";
        };
    }

    private static String values(List<Operand> operands) {
        if (operands.size() == 1) {
            return operands.getFirst().text();
        }
        return String.join(", ", operands.stream().map(Operand::text).toList());
    }
}
