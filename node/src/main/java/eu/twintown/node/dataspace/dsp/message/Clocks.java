package eu.twintown.node.dataspace.dsp.message;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Holds the other side's clock against ours where it tells its time in the header {@code Date}, as this node does: what
 * two sides agree until, they must mean alike.
 */
public final class Clocks {
    private final Duration tolerance;
    private final InstantSource clock;

    /** @param tolerance how far the clocks may be apart */
    public Clocks(Duration tolerance, InstantSource clock) {
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /**
     * Checks the time that a request tells.
     *
     * @param date its header Date; one that is missing or cannot be read says nothing
     * @throws DspException 400 where the clocks are too far apart
     */
    public void check(Optional<String> date) {
        Optional<Instant> sent = date.flatMap(Clocks::instant);
        if (sent.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Duration apart = Duration.between(sent.get(), now).abs();
        // The header has whole seconds.
        if (apart.compareTo(tolerance.plusSeconds(1)) > 0) {
            throw new DspException(
                    400,
                    "CLOCK",
                    "The clocks are too far apart: yours says " + sent.get() + ", here it is " + now + "; allowed are "
                            + tolerance.toSeconds() + " seconds");
        }
    }

    private static Optional<Instant> instant(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
