package eu.twintown.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Query parameters (clauses 6.3.10, 6.3.20). */
class ParametersTest {

    private static void refused(ProblemType type, String parameter, Runnable action) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(action::run)
                .satisfies(e -> {
                    assertThat(e.problem().type()).isEqualTo(type);
                    assertThat(e.problem().extensions().get("parameter")).isEqualTo(parameter);
                });
    }

    @Test
    void valuesAreDecodedAndSemicolonsAreNotSeparators() {
        Parameters parameters = Parameters.parse("q=a==1;b%3E2&type=A%2CB&name=M%C3%BCnster+West&bare");

        assertThat(parameters.text("q")).hasValue("a==1;b>2");
        assertThat(parameters.list("type")).containsExactly("A", "B");
        assertThat(parameters.text("name")).hasValue("Münster West");
        assertThat(parameters.has("bare")).isTrue();
        assertThat(parameters.asMap().keySet()).containsExactly("q", "type", "name", "bare");
    }

    @Test
    void nothingIsNothing() {
        assertThat(Parameters.parse("").asMap()).isEmpty();
        assertThat(Parameters.parse("&&").asMap()).isEmpty();
        assertThat(Parameters.parse("").flag("count")).isFalse();
        assertThat(Parameters.parse("").number("limit", 20, 0)).isEqualTo(20);
    }

    @Test
    void aNameStandsOnce() {
        refused(ProblemType.INVALID_REQUEST, "a", () -> Parameters.parse("a=1&a=2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%C3%28", "%FF=1"})
    void brokenEncodingIsRefused(String raw) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Parameters.parse(raw));
    }

    @Test
    void unknownNamesAreRefusedAndPlannedOnesAreNotImplemented() {
        ParameterNames known = ParameterNames.of("limit").planned("orderBy");

        assertThat(Parameters.parse("limit=1", known).has("limit")).isTrue();
        refused(ProblemType.INVALID_REQUEST, "lmit", () -> Parameters.parse("lmit=1", known));
        refused(ProblemType.NOT_IMPLEMENTED, "orderBy", () -> Parameters.parse("orderBy=a", known));
    }

    @Test
    void wrongValuesNameTheirParameter() {
        Parameters parameters = Parameters.parse("limit=x&offset=-1&count=yes&id=a,,b&empty=");

        refused(ProblemType.BAD_REQUEST_DATA, "limit", () -> parameters.number("limit", 20, 0));
        refused(ProblemType.BAD_REQUEST_DATA, "offset", () -> parameters.number("offset", 0, 0));
        refused(ProblemType.BAD_REQUEST_DATA, "count", () -> parameters.flag("count"));
        refused(ProblemType.BAD_REQUEST_DATA, "id", () -> parameters.list("id"));
        refused(ProblemType.BAD_REQUEST_DATA, "empty", () -> parameters.text("empty"));
    }

    @Test
    void optionsAndFormatTakeKnownKeywordsAlone() {
        Parameters parameters = Parameters.parse("options=sysAttrs,concise&format=simplified");

        assertThat(parameters.options(Set.of("sysAttrs", "concise"))).containsExactly("sysAttrs", "concise");
        assertThat(parameters.format(Set.of("simplified"))).hasValue("simplified");
        refused(ProblemType.INVALID_REQUEST, "options", () -> parameters.options(Set.of("concise")));
        refused(ProblemType.INVALID_REQUEST, "format", () -> parameters.format(Set.of("concise")));
    }

    @ParameterizedTest
    @CsvSource({
        "urn:ngsi-ld:A:1, true",
        "http://city.example/a?b=1, true",
        "urn:x:a%20b, true",
        "urn:, false",
        "garage, false",
        "a b, false",
        "/path, false"
    })
    void urisAreAbsolute(String text, boolean expected) {
        assertThat(Parameters.isUri(text)).isEqualTo(expected);
    }

    @Test
    void laterParametersGoBeforeEarlierOnes() {
        assertThat(Parameters.parse("a=1&b=2").and(Parameters.parse("b=3&c=4")).asMap())
                .containsEntry("a", "1")
                .containsEntry("b", "3")
                .containsEntry("c", "4");
    }
}
