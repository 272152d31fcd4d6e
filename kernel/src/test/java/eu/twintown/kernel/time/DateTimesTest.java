package eu.twintown.kernel.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clause 4.6.3. */
class DateTimesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "2026-11-22T08:15:00Z # 2026-11-22T08:15:00Z",
                "2026-11-22T08:15:00.5Z # 2026-11-22T08:15:00.500Z",
                "2026-11-22T08:15:00,123456Z # 2026-11-22T08:15:00.123456Z",
                "2024-02-29T23:59:59Z # 2024-02-29T23:59:59Z",
                "0001-01-01T00:00:00Z # 0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z # 9999-12-31T23:59:59.999999Z",
            })
    void wholeUtcDateTimesAreRead(String text, String instant) {
        assertThat(DateTimes.parse(text)).contains(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-22",
                "2026-11-22T08:15Z",
                "2026-11-22T08:15:00",
                "2026-11-22T08:15:00+00:00",
                "2026-11-22T08:15:00z",
                "2026-11-22t08:15:00Z",
                "2026-11-22 08:15:00Z",
                "20261122T081500Z",
                "2026-11-22T08:15:00.Z",
                "2026-11-22T08:15:00.1234567Z",
                "2026-11-22T08:15:00.12a4Z",
                "2026-11-22T08:15:00;5Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T08:60:00Z",
                "2026-11-22T08:15:60Z",
                "2026-02-29T08:15:00Z",
                "2026-13-01T08:15:00Z",
                "2026-00-01T08:15:00Z",
                "12026-01-01T08:15:00Z",
                "-026-01-01T08:15:00Z",
                "2026-1-01T08:15:00Z ",
                "٢٠٢٦-11-22T08:15:00Z",
                " 2026-11-22T08:15:00Z",
                "2026-11-22T08:15:00ZZ",
            })
    void everythingElseIsNone(String text) {
        assertThat(DateTimes.parse(text)).isEmpty();
    }

    @Test
    void datesAndTimesAreReadOnTheirOwn() {
        assertThat(DateTimes.parseDate("2026-02-28")).contains(LocalDate.of(2026, 2, 28));
        assertThat(DateTimes.parseDate("2026-02-30")).isEmpty();
        assertThat(DateTimes.parseDate("2026-2-28")).isEmpty();
        assertThat(DateTimes.parseTime("08:15:00,5Z")).contains(LocalTime.of(8, 15, 0, 500_000_000));
        assertThat(DateTimes.parseTime("08:15:00")).isEmpty();
        assertThat(DateTimes.parseTime("8:15:00Z")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T08:15:00Z, 2026-11-22T08:15:00Z",
        "2026-11-22T08:15:00.500Z, 2026-11-22T08:15:00.5Z",
        "2026-11-22T08:15:00.000001999Z, 2026-11-22T08:15:00.000001Z",
        "2026-11-22T08:15:00.000000999Z, 2026-11-22T08:15:00Z",
        "1969-12-31T23:59:59.25Z, 1969-12-31T23:59:59.25Z",
    })
    void instantsAreWrittenToTheMicrosecondAtMost(String instant, String text) {
        assertThat(DateTimes.format(Instant.parse(instant))).isEqualTo(text);
        assertThat(DateTimes.parse(text).map(DateTimes::format)).contains(text);
    }

    @Test
    void timesAreWrittenWithZ() {
        assertThat(DateTimes.format(LocalTime.of(7, 5))).isEqualTo("07:05:00Z");
        assertThat(DateTimes.format(LocalTime.of(23, 5, 9, 120_000_000))).isEqualTo("23:05:09.12Z");
    }
}
