package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The one record of change, in the order of commit. Each reader has a durable position of its own. */
public final class Outbox {

    /**
     * One change of one entity.
     *
     * @param position where it stands; ascending, not gapless
     * @param before state before, empty where it was created
     * @param after state after, empty where it was deleted
     * @param changed expanded names of the attributes that changed
     */
    public record Change(
            long position,
            String tenant,
            String entityId,
            Optional<Entity> before,
            Optional<Entity> after,
            Set<String> changed,
            Instant at) {}

    /** Where {@code reader} stands; a new reader starts at the end. */
    public long position(String reader) {
        throw new UnsupportedOperationException();
    }

    /** Whole commits after {@code position}, about {@code max} changes; waits up to {@code patience} for the first. */
    public List<Change> read(long position, int max, Duration patience) {
        throw new UnsupportedOperationException();
    }

    /** Durably moves {@code reader} to {@code position}: everything up to it has been dealt with. */
    public void advance(String reader, long position) {
        throw new UnsupportedOperationException();
    }
}
