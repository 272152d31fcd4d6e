package eu.twintown.node.acquisition;

import java.time.Instant;
import java.util.Optional;

/**
 * How a source does.
 *
 * @param lastSuccess when it was last read without a fault
 * @param nextRun when it will be read again; empty where it will not
 * @param tally what became of its records so far, over restarts
 * @param beyond records that were not kept because the quarantine was full
 * @param backfilled whether its backfill was read
 * @param error why it fails
 */
public record SourceStatus(
        State state,
        Optional<Instant> lastSuccess,
        Optional<Instant> nextRun,
        Tally tally,
        long beyond,
        boolean backfilled,
        Optional<Failure> error) {

    /** The states a source can be in. */
    public enum State {
        /** Has not been read since the node started. */
        STARTING,
        OK,
        /** The last run failed; it is tried again. */
        FAILING,
        /** Is not read any more. */
        STOPPED
    }

    /** Why a run failed. */
    public record Failure(Instant at, String message) {}

    static final SourceStatus NEW = new SourceStatus(
            State.STARTING, Optional.empty(), Optional.empty(), Tally.NONE, 0, false, Optional.empty());

    SourceStatus succeeded(Instant now) {
        return new SourceStatus(State.OK, Optional.of(now), nextRun, tally, beyond, backfilled, Optional.empty());
    }

    SourceStatus failed(Instant now, String message) {
        return new SourceStatus(
                State.FAILING, lastSuccess, nextRun, tally, beyond, backfilled, Optional.of(new Failure(now, message)));
    }

    SourceStatus counted(Tally more, long moreBeyond) {
        return new SourceStatus(state, lastSuccess, nextRun, tally.plus(more), beyond + moreBeyond, backfilled, error);
    }

    SourceStatus withBackfill() {
        return new SourceStatus(state, lastSuccess, nextRun, tally, beyond, true, error);
    }

    SourceStatus next(Optional<Instant> run) {
        return new SourceStatus(state, lastSuccess, run, tally, beyond, backfilled, error);
    }

    SourceStatus in(State other) {
        return new SourceStatus(other, lastSuccess, nextRun, tally, beyond, backfilled, error);
    }
}
