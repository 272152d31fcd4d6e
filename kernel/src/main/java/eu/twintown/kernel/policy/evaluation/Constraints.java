package eu.twintown.kernel.policy.evaluation;

import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks constraints against the world and the values of a request or deed, and notes what the result depends on. */
final class Constraints {
    private final World world;
    private final Map<String, List<Operand>> values;
    private final Set<String> worldOnly;
    private final Comparison comparison;
    private final List<Operand> now;
    private final Set<String> operands = new HashSet<>();
    private @Nullable Instant next;

    Constraints(World world, Map<String, List<Operand>> values, Set<String> worldOnly) {
        this.world = world;
        this.values = values;
        this.worldOnly = worldOnly;
        this.comparison = new Comparison(world);
        this.now = List.of(new Literal(world.now().toString(), Odrl.XSD + "dateTime", Optional.of(world.now())));
    }

    Premise check(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Atomic atomic -> compare(atomic);
            case Constraint.Logical logical -> join(logical);
        };
    }

    Optional<Instant> validUntil() {
        return Optional.ofNullable(next);
    }

    Set<String> operands() {
        return Set.copyOf(operands);
    }

    private Premise join(Constraint.Logical constraint) {
        List<Premise> parts = new ArrayList<>(constraint.parts().size());
        for (Constraint part : constraint.parts()) {
            parts.add(check(part));
        }
        Satisfaction state = Premises.join(constraint.connective(), parts);
        String reason =
                switch (state) {
                    case SATISFIED ->
                        "The constraints joined by " + constraint.connective().term() + " hold.";
                    case UNSATISFIED, UNKNOWN ->
                        Premises.firstReason(parts, "More than one of the constraints joined by xone holds.");
                };
        return new Premise.Joined(constraint, parts, state, reason);
    }

    private Premise compare(Constraint.Atomic constraint) {
        List<Operand> right = constraint.right();
        if (constraint.reference().isPresent()) {
            right = world.references().getOrDefault(constraint.reference().get(), List.of());
        }
        List<Operand> left = left(constraint);
        if (left == now) {
            noteTime(right);
        }
        Satisfaction state = comparison.compare(left, constraint.operator(), right);
        return new Premise.Compared(constraint, left, state, Sentences.compared(constraint, left, right, state));
    }

    private List<Operand> left(Constraint.Atomic constraint) {
        String operand = constraint.left();
        if (operand.equals(Odrl.DATE_TIME)) {
            return now;
        }
        operands.add(operand);
        String key = constraint.unit().isPresent()
                ? World.key(operand, constraint.unit().get())
                : operand;
        List<Operand> known = world.facts().get(key);
        if (known != null) {
            return known;
        }
        return worldOnly.contains(operand) ? List.of() : values.getOrDefault(key, List.of());
    }

    /** Moments that lie ahead are when a comparison with the current time may turn. */
    private void noteTime(List<Operand> right) {
        for (Operand operand : right) {
            if (operand instanceof Literal literal && literal.value().isPresent()) {
                switch (literal.value().get()) {
                    case Instant instant -> {
                        note(instant);
                        note(instant.plusNanos(1));
                    }
                    case LocalDate date -> {
                        note(date.atStartOfDay().toInstant(ZoneOffset.UTC));
                        note(date.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
                    }
                    case LocalTime time -> {
                        note(world.now().plusSeconds(1));
                    }
                    default -> {}
                }
            }
        }
    }

    private void note(Instant instant) {
        if (instant.isAfter(world.now()) && (next == null || instant.isBefore(next))) {
            next = instant;
        }
    }
}
