package eu.twintown.node.mediation.mapping;

import static eu.twintown.node.mediation.mapping.Mappings.evaluate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.StringNode;

class ExpressionTest {
    private static final String RECORD = """
            {"a": {"b": [1, 2, {"c": "deep"}]}, "n": "12", "zero": 0, "empty": "", "none": null,
             "Station code": "X1", "Ozone (O₃) One hour average in µg/m³": "46", "not": "a column",
             "inner": "{\\"level\\": \\"0\\", \\"road\\": {\\"name\\": \\"R40\\"}}", "list": [5, 6], "@iot.id": 7}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "a.b[0]→ 1",
                "a.b[2].c→ deep",
                "a.b[-1].c→ deep",
                "$.a.b[1]→ 2",
                "field('Station code')→ X1",
                "field('Ozone*')→ 46",
                "field('not')→ a column",
                "$.list[1]→ 6",
                "'it''s'→ it's",
                "-1.5→ -1.5",
                "n | integer | add(1)→ 13",
                "n | number | times(0.01)→ 0.12",
                "inner | json | get('road.name')→ R40",
                "(inner | json).level→ 0",
                "list | item(0)→ 5",
                "list | item(-1)→ 6",
                "none | default('x')→ x",
                "missing | default(3)→ 3",
                "'3.000' | number→ 3",
                "'2.345' | round(2)→ 2.35",
                "'1.234,5' | number(',')→ 1234.5",
                "'0,9' | number(',')→ 0.9",
                "'12 345' | number(',')→ 12345",
                "'a;b' | replace(';', '-')→ a-b",
                "'x=1=2' | after('=')→ 1=2",
                "'100031300 (Hafen)' | before(' ')→ 100031300",
                "'  x ' | trim→ x",
                "'ab' | upper→ AB",
                "'Parkplatz Hörster Platz' | slug→ parkplatz-horster-platz",
                "'23' | convert('CEL', 'KEL')→ 296.15",
                "'-8' | convert('P1', 'C62')→ -0.08",
                "'20221130084001' | time('yyyyMMddHHmmss')→ 2022-11-30T08:40:01Z",
                "'2022-07-01 00:00' | time('yyyy-MM-dd HH:mm', 'Europe/Berlin')→ 2022-06-30T22:00:00Z",
                "'2022-07-01T00:00:00Z' | time | plus('-PT1H')→ 2022-06-30T23:00:00Z",
            })
    void givesAValue(String expression, String expected) {
        assertThat(Values.text(evaluate(expression, RECORD))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "n == 12→ true",
                "n == '12.0'→ true",
                "n < 9→ false",
                "'b' > 'a'→ true",
                "n >= 12 and zero == 0→ true",
                "zero or empty or none→ false",
                "not zero→ true",
                "not (n == 12 and not empty)→ false",
                "missing == null→ true",
                "missing != 5→ true",
                "missing < 5→ false",
                "none == null→ true",
                "a→ true",
                "n == 12 or missing.path > 3→ true",
                "'1' | boolean→ true",
                "'nein' | boolean→ false",
            })
    void decidesConditions(String expression, boolean expected) {
        assertThat(Values.isTrue(evaluate(expression, RECORD))).isEqualTo(expected);
    }

    @Test
    void aPathThatLeadsNowhereIsMissingAndFunctionsPassItOn() {
        assertThat(evaluate("a.x.y[3].z | number | times(2)", RECORD).isMissingNode())
                .isTrue();
        assertThat(evaluate("'text without it' | after('=')", RECORD).isMissingNode())
                .isTrue();
        assertThat(evaluate("'-' | null('-')", RECORD).isMissingNode()).isTrue();
    }

    @Test
    void splitsAndWrapsLists() {
        assertThat(evaluate("'a; b;;c' | split(';')", RECORD)).isEqualTo(Mappings.json("['a','b','c']"));
        assertThat(evaluate("n | list", RECORD)).isEqualTo(Mappings.json("['12']"));
        assertThat(evaluate("list | list", RECORD)).isEqualTo(Mappings.json("[5,6]"));
        assertThat(evaluate("\"x\"".replace('"', '\'') + " | unquote", RECORD)).isEqualTo(StringNode.valueOf("x"));
    }

    @Test
    void variablesStartWithADollar() {
        Scope scope = new Scope(Mappings.json("{}"), Map.of("stations", Mappings.json("{'lat': [51.9]}")));
        assertThat(Expression.parse("$stations.lat[0]").evaluate(scope).asDouble())
                .isEqualTo(51.9);
        assertThat(Expression.parse("$other.lat").evaluate(scope).isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "'12a' | integer→ integer: '12a' is not a number",
                "'1.5' | integer→ integer: '1.5' is not a whole number",
                "'1.5' | number(',')→ number: '1.5' is not a number with a decimal comma",
                "'maybe' | boolean→ boolean: 'maybe' is neither true nor false",
                "'{]' | json→ json: the text is not JSON",
                "'---' | slug→ slug: '---' has no letter or digit",
                "'yesterday' | time→ time: 'yesterday' is not a time of the form ISO 8601",
                "'noon' | plus('PT1H')→ plus: 'noon' is not a time; use time first",
            })
    void aValueThatCannotBeReadIsAFaultOfTheRecord(String expression, String sentence) {
        assertThatThrownBy(() -> evaluate(expression, RECORD))
                .isInstanceOf(RecordFault.class)
                .hasMessageContaining(sentence.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "a |→ a function such as slug or number was expected, at position 4",
                "a | shout→ there is no function 'shout'; known: add, after",
                "a | times→ the function times takes 1 argument, at position",
                "a | convert('P1', 'CEL')→ convert: % (P1, ratio) cannot be converted to °C (CEL, temperature)",
                "a | convert('PX', 'CEL')→ 'PX' is not a known UN/CEFACT unit code",
                "a | plus('15 min')→ '15 min' is not a duration such as PT15M",
                "a | time('bbb')→ time:",
                "a | number(';')→ the decimal sign is '.' or ','",
                "a b→ nothing more was expected, at position 3",
                "a[x]→ a position such as [0] was expected",
                "(a→ ')' was expected",
                "'abc→ the text in '…' does not end, at position 1",
                "a ==→ a path, a variable or a value was expected",
                "a | default(b)→ a text in '…' or a number was expected",
            })
    void aFaultInAnExpressionIsToldWithItsPosition(String expression, String sentence) {
        String expected = expression.startsWith("a | shout") ? "there is no function 'shout'" : sentence.strip();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expression.parse(expression))
                .withMessageContaining(expected);
    }

    @Test
    void nestingHasALimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expression.parse("(".repeat(10_000) + "a" + ")".repeat(10_000)))
                .withMessageContaining("nested too deeply");
        assertThatIllegalArgumentException().isThrownBy(() -> Expression.parse("not ".repeat(10_000) + "a"));
    }
}
