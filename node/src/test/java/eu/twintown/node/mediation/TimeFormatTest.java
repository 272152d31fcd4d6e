package eu.twintown.node.mediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import eu.twintown.node.mediation.TimeFormat.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatTest {

    @ParameterizedTest
    @CsvSource({
        "iso, 2022-12-01T08:54:00+01:00, 2022-12-01T07:54:00Z",
        "iso, 2022-12-01T08:54:00.5+0100, 2022-12-01T07:54:00.500Z",
        "iso, 2022-12-01 08:54:00Z, 2022-12-01T08:54:00Z",
        "epoch, 1669881240, 2022-12-01T07:54:00Z",
        "epoch, 1669881240.25, 2022-12-01T07:54:00.250Z",
        "epoch, -1.5, 1969-12-31T23:59:58.500Z",
        "epochMillis, 1669881240123, 2022-12-01T07:54:00.123Z",
        "dd.MM.yyyy HH:mm XXX, 01.12.2022 08:54 +01:00, 2022-12-01T07:54:00Z",
    })
    void readsMoments(String format, String text, String expected) {
        assertThat(TimeFormat.of(format).read(text))
                .isInstanceOfSatisfying(Reading.Moment.class, moment -> assertThat(moment.instant())
                        .hasToString(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "iso, 2022-12-01T08:54, 2022-12-01T08:54",
        "iso, 2022-12-01, 2022-12-01T00:00",
        "iso, 2022-12-01T24:00, 2022-12-02T00:00",
        "yyyy-MM-dd HH:mm, 2022-12-31 24:00, 2023-01-01T00:00",
        "yyyyMMddHHmmss, 20221130084001, 2022-11-30T08:40:01",
        "yyyy-MM-dd, 2022-12-01, 2022-12-01T00:00",
        "yyyy-MM-dd H:mm, 2025-10-02 1:00, 2025-10-02T01:00",
    })
    void readsWallClocks(String format, String text, String expected) {
        assertThat(TimeFormat.of(format).read(text))
                .isInstanceOfSatisfying(
                        Reading.Clock.class, clock -> assertThat(clock.time()).hasToString(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "iso, yesterday",
        "iso, 2022-12-01T24:30",
        "iso, 2022-02-30T10:00",
        "epoch, soon",
        "epoch, 1e300",
        "yyyyMMddHHmmss, 2022",
        "yyyy-MM-dd HH:mm, 2022-12-01 25:00"
    })
    void saysWhatItCannotRead(String format, String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeFormat.of(format).read(text))
                .withMessageStartingWith("'" + text + "' is not a time of the form ");
    }

    @Test
    void refusesWhatIsNoPattern() {
        assertThatIllegalArgumentException().isThrownBy(() -> TimeFormat.of("bbb"));
    }
}
