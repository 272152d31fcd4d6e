package eu.twintown.kernel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree that the text becomes, and what is said of a text that is none (clause 4.9). */
class QParserTest {

    private static QExpression parse(String text) {
        return QExpression.parse(text, Samples::expand);
    }

    private static ProblemException fault(String text) {
        return catchThrowableOfType(ProblemException.class, () -> parse(text));
    }

    private static Operand operand(String text) {
        return ((QExpression.Comparison) parse("a==" + text)).operand();
    }

    @Test
    void theTreeShowsPrecedenceAndParentheses() {
        var a = new QExpression.Exists(AttributePath.of("x:a"));
        var b = new QExpression.Exists(AttributePath.of("x:b"));
        var c = new QExpression.Exists(AttributePath.of("x:c"));
        assertThat(parse("a;b|c")).isEqualTo(new QExpression.Or(List.of(new QExpression.And(List.of(a, b)), c)));
        assertThat(parse("a;(b|c)")).isEqualTo(new QExpression.And(List.of(a, new QExpression.Or(List.of(b, c)))));
        assertThat(parse("((a))")).isEqualTo(a);
        assertThat(parse("a;b").conjuncts()).containsExactly(a, b);
        assertThat(parse("a|b").conjuncts()).hasSize(1);
    }

    @Test
    void everyKindOfValueIsTold() {
        assertThat(operand("-1.50e+2")).isEqualTo(new Literal.Number(new BigDecimal("-1.50e+2")));
        assertThat(operand("\"a\\\"b\\u00e9\"")).isEqualTo(new Literal.Text("a\"b\u00e9"));
        assertThat(operand("true")).isEqualTo(new Literal.Bool(true));
        assertThat(operand("2026-02-28")).isEqualTo(new Literal.Date(LocalDate.of(2026, 2, 28)));
        assertThat(operand("23:59:59.25Z")).isEqualTo(new Literal.Time(LocalTime.of(23, 59, 59, 250_000_000)));
        assertThat(operand("2026-02-28T01:02:03Z"))
                .isEqualTo(new Literal.DateTime(Instant.parse("2026-02-28T01:02:03Z")));
        assertThat(operand("http://a.org/x(y)?z=1#f")).isEqualTo(new Literal.Uri("http://a.org/x(y)?z=1#f"));
        assertThat(operand("urn:a:../b")).isEqualTo(new Literal.Uri("urn:a:../b"));
        assertThat(operand("1..2"))
                .isEqualTo(new Operand.Range(
                        new Literal.Number(BigDecimal.ONE), new Literal.Number(BigDecimal.valueOf(2))));
        assertThat(operand("urn:a:b,\"c\""))
                .isEqualTo(new Operand.Values(List.of(new Literal.Uri("urn:a:b"), new Literal.Text("c"))));
    }

    @Test
    void pathsAreExpandedNameByName() {
        var comparison = (QExpression.Comparison) parse("a.b[c.d]>1");
        assertThat(comparison.path())
                .isEqualTo(new AttributePath(List.of("x:a", "x:b"), List.of("c", "d"), List.of("x:c", "x:d")));
        assertThat(comparison.path().isSimple()).isFalse();
        assertThat(((QExpression.Exists) parse("schema:name")).path().attribute())
                .isEqualTo("x:schema:name");
        assertThat(((QExpression.Exists) parse("größe_2")).path().isSimple()).isTrue();
    }

    @Test
    void complexityCountsTermsAndListValues() {
        assertThat(parse("a==1,2,3;b|c~=x").complexity()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '\0',
            value = {
                "'' # 0 # attribute name",
                "a; # 2 # attribute name",
                "a|| # 2 # attribute name",
                "; # 0 # attribute name",
                "1a==2 # 0 # attribute name",
                "_a==2 # 0 # attribute name",
                "a..b # 1 # operator",
                "a. # 2 # attribute name",
                "a=1 # 1 # operator",
                "a=>1 # 1 # operator",
                "a~1 # 1 # operator",
                "a-b==1 # 1 # operator",
                "a==1==2 # 3 # a value",
                "a==1 b # 5 # the end",
                "a== # 3 # a value",
                "a==red # 3 # double quotes",
                "a==;b # 3 # a value",
                "a==01 # 3 # a value",
                "a==+1 # 3 # a value",
                "a==1. # 3 # a value",
                "a==.5 # 3 # a value",
                "a==NaN # 3 # a value",
                "a==1e99999999999 # 3 # exponent",
                "a==True # 3 # a value",
                "a==2026-02-30 # 3 # a value",
                "a==2026-01-01T25:00:00Z # 3 # a value",
                "a==2026-01-01T00:00:00+01:00 # 3 # a value",
                "a==\"x # 5 # closing double quote",
                "a==\"\\q\" # 3 # text as in JSON",
                "a==1..\"x\" # 6 # same kind",
                "a==1.. # 6 # a value",
                "a==true..false # 7 # a single value",
                "a>1..2 # 3 # a single value",
                "a>1,2 # 3 # a single value",
                "a>true # 2 # after >",
                "a<urn:a:b # 2 # after <",
                "a==1, # 5 # a value",
                "(a # 2 # ')'",
                "(a;b # 4 # ')'",
                "a) # 1 # the end",
                "() # 1 # attribute name",
                "a[b # 3 # ']'",
                "a[] # 2 # member name",
                "a[1] # 2 # member name",
                "a[b][c] # 4 # operator",
                "a~= # 3 # regular expression",
                "a~=\"\" # 3 # regular expression",
                "a~=[b # 3 # regular expression",
                "a~=\"(\" # 3 # regular expression",
                "id==\"x\" # 0 # query parameter",
                "b;type==\"x\" # 2 # query parameter",
                "http://x.org/a==1 # 4 # operator",
            })
    void faultsNameThePositionAndWhatWasExpected(String text, int position, String expected) {
        ProblemException fault = fault(text.equals("''") ? "" : text);
        assertThat(fault.problem().type()).isEqualTo(ProblemType.BAD_REQUEST_DATA);
        assertThat(fault.problem().extensions())
                .containsEntry("parameter", "q")
                .containsEntry("position", Integer.toString(position));
        assertThat(fault.problem().extensions().get("expected")).contains(expected);
        assertThat(fault.problem().detail())
                .startsWith("q: at position " + position + " expected ")
                .contains("found ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensor{humidity}==40", "sensor{Device:humidity}==40", "a;sensor.x{b{c}}"})
    void linkedEntitiesAreRefusedByName(String text) {
        ProblemException fault = fault(text);
        assertThat(fault.problem().type()).isEqualTo(ProblemType.NOT_IMPLEMENTED);
        assertThat(fault.problem().detail()).contains("linked entities");
    }

    @Test
    void tooManyTermsAreTooComplex() {
        assertThat(parse(String.join(";", Collections.nCopies(100, "a"))).complexity())
                .isEqualTo(100);
        for (String text : List.of(
                String.join(";", Collections.nCopies(101, "a")),
                "a==" + String.join(",", Collections.nCopies(101, "1")),
                "(".repeat(40) + "a" + ")".repeat(40),
                "(".repeat(100_000),
                String.join(".", Collections.nCopies(40, "a")),
                "a~=" + "x".repeat(2000))) {
            assertThat(fault(text).problem().type()).isEqualTo(ProblemType.TOO_COMPLEX_QUERY);
        }
    }

    @Test
    void longTextsAreShownInPart() {
        assertThat(fault("a==" + "z".repeat(5000)).problem().detail()).hasSizeLessThan(300);
    }
}
