package eu.twintown.node.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.demo.replay.RecordedWeek.Entry;
import eu.twintown.node.demo.replay.RecordedWeek.Replayed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedWeekTest {
    private static final Duration WEEK = Duration.ofDays(7);

    /** A measurement every quarter of an hour; its value is the time it was recorded at. */
    private final RecordedWeek<LocalDateTime> week = everyQuarter(Duration.ZERO);

    private static RecordedWeek<LocalDateTime> everyQuarter(Duration delay) {
        List<Entry<LocalDateTime>> entries = new ArrayList<>();
        for (int i = 0; i < 7 * 96; i++) {
            LocalDateTime time = RecordedWeek.START.plusMinutes(15L * i);
            entries.add(new Entry<>(time, time));
        }
        return new RecordedWeek<>(entries, delay);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2022-11-29T17:00:00Z",
                "2026-11-22T16:28:31Z",
                "2027-02-01T00:00:00Z",
                "2026-07-15T16:00:00Z",
                "2026-07-14T15:59:59Z",
                "2026-07-14T16:00:00Z"
            })
    void aWeekBeforeAnyTimeIsFullAndInOrderAndNeverAhead(String time) {
        Instant now = Instant.parse(time);

        List<Replayed<LocalDateTime>> history = week.between(now.minus(WEEK), now);

        assertThat(history).hasSize(7 * 96);
        assertThat(history).extracting(Replayed::time).isSorted().doesNotHaveDuplicates();
        assertThat(history.getLast().time()).isBeforeOrEqualTo(now).isAfter(now.minus(Duration.ofMinutes(15)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-07-15T10:00:00Z", "2026-01-15T10:00:00Z", "2027-03-28T12:00:00Z", "2026-10-25T12:00:00Z"})
    void weekdayAndLocalHourStayTrueInSummerAndWinter(String time) {
        Instant now = Instant.parse(time);

        assertThat(week.between(now.minus(WEEK), now)).allSatisfy(replayed -> {
            LocalDateTime shown = LocalDateTime.ofInstant(replayed.time(), RecordedWeek.ZONE);
            assertThat(shown.getDayOfWeek()).isEqualTo(replayed.value().getDayOfWeek());
            assertThat(shown.toLocalTime()).isEqualTo(replayed.value().toLocalTime());
            assertThat(replayed.local()).isEqualTo(shown);
        });
    }

    @Test
    void theHourThatSpringSkipsIsLeftOut() {
        Instant midnight = Instant.parse("2027-03-27T23:00:00Z");

        List<Replayed<LocalDateTime>> night = week.between(midnight, midnight.plus(Duration.ofHours(4)));

        assertThat(night)
                .extracting(replayed -> replayed.local().getHour())
                .contains(1, 3)
                .doesNotContain(2);
        assertThat(night).extracting(Replayed::time).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theHourThatAutumnRepeatsIsToldOnceInSummerTime() {
        Instant midnight = Instant.parse("2026-10-24T22:00:00Z");

        List<Replayed<LocalDateTime>> night = week.between(midnight, midnight.plus(Duration.ofHours(5)));

        assertThat(night.stream().filter(replayed -> replayed.local().getHour() == 2))
                .extracting(Replayed::time)
                .containsExactly(
                        Instant.parse("2026-10-25T00:00:00Z"),
                        Instant.parse("2026-10-25T00:15:00Z"),
                        Instant.parse("2026-10-25T00:30:00Z"),
                        Instant.parse("2026-10-25T00:45:00Z"));
        assertThat(night).extracting(Replayed::time).isSorted();
    }

    @Test
    void theEndOfTheRecordingIsFollowedByItsStart() {
        Instant seam =
                RecordedWeek.START.plusWeeks(200).atZone(RecordedWeek.ZONE).toInstant();

        assertThat(week.between(seam.minusSeconds(901), seam))
                .extracting(Replayed::value)
                .containsExactly(RecordedWeek.START.plusDays(7).minusMinutes(15), RecordedWeek.START);
    }

    @Test
    void aCountIsPublicOnlyWhenItsTimeIsOver() {
        RecordedWeek<LocalDateTime> counts = everyQuarter(Duration.ofMinutes(15));
        Instant now = Instant.parse("2026-11-22T16:14:59Z");

        assertThat(counts.latest(now).orElseThrow().time()).isEqualTo(Instant.parse("2026-11-22T15:45:00Z"));
        assertThat(counts.latest(now.plusSeconds(1)).orElseThrow().time())
                .isEqualTo(Instant.parse("2026-11-22T16:00:00Z"));
    }

    @Test
    void pollingGivesEachMeasurementOnceHoweverLongThePausesAre() {
        Instant time = Instant.parse("2026-11-20T00:00:07Z");
        List<Instant> seen = new ArrayList<>();
        for (int pause = 1; pause <= 120; pause++) {
            Instant next = time.plusSeconds(pause * 37L);
            week.between(time, next).forEach(replayed -> seen.add(replayed.time()));
            time = next;
        }

        assertThat(seen).isSorted().doesNotHaveDuplicates();
        assertThat(seen)
                .hasSize((int) Duration.between(Instant.parse("2026-11-20T00:00:00Z"), time)
                                .toMinutes()
                        / 15);
    }
}
