package eu.twintown.node.demo.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measurements of one week that repeat without end, in the order of their time.
 *
 * <p>A measurement is shifted by whole weeks of the <em>local</em> calendar, not by multiples of 168 hours: Tuesday 18:00
 * in November stays Tuesday 18:00 when the clocks show summer time. Each asked-for span takes the shifts it needs, so any
 * week before now is full and the next one follows without a seam. Where the clocks go forward, measurements of the hour
 * that does not exist are left out; where they go back, the hour is told once (in summer time) and the second pass of it
 * is empty.
 *
 * <p>A measurement becomes public only some time after the instant it is dated with ({@code delay}: a count of 15
 * minutes that starts at 18:00 is known at 18:15), so nothing public is ever dated ahead of the clock.
 *
 * @param <T> what was measured
 */
final class RecordedWeek<T> {
    /** Both cities' clocks: Ghent's show the same time as Münster's all the year round. */
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    static final LocalDateTime START = LocalDateTime.parse("2022-11-29T18:00:00");

    private final List<Entry<T>> entries;
    private final Duration delay;

    /** A measurement as recorded, with the local time it is dated with. */
    record Entry<T>(LocalDateTime time, T value) {}

    /** A measurement as replayed: the instant it is dated with now, and the same as local time. */
    record Replayed<T>(Instant time, LocalDateTime local, T value) {}

    RecordedWeek(List<Entry<T>> entries, Duration delay) {
        this.entries = List.copyOf(entries);
        this.delay = delay;
    }

    /** What became public after {@code from} and not after {@code to}. */
    List<Replayed<T>> between(Instant from, Instant to) {
        List<Replayed<T>> found = new ArrayList<>();
        for (long week = weekOf(from.minus(delay)) - 1; week <= weekOf(to) + 1; week++) {
            for (Entry<T> entry : entries) {
                LocalDateTime local = entry.time().plusWeeks(week);
                List<ZoneOffset> offsets = ZONE.getRules().getValidOffsets(local);
                if (!offsets.isEmpty()) {
                    Instant time = local.toInstant(offsets.getFirst());
                    Instant publicAt = time.plus(delay);
                    if (publicAt.isAfter(from) && !publicAt.isAfter(to)) {
                        found.add(new Replayed<>(time, local, entry.value()));
                    }
                }
            }
        }
        return found;
    }

    /** The last one public at {@code now}; empty only where there are no entries at all. */
    Optional<Replayed<T>> latest(Instant now) {
        List<Replayed<T>> lastWeek = between(now.minus(Duration.ofDays(8)), now);
        return lastWeek.isEmpty() ? Optional.empty() : Optional.of(lastWeek.getLast());
    }

    private static long weekOf(Instant time) {
        return Math.floorDiv(ChronoUnit.SECONDS.between(START, LocalDateTime.ofInstant(time, ZONE)), 7 * 86_400L);
    }
}
