package eu.twintown.kernel.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {

    @ParameterizedTest
    @ValueSource(strings = {"/Madrid", "Madrid", "/Madrid/Gardens/ParqueNorte", "/Köln/Süd_1", "urn:ngsi-ld:null"})
    void scopesAreLevelsOfNames_4_18(String text) {
        assertThat(Scopes.isScope(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//a", "/a/", "/1a", "/a b", "/a/#", "/_a", "/+"})
    void anythingElseIsNoScope_4_18(String text) {
        assertThat(Scopes.isScope(text)).isFalse();
    }
}
