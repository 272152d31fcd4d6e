package eu.twintown.kernel.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IrisTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:ngsi-ld:Car:1",
                "https://example.org/a?b=c#d",
                "did:web:example.org",
                "a:b",
                "x+y-z.1:q",
                "urn:ü:ö"
            })
    void absoluteIrisHaveASchemeAndSomethingBehindIt(String text) {
        assertThat(Iris.isAbsolute(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                ":a",
                "a:",
                "1a:b",
                "urn:a b",
                "urn:a\nb",
                "urn:<a>",
                "urn:\"a\"",
                "urn:{a}",
                "urn:a|b",
                "urn:a\\b",
                "urn:a^b",
                "urn:a`b",
                "ä:b",
                "urn:a\u007fb"
            })
    void othersAreNotAbsolute(String text) {
        assertThat(Iris.isAbsolute(text)).isFalse();
    }

    @Test
    void namesMayUseCharactersBeyondTheBasicPlane_4_6_2() {
        assertThat(Iris.isName("\uD835\uDC00b")).isTrue();
        assertThat(Iris.isName("a\uD83D\uDE00")).isFalse();
    }

    @Test
    void keywordsAreKnownAndWhatLooksLikeThemToo() {
        assertThat(Iris.isKeyword("@type")).isTrue();
        assertThat(Iris.isKeyword("@other")).isFalse();
        assertThat(Iris.looksLikeKeyword("@other")).isTrue();
        assertThat(Iris.looksLikeKeyword("@")).isFalse();
        assertThat(Iris.looksLikeKeyword("@a1")).isFalse();
    }
}
