package eu.twintown.node.trust.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {

    @Test
    void thePasswordMatchesItsHashAndNoOtherDoes() {
        String hash = PasswordHash.of("correct horse");
        assertThat(PasswordHash.isOne(hash)).isTrue();
        assertThat(hash).doesNotContain("horse");
        assertThat(PasswordHash.matches("correct horse", hash)).isTrue();
        assertThat(PasswordHash.matches("correct hors", hash)).isFalse();
        assertThat(PasswordHash.matches("", hash)).isFalse();
        assertThat(PasswordHash.of("correct horse")).isNotEqualTo(hash);
    }

    @Test
    void aHashKnownFromElsewhereMatches() {
        // Made with another implementation of PBKDF2 (RFC 8018): Python's hashlib.
        String hash = "pbkdf2-sha512$1000$c2FsdHNhbHRzYWx0c2FsdA$715rqIr5dXOVPpBhqqsugl037zT5bWJTWYmZtIcK8hA";
        assertThat(PasswordHash.isOne(hash)).isTrue();
        assertThat(PasswordHash.matches("password", hash)).isTrue();
    }

    @Test
    void theHashOfNoPasswordTakesAsManyRoundsAsAnyAndMatchesNothing() {
        String none = PasswordHash.none();
        assertThat(PasswordHash.isOne(none)).isTrue();
        assertThat(none.split("\\$")[1]).isEqualTo(PasswordHash.of("x").split("\\$")[1]);
        assertThat(PasswordHash.matches("", none)).isFalse();
        assertThat(PasswordHash.none()).isNotEqualTo(none);
    }

    @Test
    void whatIsNoHashMatchesNothing() {
        for (String text : new String[] {
            "",
            "password",
            "$2a$10$abcdefghijklmnopqrstuv",
            "pbkdf2-sha512$10$c2FsdHNhbHRzYWx0$" + "A".repeat(43),
            "pbkdf2-sha512$9999999$c2FsdHNhbHRzYWx0$" + "A".repeat(43)
        }) {
            assertThat(PasswordHash.isOne(text)).as(text).isFalse();
        }
        assertThat(PasswordHash.matches("password", "password")).isFalse();
        assertThat(PasswordHash.matches("x".repeat(10_000), PasswordHash.of("x")))
                .isFalse();
    }
}
