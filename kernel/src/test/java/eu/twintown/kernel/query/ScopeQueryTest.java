package eu.twintown.kernel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.twintown.kernel.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clause 4.19. */
class ScopeQueryTest {

    private static boolean matches(String text, String... scopes) {
        return ScopeQuery.parse(text).test(Samples.scoped(List.of("x:T"), List.of(scopes)));
    }

    @ParameterizedTest
    @CsvSource({
        "/Madrid,/Madrid,true",
        "/Madrid,/Madrid/Gardens,false",
        "/Madrid,/Barcelona,false",
        "/Madrid/Gardens/#,/Madrid/Gardens,true",
        "/Madrid/Gardens/#,/Madrid/Gardens/ParqueNorte/Parterre1,true",
        "/Madrid/Gardens/#,/Madrid,false",
        "/Madrid/Gardens/#,/Madrid/GardensNorth,false",
        "/Madrid/+/ParqueNorte,/Madrid/Sights/ParqueNorte,true",
        "/Madrid/+/ParqueNorte,/Madrid/ParqueNorte,false",
        "/Madrid/+/ParqueNorte,/Madrid/a/b/ParqueNorte,false",
        "/+/Gardens/#,/Madrid/Gardens/x,true",
        "/#,/Any/thing,true",
        "/Madrid,Madrid,true",
        "Madrid,/Madrid,true",
    })
    void levelsWildcardsAndTrees(String text, String scope, boolean expected) {
        assertThat(matches(text, scope)).isEqualTo(expected);
    }

    @Test
    void conjunctionsMayBeMetByDifferentScopes() {
        String text = "(/Madrid/Districts;/CompanyA)|CompanyB";
        assertThat(matches(text, "/Madrid/Districts", "/CompanyA")).isTrue();
        assertThat(matches(text, "/Madrid/Districts")).isFalse();
        assertThat(matches(text, "/CompanyB")).isTrue();
        assertThat(matches("(/Madrid/Districts;/CompanyA),CompanyB", "/CompanyB"))
                .isTrue();
    }

    @Test
    void anEntityWithoutScopeMatchesNothing() {
        assertThat(matches("/#")).isFalse();
        assertThat(matches("/+")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/A", "/A/B/#", "/#", "/+/B", "(/A;/B/#)|/C"})
    void isPrintedAsItIsParsed(String text) {
        assertThat(ScopeQuery.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "'' ! 0",
                "/ ! 1",
                "/A/ ! 3",
                "/A/#/B ! 4",
                "/A;/B ! 2",
                "(/A;/B ! 6",
                "/1 ! 1",
                "/A-B ! 2",
                "/A| ! 3"
            })
    void faultsNameThePosition(String text, int position) {
        ProblemException fault = catchThrowableOfType(ProblemException.class, () -> ScopeQuery.parse(text));
        assertThat(fault.problem().extensions())
                .containsEntry("parameter", "scopeQ")
                .containsEntry("position", Integer.toString(position));
    }
}
