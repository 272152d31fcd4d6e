package eu.twintown.node.mediation;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * Instants of times that were read from a clock on a wall: twice a year such a time means nothing, or two things.
 *
 * @param zone whose clock it is
 * @param gap what a time means that does not exist, in spring
 * @param overlap what a time means that occurs twice, in autumn
 */
public record WallClock(ZoneId zone, Gap gap, Overlap overlap) {

    public static final WallClock UTC = new WallClock(ZoneOffset.UTC, Gap.FORWARD, Overlap.EARLIER);

    /** What to do with a time that the clock skipped. */
    public enum Gap {
        /** Read it as if the clock had not been changed: 02:30 becomes 03:30. */
        FORWARD,
        REJECT
    }

    /** Which of two instants a time means that the clock showed twice. */
    public enum Overlap {
        EARLIER,
        LATER,
        /** The first record with this time is the earlier one, a further one the later. */
        ORDER,
        REJECT
    }

    /**
     * The instant of a time on this clock.
     *
     * @param again whether this time has been met before, for {@link Overlap#ORDER}
     * @throws IllegalArgumentException where the time is in a gap or an overlap and that is to be rejected
     */
    public Instant at(LocalDateTime time, boolean again) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return switch (offsets.size()) {
            case 1 -> time.toInstant(offsets.getFirst());
            case 0 -> inGap(time);
            default -> inOverlap(time, offsets, again);
        };
    }

    /** Whether the clock shows this time twice. */
    public boolean isTwice(LocalDateTime time) {
        return zone.getRules().getValidOffsets(time).size() > 1;
    }

    private Instant inGap(LocalDateTime time) {
        if (gap == Gap.REJECT) {
            throw new IllegalArgumentException(time + " does not exist in " + zone + ": the clock is put forward then");
        }
        ZoneOffsetTransition transition = zone.getRules().getTransition(time);
        return time.toInstant(transition.getOffsetBefore());
    }

    private Instant inOverlap(LocalDateTime time, List<ZoneOffset> offsets, boolean again) {
        return switch (overlap) {
            case EARLIER -> time.toInstant(offsets.getFirst());
            case LATER -> time.toInstant(offsets.getLast());
            case ORDER -> time.toInstant(again ? offsets.getLast() : offsets.getFirst());
            case REJECT ->
                throw new IllegalArgumentException(time + " occurs twice in " + zone + ": the clock is put back then");
        };
    }
}
