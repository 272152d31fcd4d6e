package eu.twintown.kernel.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tree of actions (ODRL Vocabulary 2.2, clause 4.5). */
@Tag("odrl")
class ActionHierarchyTest {
    private static final ActionHierarchy ODRL = ActionHierarchy.ODRL;

    @ParameterizedTest
    @CsvSource({
        "use, use, true",
        "read, use, true",
        "use, read, false",
        "extract, reproduce, true",
        "extract, use, true",
        "display, play, true",
        "sell, transfer, true",
        "sell, use, false",
        "transfer, use, false",
        "write, modify, true",
        "write, use, true"
    })
    void anActionIsPartOfThoseAboveIt(String action, String other, boolean part) {
        assertThat(ODRL.isIn(Odrl.NS + action, Odrl.NS + other)).isEqualTo(part);
    }

    @Test
    void anUnknownActionIsOnlyItself() {
        assertThat(ODRL.isIn("urn:fly", "urn:fly")).isTrue();
        assertThat(ODRL.isIn("urn:fly", Odrl.USE)).isFalse();
        assertThat(ODRL.knows("urn:fly")).isFalse();
        assertThat(ODRL.knows(Odrl.USE)).isTrue();
        assertThat(ODRL.knows(Odrl.CC + "ShareAlike")).isTrue();
    }

    @Test
    void aProfileAddsActionsAndWhatTheyNeed() {
        ActionHierarchy profile =
                ODRL.with(Map.of("urn:fly", Odrl.NS + "move"), Map.of("urn:fly", Odrl.NS + "execute"));

        assertThat(profile.isIn("urn:fly", Odrl.USE)).isTrue();
        assertThat(profile.implies("urn:fly", Odrl.NS + "execute")).isTrue();
        assertThat(profile.overlap("urn:fly", Odrl.NS + "execute")).isTrue();
        assertThat(profile.overlap("urn:fly", Odrl.NS + "print")).isFalse();
    }

    @Test
    void aCircleOfActionsEnds() {
        ActionHierarchy circle = ODRL.with(Map.of("urn:a", "urn:b", "urn:b", "urn:a"), Map.of());

        assertThat(circle.isIn("urn:a", "urn:b")).isTrue();
        assertThat(circle.isIn("urn:a", Odrl.USE)).isFalse();
    }
}
