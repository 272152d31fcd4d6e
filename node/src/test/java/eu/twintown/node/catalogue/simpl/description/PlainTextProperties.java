package eu.twintown.node.catalogue.simpl.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PlainTextProperties {
    private static final Pattern STRICT = Pattern.compile("^[a-zA-Z0-9][a-zA-Z0-9\\s]*$");

    @Property(tries = 2000)
    void anyTextAtAllFitsTheStrictPatternAndIsNeverEmpty(@ForAll("anything") String text) {
        assertThat(PlainText.of(text)).matches(STRICT).isNotBlank();
    }

    @Property
    void itIsNoLongerThanAsked(@ForAll("anything") String text, @ForAll @IntRange(min = 8, max = 300) int longest) {
        assertThat(PlainText.of(text, longest)).matches(STRICT).hasSizeLessThanOrEqualTo(longest);
    }

    @Property
    void whatIsPlainAlreadyStays(@ForAll("plain") String text) {
        assertThat(PlainText.of(text)).isEqualTo(text);
    }

    @Property
    void doingItTwiceChangesNothing(@ForAll("anything") String text) {
        String once = PlainText.of(text);
        assertThat(PlainText.of(once)).isEqualTo(once);
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(60),
                Arbitraries.strings()
                        .withChars("äöüÄÖÜßéèêçñøåæœłžščřđĳŋıİ-–—,.;:!?()[]/'\"&+#@\u00a0\t\n\u0301 aZ9")
                        .ofMaxLength(60),
                Arbitraries.strings().withCharRange('\u0370', '\u04ff').ofMaxLength(30),
                Arbitraries.strings().withCharRange('\u3040', '\u9fff').ofMaxLength(10),
                Arbitraries.strings().whitespace().ofMaxLength(5));
    }

    @Provide
    Arbitrary<String> plain() {
        return Arbitraries.strings()
                .alpha()
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(12)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(words -> String.join(" ", words));
    }

    @Example
    void namesOfCitiesAndThingsAreReadable() {
        assertThat(PlainText.of("Parkhäuser in Münster: freie Plätze (alle 5 min)"))
                .isEqualTo("Parkhaeuser in Muenster freie Plaetze alle 5 min");
        assertThat(PlainText.of("ÖPNV – Straße des 17. Juni")).isEqualTo("OePNV Strasse des 17 Juni");
        assertThat(PlainText.of("Qualité de l’air, Besançon")).isEqualTo("Qualite de l air Besancon");
        assertThat(PlainText.of("Łódź, Kraków")).isEqualTo("Lodz Krakow");
        assertThat(PlainText.of("Αθήνα")).isEqualTo("Athina");
        assertThat(PlainText.of("София")).isEqualTo("Sofiya");
        assertThat(PlainText.of("Mu\u0308nster")).isEqualTo("Muenster");
    }

    @Example
    void namesWithoutAnyKnownLetterStayDifferent() {
        assertThat(PlainText.of("東京")).isNotEqualTo(PlainText.of("大阪"));
        assertThat(PlainText.of("  ")).isEqualTo("unnamed");
        assertThat(PlainText.of("—")).isEqualTo("U2014");
    }
}
