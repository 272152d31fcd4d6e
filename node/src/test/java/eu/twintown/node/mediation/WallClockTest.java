package eu.twintown.node.mediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import eu.twintown.node.mediation.WallClock.Gap;
import eu.twintown.node.mediation.WallClock.Overlap;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WallClockTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static WallClock clock(Gap gap, Overlap overlap) {
        return new WallClock(BERLIN, gap, overlap);
    }

    @Test
    void summerAndWinterTimeHaveTheirOffsets() {
        WallClock clock = clock(Gap.REJECT, Overlap.REJECT);
        assertThat(clock.at(LocalDateTime.parse("2022-12-01T08:00"), false)).hasToString("2022-12-01T07:00:00Z");
        assertThat(clock.at(LocalDateTime.parse("2022-07-01T08:00"), false)).hasToString("2022-07-01T06:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "EARLIER, false, 2022-10-30T00:30:00Z",
        "LATER, false, 2022-10-30T01:30:00Z",
        "ORDER, false, 2022-10-30T00:30:00Z",
        "ORDER, true, 2022-10-30T01:30:00Z",
    })
    void anHourThatOccursTwiceIsResolvedByRule(Overlap rule, boolean again, Instant expected) {
        LocalDateTime twice = LocalDateTime.parse("2022-10-30T02:30");
        assertThat(clock(Gap.FORWARD, rule).at(twice, again)).isEqualTo(expected);
        assertThat(clock(Gap.FORWARD, rule).isTwice(twice)).isTrue();
        assertThat(clock(Gap.FORWARD, rule).isTwice(twice.plusHours(1))).isFalse();
    }

    @Test
    void anHourThatDoesNotExistIsReadAsIfTheClockHadNotBeenChanged() {
        LocalDateTime never = LocalDateTime.parse("2022-03-27T02:30");
        assertThat(clock(Gap.FORWARD, Overlap.EARLIER).at(never, false)).hasToString("2022-03-27T01:30:00Z");
    }

    @Test
    void bothCanBeRejected() {
        WallClock strict = clock(Gap.REJECT, Overlap.REJECT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.at(LocalDateTime.parse("2022-03-27T02:30"), false))
                .withMessage("2022-03-27T02:30 does not exist in Europe/Berlin: the clock is put forward then");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.at(LocalDateTime.parse("2022-10-30T02:30"), false))
                .withMessage("2022-10-30T02:30 occurs twice in Europe/Berlin: the clock is put back then");
    }
}
