package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.policy.Connective;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.evaluation.Comparison;
import eu.twintown.kernel.policy.evaluation.Satisfaction;
import eu.twintown.kernel.query.GeoQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The part of a dataset that one permission opens to a recipient who fulfils everything else: what the constraints that
 * narrow leave. Constraints in alternatives are not looked into, so that the part is rather too large than too small.
 *
 * @param rows which entities
 * @param attributes which of their attributes, by expanded name
 * @param narrows whether the rows are fewer than those of the dataset
 * @param summedUp the constraints by which values are summed up before they leave
 */
record Part(Predicate<Entity> rows, Predicate<String> attributes, boolean narrows, List<Constraint.Atomic> summedUp) {

    static Part of(Rule.Permission permission, TermNames names, Areas areas, Comparison comparison) {
        Predicate<Entity> rows = entity -> true;
        Predicate<String> attributes = name -> true;
        boolean narrows = false;
        List<Constraint.Atomic> summedUp = new ArrayList<>();
        for (Constraint.Atomic constraint : atoms(permission.head().constraints())) {
            Optional<Predicate<Entity>> row =
                    switch (constraint.left()) {
                        case CityProfile.ENTITY_TYPE -> Optional.of(types(constraint, names));
                        case Odrl.SPATIAL -> Optional.of(area(constraint, areas));
                        case CityProfile.OBSERVED_AT -> Optional.of(observed(constraint, comparison));
                        default -> Optional.empty();
                    };
            rows = row.isPresent() ? rows.and(row.get()) : rows;
            narrows |= row.isPresent();
            if (constraint.left().equals(CityProfile.ATTRIBUTE)) {
                attributes = attributes.and(listed(constraint, names));
            }
            if (List.of(CityProfile.TEMPORAL_AGGREGATION, CityProfile.SPATIAL_AGGREGATION)
                    .contains(constraint.left())) {
                summedUp.add(constraint);
            }
        }
        return new Part(rows, attributes, narrows, summedUp);
    }

    private static List<Constraint.Atomic> atoms(List<Constraint> constraints) {
        List<Constraint.Atomic> atoms = new ArrayList<>();
        for (Constraint constraint : constraints) {
            switch (constraint) {
                case Constraint.Atomic atomic -> atoms.add(atomic);
                case Constraint.Logical logical
                when logical.connective() == Connective.AND -> atoms.addAll(atoms(logical.parts()));
                case Constraint.Logical alternatives -> {}
            }
        }
        return atoms;
    }

    private static Predicate<String> listed(Constraint.Atomic constraint, TermNames names) {
        List<String> iris = constraint.right().stream()
                .map(operand -> names.iri(operand.text()))
                .toList();
        return switch (constraint.operator()) {
            case IS_NONE_OF, NEQ -> iri -> !iris.contains(iri);
            default -> iris::contains;
        };
    }

    private static Predicate<Entity> types(Constraint.Atomic constraint, TermNames names) {
        Predicate<String> listed = listed(constraint, names);
        return switch (constraint.operator()) {
            case IS_NONE_OF, NEQ -> entity -> entity.types().stream().allMatch(listed);
            default -> entity -> entity.types().stream().anyMatch(listed);
        };
    }

    /** An area that is not known here opens nothing. */
    private static Predicate<Entity> area(Constraint.Atomic constraint, Areas areas) {
        List<GeoQuery> within = constraint.right().stream()
                .map(operand -> areas.within(operand.text()))
                .flatMap(Optional::stream)
                .toList();
        return entity -> within.stream().anyMatch(area -> area.test(entity));
    }

    /** Entities of which something was observed when the constraint says. */
    private static Predicate<Entity> observed(Constraint.Atomic constraint, Comparison comparison) {
        return entity -> entity.attributes().values().stream()
                .flatMap(List::stream)
                .map(Attribute::observedAt)
                .filter(Objects::nonNull)
                .map(moment -> Literal.of(moment, Odrl.XSD + "dateTime"))
                .anyMatch(moment -> holds(constraint, moment, comparison));
    }

    private static boolean holds(Constraint.Atomic constraint, Operand moment, Comparison comparison) {
        return comparison.compare(List.of(moment), constraint.operator(), constraint.right()) == Satisfaction.SATISFIED;
    }
}
