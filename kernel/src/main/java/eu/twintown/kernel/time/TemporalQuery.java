package eu.twintown.kernel.time;

import java.time.Instant;
import java.util.Optional;

/**
 * Which part of the history is asked for (ETSI GS CIM 009 V1.9.1, clause 4.11).
 *
 * @param relation before, after or between; empty = all of it
 * @param timeAt the instant, or the start of the interval
 * @param endTimeAt the end of the interval, for between
 * @param timeProperty which time of an instance counts
 * @param lastN only that many most recent instances per attribute; 0 = all
 */
public record TemporalQuery(
        Optional<Relation> relation,
        Optional<Instant> timeAt,
        Optional<Instant> endTimeAt,
        TimeProperty timeProperty,
        int lastN) {

    public enum Relation {
        BEFORE,
        AFTER,
        BETWEEN
    }

    public enum TimeProperty {
        OBSERVED_AT,
        CREATED_AT,
        MODIFIED_AT,
        DELETED_AT
    }
}
