package eu.twintown.kernel.policy.evaluation;

import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Operator;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;

/** Compares the values of a left operand with those of a right operand. Values that have no order give unknown. */
public final class Comparison {
    private final World world;

    public Comparison(World world) {
        this.world = world;
    }

    public Satisfaction compare(List<Operand> left, Operator operator, List<Operand> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Satisfaction.UNKNOWN;
        }
        return switch (operator) {
            case EQ -> right.size() > 1 ? Satisfaction.UNKNOWN : equal(left, right.getFirst());
            case NEQ -> right.size() > 1 ? Satisfaction.UNKNOWN : not(equal(left, right.getFirst()));
            case LT, LTEQ, GT, GTEQ ->
                left.size() > 1 || right.size() > 1
                        ? Satisfaction.UNKNOWN
                        : ordered(left.getFirst(), operator, right.getFirst());
            case IS_A, IS_PART_OF ->
                Satisfaction.of(
                        left.stream().anyMatch(l -> right.stream().anyMatch(r -> world.isIn(l.text(), r.text()))));
            case HAS_PART ->
                Satisfaction.of(
                        right.stream().anyMatch(r -> left.stream().anyMatch(l -> world.isIn(r.text(), l.text()))));
            case IS_ANY_OF -> anyOf(left, right);
            case IS_ALL_OF -> Satisfaction.of(right.stream().allMatch(r -> equal(left, r) == Satisfaction.SATISFIED));
            case IS_NONE_OF -> not(anyOf(left, right));
        };
    }

    private static Satisfaction equal(List<Operand> left, Operand right) {
        Satisfaction equal = Satisfaction.UNSATISFIED;
        for (Operand value : left) {
            Satisfaction one = equal(value, right);
            if (one == Satisfaction.SATISFIED) {
                return one;
            }
            equal = one == Satisfaction.UNKNOWN ? one : equal;
        }
        return equal;
    }

    private static Satisfaction equal(Operand left, Operand right) {
        if (left.text().equals(right.text())) {
            return Satisfaction.SATISFIED;
        }
        if (left instanceof Literal l && right instanceof Literal r) {
            if (l.value().isEmpty() || r.value().isEmpty()) {
                return Satisfaction.UNKNOWN;
            }
            OptionalInt order = order(l.value().get(), r.value().get());
            return order.isEmpty() ? Satisfaction.UNKNOWN : Satisfaction.of(order.getAsInt() == 0);
        }
        return Satisfaction.UNSATISFIED;
    }

    private static Satisfaction anyOf(List<Operand> left, List<Operand> right) {
        Satisfaction any = Satisfaction.UNSATISFIED;
        for (Operand value : right) {
            Satisfaction one = equal(left, value);
            if (one == Satisfaction.SATISFIED) {
                return one;
            }
            any = one == Satisfaction.UNKNOWN ? one : any;
        }
        return any;
    }

    private static Satisfaction not(Satisfaction state) {
        return switch (state) {
            case SATISFIED -> Satisfaction.UNSATISFIED;
            case UNSATISFIED -> Satisfaction.SATISFIED;
            case UNKNOWN -> Satisfaction.UNKNOWN;
        };
    }

    private static Satisfaction ordered(Operand left, Operator operator, Operand right) {
        if (!(left instanceof Literal l && right instanceof Literal r)
                || l.value().isEmpty()
                || r.value().isEmpty()) {
            return Satisfaction.UNKNOWN;
        }
        OptionalInt order = order(l.value().get(), r.value().get());
        if (order.isEmpty()) {
            return Satisfaction.UNKNOWN;
        }
        int sign = order.getAsInt();
        return Satisfaction.of(
                switch (operator) {
                    case LT -> sign < 0;
                    case LTEQ -> sign <= 0;
                    case GT -> sign > 0;
                    case GTEQ -> sign >= 0;
                    default -> false;
                });
    }

    /** The order of two values of one kind; a moment within a day counts as equal to that day (UTC). */
    private static OptionalInt order(Object left, Object right) {
        return switch (left) {
            case BigDecimal l when right instanceof BigDecimal r -> OptionalInt.of(l.compareTo(r));
            case Instant l when right instanceof Instant r -> OptionalInt.of(l.compareTo(r));
            case Instant l
            when right instanceof LocalDate r ->
                OptionalInt.of(l.atZone(ZoneOffset.UTC).toLocalDate().compareTo(r));
            case Instant l
            when right instanceof LocalTime r ->
                OptionalInt.of(l.atZone(ZoneOffset.UTC).toLocalTime().compareTo(r));
            case LocalDate l when right instanceof LocalDate r -> OptionalInt.of(l.compareTo(r));
            case LocalDate l
            when right instanceof Instant r ->
                OptionalInt.of(l.compareTo(r.atZone(ZoneOffset.UTC).toLocalDate()));
            case LocalTime l when right instanceof LocalTime r -> OptionalInt.of(l.compareTo(r));
            case Duration l when right instanceof Duration r -> OptionalInt.of(l.compareTo(r));
            case Boolean l when right instanceof Boolean r -> OptionalInt.of(l.compareTo(r));
            case String l when right instanceof String r -> OptionalInt.of(l.compareTo(r));
            default -> OptionalInt.empty();
        };
    }
}
