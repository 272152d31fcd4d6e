package eu.twintown.kernel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clause 4.17. */
class TypeSelectionTest {

    private static boolean matches(String text, String... types) {
        return TypeSelection.parse(text, Samples::expand).test(Samples.scoped(List.of(types), List.of()));
    }

    @Test
    void alternativesWithBarOrComma() {
        for (String text : List.of("Building|House", "Building,House", " Building , House ")) {
            assertThat(matches(text, "x:House")).isTrue();
            assertThat(matches(text, "x:Other", "x:Building")).isTrue();
            assertThat(matches(text, "x:Other")).isFalse();
        }
    }

    @Test
    void conjunctionsNeedAllTypes() {
        assertThat(matches("(Home;Vehicle)", "x:Home", "x:Vehicle", "x:Z")).isTrue();
        assertThat(matches("(Home;Vehicle)", "x:Home")).isFalse();
        assertThat(matches("(Home;Vehicle)|Motorhome", "x:Motorhome")).isTrue();
        assertThat(matches("(Home;Vehicle),Motorhome", "x:Vehicle")).isFalse();
    }

    @Test
    void urisAndPrefixedNamesAreTypesToo() {
        assertThat(matches("https://schema.org/City", "x:https://schema.org/City"))
                .isTrue();
        assertThat(matches("schema:City", "x:schema:City")).isTrue();
    }

    @Test
    void candidatesAreTypesOfWhichEachMatchHasOne() {
        assertThat(TypeSelection.parse("(A;B)|C", Samples::expand).candidates()).contains(Set.of("x:A", "x:C"));
        assertThat(TypeSelection.parse("(A;B)|C", Samples::expand).names()).containsOnly("x:A", "x:B", "x:C");
        assertThat(TypeSelection.parse("*", Samples::expand).candidates()).isEmpty();
        assertThat(matches("*", "x:Z")).isTrue();
        assertThat(TypeSelection.anyOf(List.of("x:A", "x:B")).test(Samples.scoped(List.of("x:B"), List.of())))
                .isTrue();
    }

    @Test
    void isPrintedAsItIsParsed() {
        for (String text : List.of("A", "A|B", "(A;B)|C", "*")) {
            assertThat(TypeSelection.parse(text, Samples::expand).print(Samples::compact))
                    .isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '\0',
            value = {
                "'' # 0 # entity type",
                "A| # 2 # entity type",
                "A;B # 1 # parentheses",
                "(A;B # 4 # ')'",
                "(A|B) # 2 # ')'",
                "((A)) # 1 # entity type",
                "A) # 1 # the end",
                "1A # 0 # entity type",
                "A-B # 1 # letters",
                "http://x/<a> # 4 # letters",
                "A B # 2 # the end",
            })
    void faultsNameThePosition(String text, int position, String expected) {
        ProblemException fault = catchThrowableOfType(
                ProblemException.class, () -> TypeSelection.parse(text.equals("''") ? "" : text, Samples::expand));
        assertThat(fault.problem().type()).isEqualTo(ProblemType.BAD_REQUEST_DATA);
        assertThat(fault.problem().extensions())
                .containsEntry("parameter", "type")
                .containsEntry("position", Integer.toString(position));
        assertThat(fault.problem().extensions().get("expected")).contains(expected);
    }

    @Test
    void tooManyAreTooComplex() {
        ProblemException fault = catchThrowableOfType(
                ProblemException.class,
                () -> TypeSelection.parse(String.join("|", Collections.nCopies(101, "A")), Samples::expand));
        assertThat(fault.problem().type()).isEqualTo(ProblemType.TOO_COMPLEX_QUERY);
    }
}
