package eu.twintown.kernel.query;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds for every q expression: printing and parsing are inverse, evaluation equals an oracle, nothing breaks. */
class QProperties {

    private static final List<String> NAMES = List.of("a", "b", "c", "größe");

    @Property(tries = 1000)
    void whatIsPrintedIsParsedAsTheSame(@ForAll("expressions") QExpression expression) {
        String text = expression.print(Samples::compact);
        QExpression parsed = QExpression.parse(text, Samples::expand);
        assertThat(parsed.print(Samples::compact)).isEqualTo(text);
        assertThat(parsed.complexity()).isEqualTo(expression.complexity());
        if (!text.contains("~=")) {
            assertThat(parsed).isEqualTo(expression);
        }
    }

    @Property(tries = 2000)
    void evaluationEqualsTheOracle(
            @ForAll("simpleExpressions") QExpression expression, @ForAll("values") Map<String, String> values) {
        Map<String, Attribute> attributes = new HashMap<>();
        values.forEach((name, json) -> attributes.put(name, Samples.property(json)));
        Entity entity = Samples.entity(attributes);
        assertThat(expression.test(entity)).isEqualTo(oracle(expression, values));
    }

    @Property(tries = 3000)
    void noTextThrowsAnythingButAProblem(@ForAll("texts") String text) {
        Entity entity = Samples.entity(Map.of("a", Samples.property("[1,'x',{'x:b':true}]")));
        try {
            QExpression parsed = QExpression.parse(text, Samples::expand, Set.of("b"), Set.of("c"));
            assertThat(parsed.test(entity)).isIn(true, false);
        } catch (ProblemException e) {
            assertThat(e.problem().extensions()).containsKey("parameter");
        }
        for (Runnable parser : List.<Runnable>of(
                () -> TypeSelection.parse(text, Samples::expand),
                () -> ScopeQuery.parse(text),
                () -> GeoQuery.parse("within", "Polygon", text, "x:location"),
                () -> GeoQuery.parse(text, "Point", "[7,51]", "x:location"))) {
            try {
                parser.run();
            } catch (ProblemException e) {
                assertThat(e.problem().extensions()).containsKey("parameter");
            }
        }
    }

    /** The rules of the clause once more, in the plainest way: on numbers and texts only. */
    private static boolean oracle(QExpression expression, Map<String, String> values) {
        return switch (expression) {
            case QExpression.And and -> and.terms().stream().allMatch(term -> oracle(term, values));
            case QExpression.Or or -> or.terms().stream().anyMatch(term -> oracle(term, values));
            case QExpression.Exists exists ->
                values.containsKey(Samples.compact(exists.path().attribute()));
            case QExpression.Match match -> throw new IllegalStateException("not generated");
            case QExpression.Comparison comparison -> {
                String json = values.get(Samples.compact(comparison.path().attribute()));
                if (json == null) {
                    yield false;
                }
                JsonNode target = JsonMapper.shared().readTree(json.replace('\'', '"'));
                yield switch (comparison.operator()) {
                    case EQUAL -> equal(target, comparison.operand());
                    case UNEQUAL -> !equal(target, comparison.operand());
                    case GREATER -> order(target, (Literal) comparison.operand()) == 1;
                    case LESS -> order(target, (Literal) comparison.operand()) == -1;
                    case GREATER_OR_EQUAL -> order(target, (Literal) comparison.operand()) >= 0;
                    case LESS_OR_EQUAL -> {
                        int order = order(target, (Literal) comparison.operand());
                        yield order == -1 || order == 0;
                    }
                };
            }
        };
    }

    private static final int OTHER = -10;

    private static int order(JsonNode target, Literal literal) {
        if (literal instanceof Literal.Number number && target.isNumber()) {
            return new BigDecimal(target.toString()).compareTo(number.value());
        }
        if (literal instanceof Literal.Text text && target.isString()) {
            return Integer.signum(target.asString().compareTo(text.value()));
        }
        return OTHER;
    }

    private static boolean equal(JsonNode target, Operand operand) {
        return switch (operand) {
            case Literal literal -> order(target, literal) == 0;
            case Operand.Values list -> list.values().stream().anyMatch(value -> order(target, value) == 0);
            case Operand.Range range -> {
                int least = order(target, range.least());
                int most = order(target, range.most());
                yield least != OTHER && most != OTHER && least >= 0 && most <= 0;
            }
        };
    }

    @Provide
    Arbitrary<Map<String, String>> values() {
        Arbitrary<String> json = Arbitraries.oneOf(
                Arbitraries.integers().between(-3, 3).map(String::valueOf),
                Arbitraries.of("-0.5", "0.5", "1.0", "2e0", "'a'", "'b'", "'c'", "'ab'", "true", "{'x:d':1}"));
        return Arbitraries.maps(Arbitraries.of(NAMES), json).ofMaxSize(4);
    }

    @Provide
    Arbitrary<QExpression> simpleExpressions() {
        Arbitrary<Literal> literal = Arbitraries.oneOf(
                Arbitraries.of("-3", "-0.5", "0", "1", "1.0", "2")
                        .map(text -> new Literal.Number(new BigDecimal(text))),
                Arbitraries.of("a", "b", "ab", "").map(Literal.Text::new));
        return tree(Combinators.combine(path(), operator(literal), Arbitraries.of(true, false))
                .as((path, part, exists) -> exists && part.operand() instanceof Operand.Range
                        ? new QExpression.Exists(path)
                        : new QExpression.Comparison(path, part.operator(), part.operand())));
    }

    private record Part(Operator operator, Operand operand) {}

    private static Arbitrary<AttributePath> path() {
        return Arbitraries.of(NAMES).map(name -> AttributePath.of("x:" + name));
    }

    private static Arbitrary<Part> operator(Arbitrary<Literal> literal) {
        Arbitrary<Operand> range = Combinators.combine(literal, literal)
                .as((a, b) -> a.getClass() == b.getClass() ? new Operand.Range(a, b) : new Operand.Range(a, a));
        Arbitrary<Operand> list =
                literal.list().ofMinSize(2).ofMaxSize(4).map(values -> new Operand.Values(List.copyOf(values)));
        return Arbitraries.of(Operator.values()).flatMap(operator -> (operator.isEquality()
                        ? Arbitraries.oneOf(literal.map(Operand.class::cast), range, list)
                        : literal.map(Operand.class::cast))
                .map(operand -> new Part(operator, operand)));
    }

    private static Arbitrary<QExpression> tree(Arbitrary<QExpression> leaf) {
        return Arbitraries.recursive(
                () -> leaf,
                inner -> Combinators.combine(inner.list().ofMinSize(2).ofMaxSize(3), Arbitraries.of(true, false))
                        .as((parts, and) ->
                                and ? new QExpression.And(List.copyOf(parts)) : new QExpression.Or(List.copyOf(parts))),
                0,
                3);
    }

    @Provide
    Arbitrary<QExpression> expressions() {
        Arbitrary<Literal> comparable = Arbitraries.oneOf(
                Arbitraries.bigDecimals().map(Literal.Number::new),
                Arbitraries.strings().all().ofMaxLength(8).map(Literal.Text::new),
                Arbitraries.longs()
                        .between(-60_000_000_000L, 200_000_000_000L)
                        .map(second -> new Literal.DateTime(Instant.ofEpochSecond(second, 120_000))),
                Arbitraries.longs().between(0, 90_000).map(day -> new Literal.Date(LocalDate.ofEpochDay(day))),
                Arbitraries.integers()
                        .between(0, 86_399)
                        .map(second -> new Literal.Time(LocalTime.ofSecondOfDay(second))));
        Arbitrary<QExpression> comparison = Combinators.combine(paths(), operator(comparable))
                .as((path, part) -> new QExpression.Comparison(path, part.operator(), part.operand()));
        Arbitrary<QExpression> other = Combinators.combine(
                        paths(),
                        Arbitraries.of("true", "false", "urn:x:a", "http://x.org/a?b=c..d&(e)"),
                        Arbitraries.of("==", "!="))
                .as((path, value, operator) ->
                        QExpression.parse(path.print(Samples::compact) + operator + value, Samples::expand));
        Arbitrary<QExpression> match = Combinators.combine(
                        paths(), Arbitraries.of("^a.*;b$", "(a|b)", "[)]", "\\d{2}\""))
                .as((path, pattern) -> QExpression.parse(
                        path.print(Samples::compact) + "~="
                                + JsonMapper.shared().writeValueAsString(pattern),
                        Samples::expand));
        return tree(Arbitraries.oneOf(comparison, other, match, paths().map(QExpression.Exists::new)));
    }

    private static Arbitrary<AttributePath> paths() {
        Arbitrary<List<String>> names =
                Arbitraries.of(NAMES).list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<List<String>> member = Arbitraries.of(NAMES).list().ofMaxSize(2);
        return Combinators.combine(names, member)
                .as((path, inside) -> new AttributePath(
                        path.stream().map(Samples::expand).toList(),
                        List.copyOf(inside),
                        inside.stream().map(Samples::expand).toList()));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> tokens = Arbitraries.of(
                        "a",
                        "b",
                        ".",
                        "..",
                        "[",
                        "]",
                        "{",
                        "}",
                        "(",
                        ")",
                        ";",
                        "|",
                        ",",
                        "==",
                        "!=",
                        "~=",
                        "!~=",
                        ">",
                        "<=",
                        "\"",
                        "\"x\"",
                        "\\",
                        "1",
                        "-1.5e3",
                        "true",
                        "2026-01-01T00:00:00Z",
                        "urn:a:b",
                        "*",
                        "+",
                        "/",
                        "#",
                        "near",
                        "maxDistance",
                        "within",
                        "[[",
                        "0",
                        " ",
                        "\uD83D",
                        "é",
                        "[:alpha:]",
                        "\\p{",
                        "{9,1}",
                        ":")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(tokens, Arbitraries.strings().all().ofMaxLength(20));
    }
}
