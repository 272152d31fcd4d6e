package eu.twintown.kernel.query;

import eu.twintown.kernel.entity.Entity;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A query expression (ETSI GS CIM 009 V1.9.1, clause 4.9) as a syntax tree over expanded attribute names.
 *
 * <p>A missing attribute matches nothing, also not {@code !=}. Where an attribute has several instances (datasetId), one
 * that matches is enough. Values of different data types are unequal, and neither is greater. Texts are ordered by
 * Unicode code points.
 */
public sealed interface QExpression extends Predicate<Entity> {

    /** How many terms and list values an expression may have. */
    int MAX_TERMS = 100;

    /** All of them hold. */
    record And(List<QExpression> terms) implements QExpression {
        @Override
        public boolean test(Entity entity) {
            for (QExpression term : terms) {
                if (!term.test(entity)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int complexity() {
            return terms.stream().mapToInt(QExpression::complexity).sum();
        }

        @Override
        public String print(UnaryOperator<String> compact) {
            return terms.stream()
                    .map(term -> term instanceof Or || term instanceof And
                            ? "(" + term.print(compact) + ")"
                            : term.print(compact))
                    .collect(Collectors.joining(";"));
        }
    }

    /** At least one of them holds. */
    record Or(List<QExpression> terms) implements QExpression {
        @Override
        public boolean test(Entity entity) {
            for (QExpression term : terms) {
                if (term.test(entity)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public int complexity() {
            return terms.stream().mapToInt(QExpression::complexity).sum();
        }

        @Override
        public String print(UnaryOperator<String> compact) {
            return terms.stream()
                    .map(term -> term instanceof Or ? "(" + term.print(compact) + ")" : term.print(compact))
                    .collect(Collectors.joining("|"));
        }
    }

    /** The attribute, sub-attribute or member is there, whatever its value. */
    record Exists(AttributePath path) implements QExpression {
        @Override
        public boolean test(Entity entity) {
            return Target.any(entity, path, target -> true);
        }

        @Override
        public int complexity() {
            return 1;
        }

        @Override
        public String print(UnaryOperator<String> compact) {
            return path.print(compact);
        }
    }

    /** Its value compares so with the operand. */
    record Comparison(AttributePath path, Operator operator, Operand operand) implements QExpression {
        @Override
        public boolean test(Entity entity) {
            return Target.any(entity, path, target -> target.compares(operator, operand));
        }

        @Override
        public int complexity() {
            return operand instanceof Operand.Values list ? list.values().size() : 1;
        }

        @Override
        public String print(UnaryOperator<String> compact) {
            return path.print(compact) + operator.text() + operand.print();
        }
    }

    /**
     * Its value, a text, matches the regular expression; or does not.
     *
     * @param matching false for {@code !~=}
     */
    record Match(AttributePath path, boolean matching, RegularExpression pattern) implements QExpression {
        @Override
        public boolean test(Entity entity) {
            return Target.any(entity, path, target -> target.matches(pattern, matching));
        }

        @Override
        public int complexity() {
            return 1;
        }

        @Override
        public String print(UnaryOperator<String> compact) {
            return path.print(compact) + (matching ? "~=" : "!~=") + pattern.print();
        }
    }

    /**
     * Parses the text.
     *
     * @param expand gives the IRI of an attribute name
     * @throws eu.twintown.kernel.problem.ProblemException BadRequestData with the position, TooComplexQuery beyond
     *     {@link #MAX_TERMS}, NotImplemented for linked entities
     */
    static QExpression parse(String text, UnaryOperator<String> expand) {
        return parse(text, expand, Set.of(), Set.of());
    }

    /**
     * Parses the text.
     *
     * @param expandValues names, as written, of attributes whose values are terms to be expanded
     * @param jsonKeys names, as written, of attributes whose value has member names that are not to be expanded
     */
    static QExpression parse(
            String text, UnaryOperator<String> expand, Set<String> expandValues, Set<String> jsonKeys) {
        return new QParser(text, expand, expandValues, jsonKeys).parse();
    }

    /** How many terms and list values there are. */
    int complexity();

    /** The text that {@link #parse} reads as this expression, with attribute names made by {@code compact}. */
    String print(UnaryOperator<String> compact);

    /** Expressions that must all hold: the parts of an And, else this one. */
    default List<QExpression> conjuncts() {
        return this instanceof And and ? and.terms() : List.of(this);
    }
}
