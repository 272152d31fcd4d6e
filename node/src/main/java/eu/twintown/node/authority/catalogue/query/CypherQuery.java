package eu.twintown.node.authority.catalogue.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of openCypher that this catalogue understands: one node pattern, conditions on its properties, and what is to be
 * returned.
 *
 * <pre>
 * MATCH (n[:Label]) [WHERE condition {AND | OR condition}] RETURN n | n.property [AS name] {, ...} | count(n)
 *     [SKIP number] [LIMIT number]
 * condition: [NOT] n.property | toLower(n.property)   = &lt;&gt; &lt; &lt;= &gt; &gt;= | CONTAINS | STARTS WITH | ENDS WITH   value
 * value: 'text' | number | $parameter
 * </pre>
 *
 * AND binds before OR; parentheses, relations and everything that changes data are refused.
 */
public final class CypherQuery {
    private static final int MOST = 1_000;
    private static final int LONGEST = 10_000;

    private final Tokens tokens;
    private final JsonNode parameters;
    private final String label;
    private final Predicate<Claims> condition;
    private final List<Column> columns = new ArrayList<>();
    private final int skip;
    private final int limit;
    private final String variable;

    /** What is returned of each node; an empty property = the whole node, {@code *} = the count. */
    private record Column(String property, String name) {}

    /** The rows of one page, and how many there are in all. */
    public record Result(int total, List<ObjectNode> rows) {}

    private CypherQuery(String statement, JsonNode parameters) {
        this.tokens = new Tokens(statement);
        this.parameters = parameters;
        tokens.expect("MATCH");
        tokens.expect("(");
        this.variable = tokens.name();
        this.label = tokens.take(":") ? tokens.name() : "";
        tokens.expect(")");
        this.condition = tokens.take("WHERE") ? conditions() : claims -> true;
        tokens.expect("RETURN");
        do {
            columns.add(column());
        } while (tokens.take(","));
        this.skip = tokens.take("SKIP") ? tokens.number("SKIP") : 0;
        this.limit = tokens.take("LIMIT") ? Math.min(MOST, tokens.number("LIMIT")) : MOST;
        if (tokens.peek().kind() != Tokens.Kind.END) {
            throw new QueryFault(
                    "'" + tokens.peek().text() + "' is not understood here; a query is MATCH (n:Label) WHERE"
                            + " n.property = 'value' RETURN n LIMIT 10");
        }
    }

    /**
     * Reads a query.
     *
     * @param parameters an object of values for names with a dollar sign
     */
    public static CypherQuery parse(String statement, JsonNode parameters) {
        if (statement.length() > LONGEST) {
            throw new QueryFault("The query is longer than " + LONGEST + " characters");
        }
        return new CypherQuery(statement, parameters);
    }

    /** The rows among these nodes. */
    public Result run(List<Claims> nodes) {
        List<Claims> matching = nodes.stream()
                .filter(node -> label.isEmpty() || node.labels().contains(label))
                .filter(condition)
                .toList();
        if (columns.stream().anyMatch(column -> column.property().equals("*"))) {
            ObjectNode row = JsonMapper.shared().createObjectNode();
            columns.forEach(column -> row.put(column.name(), matching.size()));
            return new Result(1, List.of(row));
        }
        return new Result(
                matching.size(),
                matching.stream().skip(skip).limit(limit).map(this::row).toList());
    }

    private ObjectNode row(Claims node) {
        ObjectNode row = JsonMapper.shared().createObjectNode();
        for (Column column : columns) {
            if (column.property().isEmpty()) {
                row.set(column.name(), node.json());
            } else {
                row.set(column.name(), node.json().path(column.property()));
            }
        }
        return row;
    }

    private Column column() {
        String property;
        String name;
        if (tokens.take("count")) {
            tokens.expect("(");
            if (!tokens.take("*")) {
                variable();
            }
            tokens.expect(")");
            property = "*";
            name = "count(" + variable + ")";
        } else {
            variable();
            property = tokens.take(".") ? tokens.name() : "";
            name = property.isEmpty() ? variable : variable + "." + property;
        }
        return new Column(property, tokens.take("AS") ? tokens.name() : name);
    }

    private void variable() {
        String name = tokens.name();
        if (!name.equals(variable)) {
            throw new QueryFault("'" + name + "' is not the variable of the pattern, which is '" + variable + "'");
        }
    }

    private Predicate<Claims> conditions() {
        Predicate<Claims> all = conjunction();
        while (tokens.take("OR")) {
            all = all.or(conjunction());
        }
        return all;
    }

    private Predicate<Claims> conjunction() {
        Predicate<Claims> all = single();
        while (tokens.take("AND")) {
            all = all.and(single());
        }
        return all;
    }

    private Predicate<Claims> single() {
        boolean not = tokens.take("NOT");
        boolean lower = tokens.take("toLower");
        if (lower) {
            tokens.expect("(");
        }
        variable();
        tokens.expect(".");
        String property = tokens.name();
        if (lower) {
            tokens.expect(")");
        }
        String operator = operator();
        String value = value();
        Predicate<Claims> test = claims -> claims.values(property).stream()
                .map(text -> lower ? text.toLowerCase(Locale.ROOT) : text)
                .anyMatch(text -> Comparison.holds(text, operator, value));
        return not ? test.negate() : test;
    }

    private String operator() {
        if (tokens.nextIsOneOf(Set.of("STARTS", "ENDS"))) {
            String start = tokens.next().text().toUpperCase(Locale.ROOT);
            tokens.expect("WITH");
            return start;
        }
        String operator = tokens.next().text().toUpperCase(Locale.ROOT);
        if (!Set.of("=", "<>", "<", "<=", ">", ">=", "CONTAINS").contains(operator)) {
            throw new QueryFault(
                    "'" + operator + "' is no comparison; there are = <> < <= > >= CONTAINS STARTS WITH ENDS WITH");
        }
        return operator;
    }

    private String value() {
        if (tokens.take("toLower")) {
            tokens.expect("(");
            String inner = value();
            tokens.expect(")");
            return inner.toLowerCase(Locale.ROOT);
        }
        Tokens.Token token = tokens.next();
        if (token.kind() == Tokens.Kind.TEXT || token.kind() == Tokens.Kind.NUMBER) {
            return token.text();
        }
        JsonNode value =
                parameters.path(token.text().startsWith("$") ? token.text().substring(1) : "");
        if (!value.isValueNode()) {
            throw new QueryFault(
                    "'" + token.text() + "' is no value: quote a text, or name one of the parameters as $name");
        }
        return value.asString();
    }

    /** How a property's text and a value compare: as numbers where both are. */
    static final class Comparison {

        private Comparison() {}

        static boolean holds(String text, String operator, String value) {
            return switch (operator) {
                case "CONTAINS" -> text.contains(value);
                case "STARTS" -> text.startsWith(value);
                case "ENDS" -> text.endsWith(value);
                default -> {
                    int order = compare(text, value);
                    yield switch (operator) {
                        case "=" -> order == 0;
                        case "<>" -> order != 0;
                        case "<" -> order < 0;
                        case "<=" -> order <= 0;
                        case ">" -> order > 0;
                        default -> order >= 0;
                    };
                }
            };
        }

        private static int compare(String text, String value) {
            try {
                return new BigDecimal(text).compareTo(new BigDecimal(value));
            } catch (NumberFormatException e) {
                return text.compareTo(value);
            }
        }
    }
}
