package eu.twintown.store;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.store.dictionary.Terms;
import eu.twintown.store.history.SampleWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a commit adds to outbox and history, column by column: one element for each mutation that changed something.
 *
 * <p>The samples of a creation say what the document says, and most of what is written in bulk never changes. So they are
 * not written with it: the row is marked, readers of the history make them of the document, and whatever changes the entity
 * for the first time writes them along with its own, under the number that the row had from its creation.
 */
final class ChangeColumns {
    /** Of the outbox: empty where nobody reads it. */
    final List<String> ids = new ArrayList<>();

    final List<String> changed = new ArrayList<>();
    /** Documents before; empty text for none. */
    final List<String> before = new ArrayList<>();
    /** Documents after; empty text for none. */
    final List<String> after = new ArrayList<>();
    /** Entities that got samples, and the samples, one in a line. */
    final List<String> sampled = new ArrayList<>();

    final List<String> samples = new ArrayList<>();
    final List<Instant> sampledAt = new ArrayList<>();
    /** The number of each, 0 for the next one. */
    final List<Long> sampleSeqs = new ArrayList<>();

    int sampleCount;
    /** Entities that were deleted. */
    final List<String> departed = new ArrayList<>();

    final List<String> departedDocs = new ArrayList<>();

    private final SampleWriter writer;
    private final OutboxDemand demand;
    private boolean empty = true;

    ChangeColumns(Terms terms, OutboxDemand demand) {
        this.writer = new SampleWriter(terms);
        this.demand = demand;
    }

    boolean isEmpty() {
        return empty;
    }

    /**
     * Adds a change of an entity from the state it is in.
     *
     * @return whether the history has all samples of it
     */
    boolean add(EntityState state, Optional<Entity> entityAfter, String textAfter, Set<String> names) {
        empty = false;
        if (demand.isWanted()) {
            ids.add(state.id());
            changed.add(String.join("\n", names));
            before.add(state.text());
            after.add(textAfter);
        }
        if (entityAfter.isEmpty()) {
            departed.add(state.id());
            departedDocs.add(state.text());
        }
        if (mayWait(state, entityAfter)) {
            sampleCount += writer.countFirst(entityAfter.get());
            return false;
        }
        if (state.isUnsampled()) {
            Entity first = state.current().orElseThrow();
            add(state.id(), state.seq(), time(state.current()), writer.first(first));
        }
        SampleWriter.Lines lines = writer.lines(state.current(), entityAfter, names);
        sampleCount += lines.count();
        add(state.id(), 0, time(entityAfter), lines);
        return true;
    }

    /** Adds instances that were observed before what the entity is now. */
    void addPast(String id, Map<String, List<Attribute>> instances) {
        if (!instances.isEmpty()) {
            empty = false;
            SampleWriter.Lines lines = writer.past(instances);
            sampleCount += lines.count();
            add(id, 0, Instant.now(), lines);
        }
    }

    /** Only of a row's first state, whose time is that of the row. */
    private static boolean mayWait(EntityState state, Optional<Entity> after) {
        return !state.isStored()
                && !state.isChanged()
                && after.isPresent()
                && after.get().modifiedAt() != null;
    }

    private void add(String id, long seq, Instant at, SampleWriter.Lines lines) {
        if (lines.count() > 0) {
            sampled.add(id);
            samples.add(lines.text());
            sampledAt.add(at);
            sampleSeqs.add(seq);
        }
    }

    private static Instant time(Optional<Entity> entity) {
        Instant modified = entity.isPresent() ? entity.get().modifiedAt() : null;
        return modified == null ? Instant.now() : modified;
    }
}
