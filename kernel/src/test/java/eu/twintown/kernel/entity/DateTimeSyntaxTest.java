package eu.twintown.kernel.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeSyntaxTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T15:00:00Z",
                "2026-11-22T15:00:00.1Z",
                "2026-11-22T15:00:00.123456Z",
                "2024-02-29T23:59:59Z",
                "0001-01-01T00:00:00Z"
            })
    void dateTimesInUtcPass_4_6_3(String text) {
        assertThat(DateTimeSyntax.normalized(text)).contains(text);
        assertThat(DateTimeSyntax.parse(text)).contains(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-22",
                "2026-11-22T15:00Z",
                "2026-11-22T15:00:00",
                "2026-11-22T15:00:00+01:00",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:60:00Z",
                "2026-01-01T00:00:60Z",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00.1234567Z",
                "2026-01-01 00:00:00Z",
                "2026-1-1T00:00:00Z",
                "x026-01-01T00:00:00Z",
                "2026-01-01T00:00:00.12aZ",
                "2026-01-01T00:00:00;12Z"
            })
    void othersDoNot(String text) {
        assertThat(DateTimeSyntax.isDateTime(text)).isFalse();
        assertThat(DateTimeSyntax.parse(text)).isEmpty();
    }

    @Test
    void aCommaBecomesAPoint_4_6_3() {
        assertThat(DateTimeSyntax.normalized("2026-11-22T15:00:00,5Z")).contains("2026-11-22T15:00:00.5Z");
    }

    @Test
    void whatIsWrittenHasAtMostSixDigits_4_6_3() {
        assertThat(DateTimeSyntax.format(Instant.parse("2026-11-22T15:00:00.123456789Z")))
                .isEqualTo("2026-11-22T15:00:00.123456Z");
        assertThat(DateTimeSyntax.format(Instant.parse("2026-11-22T15:00:00Z"))).isEqualTo("2026-11-22T15:00:00Z");
    }
}
