package eu.twintown.node.dataspace.binding;

import eu.twintown.kernel.policy.Connective;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Operator;
import eu.twintown.kernel.policy.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** When an agreement ends by itself: the moment from which none of its permissions can hold any more. */
public final class AgreementEnd {
    private AgreementEnd() {}

    /** Empty where a permission has no end, or there is no permission. A day that is included ends at midnight UTC. */
    public static Optional<Instant> of(Policy policy) {
        return latest(policy.permissions().stream()
                .map(permission -> earliest(permission.head().constraints()))
                .toList());
    }

    /** Of parts that must hold together, the first that ends. */
    private static Optional<Instant> earliest(List<Constraint> all) {
        return all.stream().flatMap(part -> end(part).stream()).min(Comparator.naturalOrder());
    }

    /** Of parts one of which suffices, the last that ends; none where one of them does not end. */
    private static Optional<Instant> latest(List<Optional<Instant>> ends) {
        return ends.stream().allMatch(Optional::isPresent)
                ? ends.stream().flatMap(Optional::stream).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    private static Optional<Instant> end(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Logical logical ->
                logical.connective() == Connective.AND || logical.connective() == Connective.AND_SEQUENCE
                        ? earliest(logical.parts())
                        : latest(logical.parts().stream().map(AgreementEnd::end).toList());
            case Constraint.Atomic atomic ->
                atomic.left().equals(Odrl.DATE_TIME) && atomic.right().size() == 1
                        ? end(atomic.operator(), atomic.right().getFirst())
                        : Optional.empty();
        };
    }

    private static Optional<Instant> end(Operator operator, Operand right) {
        boolean included = operator == Operator.LTEQ || operator == Operator.EQ;
        if (!included && operator != Operator.LT || !(right instanceof Literal literal)) {
            return Optional.empty();
        }
        return literal.value().flatMap(value -> switch (value) {
            case Instant moment -> Optional.of(included ? moment.plusNanos(1) : moment);
            case LocalDate day ->
                Optional.of((included ? day.plusDays(1) : day)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
            default -> Optional.empty();
        });
    }
}
