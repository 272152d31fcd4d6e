package eu.twintown.node.mediation.mapping;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Recursive descent over the text of an expression; one method per level of binding, loosest first. */
final class ExpressionParser {
    private static final int MAX_DEPTH = 50;

    private final ExpressionTokens tokens;
    private int depth;

    ExpressionParser(String text) {
        this.tokens = new ExpressionTokens(text);
    }

    Expression parse() {
        Expression whole = or();
        if (!tokens.atEnd()) {
            throw tokens.fault("nothing more was expected");
        }
        return whole;
    }

    private Expression or() {
        Expression left = and();
        while (tokens.takeWord("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.takeWord("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        if (++depth > MAX_DEPTH) {
            throw tokens.fault("the expression is nested too deeply");
        }
        Expression inner = tokens.takeWord("not") ? new Expression.Not(not()) : comparison();
        depth--;
        return inner;
    }

    private Expression comparison() {
        Expression left = piped();
        for (String operator : List.of("==", "!=", "<=", ">=", "<", ">")) {
            if (tokens.take(operator)) {
                return new Expression.Comparison(left, operator, piped());
            }
        }
        return left;
    }

    private Expression piped() {
        Expression value = primary();
        while (tokens.take("|")) {
            value = call(value);
        }
        return value;
    }

    private Expression call(Expression input) {
        String name = tokens.word("a function such as slug or number");
        Functions.Entry entry = Functions.find(name);
        if (entry == null) {
            throw tokens.fault("there is no function '" + name + "'; known: " + Functions.names());
        }
        List<JsonNode> arguments = arguments();
        if (arguments.size() < entry.least() || arguments.size() > entry.most()) {
            throw tokens.fault("the function " + name + " takes " + entry.arity());
        }
        try {
            return new Expression.Call(input, name, entry.prepare(arguments), arguments);
        } catch (IllegalArgumentException e) {
            throw tokens.fault(name + ": " + e.getMessage());
        }
    }

    private List<JsonNode> arguments() {
        List<JsonNode> arguments = new ArrayList<>();
        if (!tokens.take("(")) {
            return arguments;
        }
        while (!tokens.take(")")) {
            if (!arguments.isEmpty() && !tokens.take(",")) {
                throw tokens.fault("',' or ')' was expected");
            }
            arguments.add(tokens.literal().orElseThrow(() -> tokens.fault("a text in '…' or a number was expected")));
        }
        return arguments;
    }

    private Expression primary() {
        if (tokens.take("(")) {
            Expression inner = or();
            if (!tokens.take(")")) {
                throw tokens.fault("')' was expected");
            }
            return path(inner, false);
        }
        if (tokens.take("$")) {
            return tokens.nextWord()
                    .map(name -> path(new Expression.Variable(name), false))
                    .orElseGet(() -> path(new Expression.Whole(), false));
        }
        return tokens.literal()
                .<Expression>map(Expression.Literal::new)
                .orElseGet(() -> path(new Expression.Whole(), true));
    }

    /** The steps after a value; a bare path starts with a name. */
    private Expression path(Expression from, boolean bare) {
        List<Path.Part> parts = new ArrayList<>();
        if (bare) {
            parts.add(new Path.Member(name()));
        }
        while (true) {
            if (tokens.take("[")) {
                parts.add(new Path.Item(tokens.index()));
            } else if (tokens.take(".")) {
                parts.add(new Path.Member(name()));
            } else {
                return parts.isEmpty() ? from : new Expression.Step(from, new Path(List.copyOf(parts)));
            }
        }
    }

    private String name() {
        String name = tokens.word("a path, a variable or a value");
        if (!name.equals("field") || !tokens.take("(")) {
            return name;
        }
        String text = tokens.literal()
                .filter(JsonNode::isString)
                .orElseThrow(() -> tokens.fault("a name in '…' was expected"))
                .asString();
        if (!tokens.take(")")) {
            throw tokens.fault("')' was expected");
        }
        return text;
    }
}
