package eu.twintown.node.mediation.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A parsed expression of the mapping language (docs/mapping.md, section 2.1): a pure function of a scope. A path that
 * leads nowhere gives a missing value, which functions pass through; a value that a function cannot read is a
 * {@link RecordFault}.
 */
sealed interface Expression {

    JsonNode evaluate(Scope scope);

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException with the position of the fault
     */
    static Expression parse(String text) {
        return new ExpressionParser(text).parse();
    }

    /** A fixed value. */
    record Literal(JsonNode value) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return value;
        }
    }

    /** The record ({@code $}), or a member of it further on in the path. */
    record Whole() implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return scope.record();
        }
    }

    /** A variable. */
    record Variable(String name) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return scope.variable(name);
        }
    }

    /** A path from a value. */
    record Step(Expression from, Path path) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return path.from(from.evaluate(scope));
        }
    }

    /** A function applied to a value. */
    record Call(Expression input, String name, Functions.Function function, List<JsonNode> arguments)
            implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            JsonNode value = input.evaluate(scope);
            if (Values.isMissing(value) && !name.equals("default")) {
                return Values.missing();
            }
            try {
                return function.apply(value, arguments);
            } catch (IllegalArgumentException e) {
                throw new RecordFault(name + ": " + e.getMessage(), "");
            }
        }
    }

    /** Two values compared: as numbers where both are, else as text. A missing value equals only a missing one. */
    record Comparison(Expression left, String operator, Expression right) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            JsonNode a = left.evaluate(scope);
            JsonNode b = right.evaluate(scope);
            return Values.JSON.booleanNode(holds(a, b));
        }

        private boolean holds(JsonNode a, JsonNode b) {
            if (Values.isMissing(a) || Values.isMissing(b)) {
                boolean both = Values.isMissing(a) && Values.isMissing(b);
                return operator.equals("==") ? both : operator.equals("!=") && !both;
            }
            Optional<BigDecimal> x = Values.asNumber(a);
            Optional<BigDecimal> y = Values.asNumber(b);
            int order = x.isPresent() && y.isPresent()
                    ? x.get().compareTo(y.get())
                    : Values.text(a).compareTo(Values.text(b));
            return switch (operator) {
                case "==" -> order == 0;
                case "!=" -> order != 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        }
    }

    /** Both hold. */
    record And(Expression left, Expression right) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            boolean holds = Values.isTrue(left.evaluate(scope)) && Values.isTrue(right.evaluate(scope));
            return Values.JSON.booleanNode(holds);
        }
    }

    /** At least one holds. */
    record Or(Expression left, Expression right) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            boolean holds = Values.isTrue(left.evaluate(scope)) || Values.isTrue(right.evaluate(scope));
            return Values.JSON.booleanNode(holds);
        }
    }

    /** It does not hold. */
    record Not(Expression inner) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return Values.JSON.booleanNode(!Values.isTrue(inner.evaluate(scope)));
        }
    }
}
