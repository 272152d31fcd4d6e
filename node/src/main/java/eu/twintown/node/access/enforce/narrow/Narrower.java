package eu.twintown.node.access.enforce.narrow;

import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Operator;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.city.Narrowing;
import eu.twintown.kernel.view.Area;
import eu.twintown.kernel.view.Level;
import eu.twintown.kernel.view.Names;
import eu.twintown.kernel.view.Part;
import eu.twintown.kernel.view.Restriction;
import eu.twintown.kernel.view.Window;
import eu.twintown.node.access.enforce.decision.Refusal;
import eu.twintown.node.access.enforce.grant.Grant;
import eu.twintown.node.access.view.Places;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.locationtech.jts.geom.Geometry;

/**
 * Makes constraints part of what may be seen (docs/policies.md, the operands that narrow). What this node cannot hold to is
 * not opened.
 */
public final class Narrower {
    private final Areas areas;
    private final Places places;
    private final UnaryOperator<String> expand;

    /** @param expand gives the IRI of a type or attribute that a policy names by its short name */
    public Narrower(Areas areas, Places places, UnaryOperator<String> expand) {
        this.areas = areas;
        this.places = places;
        this.expand = expand;
    }

    /** A constraint that this node cannot make part of a query. */
    private static final class Unenforceable extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Refusal refusal;

        Unenforceable(Refusal refusal) {
            super(refusal.rule());
            this.refusal = refusal;
        }
    }

    /** Either what may be seen, or why nothing may. */
    public record Result(Optional<Restriction> restriction, Optional<Refusal> refusal) {}

    /** What a scope shows under any one of these narrowings. */
    public Result narrow(Grant.Scope scope, List<Narrowing> narrowings) {
        List<Part> parts = new ArrayList<>();
        Optional<Refusal> first = Optional.empty();
        for (Narrowing narrowing : narrowings) {
            try {
                Part part = part(scope, narrowing);
                if (!part.types().only().map(Set::isEmpty).orElse(false)) {
                    parts.add(part);
                }
            } catch (Unenforceable e) {
                first = first.or(() -> Optional.of(e.refusal));
            }
        }
        if (parts.isEmpty() && first.isPresent()) {
            return new Result(Optional.empty(), first);
        }
        parts.sort(Comparator.comparing(Part::level)
                .thenComparing(part -> part.period().orElse(Duration.ZERO)));
        return new Result(Optional.of(new Restriction(parts)), Optional.empty());
    }

    /** What is no entities cannot be narrowed: it may be had where a permission has it whole, and shows no entity. */
    public static Result whole(List<Narrowing> narrowings) {
        return narrowings.stream().anyMatch(narrowing -> narrowing.constraints().isEmpty())
                ? new Result(Optional.of(new Restriction(List.of())), Optional.empty())
                : new Result(
                        Optional.empty(),
                        Optional.of(unenforceable(
                                        narrowings.getFirst(),
                                        narrowings.getFirst().constraints().getFirst())
                                .refusal));
    }

    /** Whether areas come into it that are entities, and so may change. */
    public static boolean looksUpEntities(Grant.Scope scope, List<Narrowing> narrowings) {
        return scope.area().filter(Areas::isEntity).isPresent()
                || narrowings.stream()
                        .flatMap(narrowing -> narrowing.on(Odrl.SPATIAL).stream())
                        .flatMap(constraint -> constraint.right().stream())
                        .anyMatch(area -> Areas.isEntity(area.text()));
    }

    private Part part(Grant.Scope scope, Narrowing narrowing) {
        Names types = scope.types().isEmpty() ? Names.ALL : Names.only(scope.types());
        Names attributes = scope.attributes().isEmpty() ? Names.ALL : Names.only(scope.attributes());
        List<Area> within = new ArrayList<>();
        scope.area()
                .ifPresent(area -> within.add(areas.find(scope.tenant(), area)
                        .orElseThrow(() -> new Unenforceable(Refusal.of("area", "area")))));
        Window observed = Window.ALWAYS;
        Optional<Duration> period = Optional.empty();
        Level level = Level.EXACT;
        Optional<Constraint.Atomic> sized = Optional.empty();
        int least = places.least();
        for (Constraint.Atomic constraint : narrowing.constraints()) {
            switch (constraint.left()) {
                case CityProfile.ENTITY_TYPE -> types = types.and(names(narrowing, constraint));
                case CityProfile.ATTRIBUTE -> attributes = attributes.and(names(narrowing, constraint));
                case Odrl.SPATIAL -> within.add(area(scope, narrowing, constraint));
                case CityProfile.OBSERVED_AT -> observed = observed.and(window(narrowing, constraint));
                case CityProfile.TEMPORAL_AGGREGATION -> {
                    Duration shortest = period(narrowing, constraint);
                    period = Optional.of(
                            period.filter(one -> one.compareTo(shortest) > 0).orElse(shortest));
                }
                case CityProfile.SPATIAL_AGGREGATION -> {
                    Level coarser = level(narrowing, constraint);
                    level = level.compareTo(coarser) > 0 ? level : coarser;
                }
                case CityProfile.GROUP_SIZE -> {
                    least = Math.max(least, size(narrowing, constraint));
                    sized = Optional.of(constraint);
                }
                default -> throw unenforceable(narrowing, constraint);
            }
        }
        if (level == Level.EXACT && sized.isPresent()) {
            throw unenforceable(narrowing, sized.get());
        }
        return new Part(types, attributes, within, observed, period.filter(Duration::isPositive), level, least);
    }

    private Names names(Narrowing narrowing, Constraint.Atomic constraint) {
        List<String> names =
                constraint.right().stream().map(Operand::text).map(this::name).toList();
        return switch (constraint.operator()) {
            case IS_ANY_OF, EQ, IS_A -> Names.only(names);
            case IS_NONE_OF, NEQ -> Names.except(names);
            default -> throw unenforceable(narrowing, constraint);
        };
    }

    private String name(String name) {
        return name.indexOf(':') > 0 ? name : expand.apply(name);
    }

    private Area area(Grant.Scope scope, Narrowing narrowing, Constraint.Atomic constraint) {
        if (constraint.operator() != Operator.IS_PART_OF
                && constraint.operator() != Operator.IS_ANY_OF
                && constraint.operator() != Operator.EQ) {
            throw unenforceable(narrowing, constraint);
        }
        Geometry together = constraint.right().stream()
                .map(operand -> areas.find(scope.tenant(), operand.text())
                        .orElseThrow(() -> new Unenforceable(new Refusal(
                                narrowing.permission(),
                                Optional.of(constraint),
                                sentences -> sentences.refusal("place", sentences.constraint(constraint))))))
                .map(area -> area.prepared().getGeometry())
                .reduce(Geometry::union)
                .orElseThrow(() -> unenforceable(narrowing, constraint));
        return Area.of(together);
    }

    /** A date stands for its whole day (docs/policies.md). */
    private static Window window(Narrowing narrowing, Constraint.Atomic constraint) {
        Object value = constraint.right().size() == 1 && constraint.right().getFirst() instanceof Literal literal
                ? literal.value().orElse("")
                : "";
        Instant first;
        Instant after;
        if (value instanceof Instant instant) {
            first = instant;
            after = instant.plusNanos(1);
        } else if (value instanceof LocalDate date) {
            first = date.atStartOfDay(ZoneOffset.UTC).toInstant();
            after = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        } else {
            throw unenforceable(narrowing, constraint);
        }
        return switch (constraint.operator()) {
            case LT -> Window.until(first);
            case LTEQ -> Window.until(after);
            case GT -> Window.since(after);
            case GTEQ -> Window.since(first);
            case EQ -> new Window(Optional.of(first), Optional.of(after));
            default -> throw unenforceable(narrowing, constraint);
        };
    }

    private static Duration period(Narrowing narrowing, Constraint.Atomic constraint) {
        if ((constraint.operator() == Operator.GTEQ || constraint.operator() == Operator.EQ)
                && constraint.right().size() == 1
                && constraint.right().getFirst() instanceof Literal literal) {
            Object value = literal.value().orElse("");
            if (value instanceof Duration duration && !duration.isNegative()) {
                return duration;
            }
        }
        throw unenforceable(narrowing, constraint);
    }

    private static int size(Narrowing narrowing, Constraint.Atomic constraint) {
        if (constraint.operator() == Operator.GTEQ
                && constraint.right().size() == 1
                && constraint.right().getFirst() instanceof Literal literal
                && literal.value().orElse("") instanceof BigDecimal number
                && number.signum() >= 0) {
            return number.setScale(0, RoundingMode.CEILING)
                    .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                    .intValue();
        }
        throw unenforceable(narrowing, constraint);
    }

    /** The finest of the levels that the constraint admits and this node knows areas for. */
    private Level level(Narrowing narrowing, Constraint.Atomic constraint) {
        List<String> admitted = constraint.right().stream()
                .map(Operand::text)
                .map(text -> text.startsWith(CityProfile.NS) ? text.substring(CityProfile.NS.length()) : text)
                .map(text -> text.toUpperCase(Locale.ROOT))
                .toList();
        boolean known = constraint.operator() == Operator.IS_ANY_OF || constraint.operator() == Operator.EQ;
        for (Level level : Level.values()) {
            if (known && admitted.contains(level.name()) && places.knows(level)) {
                return level;
            }
        }
        throw unenforceable(narrowing, constraint);
    }

    private static Unenforceable unenforceable(Narrowing narrowing, Constraint.Atomic constraint) {
        return new Unenforceable(new Refusal(
                narrowing.permission(),
                Optional.of(constraint),
                sentences -> sentences.refusal("unenforceable", sentences.constraint(constraint))));
    }
}
