package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a commit adds to outbox and history, column by column: one element for each mutation that changed something. */
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

    void add(
            String id,
            Optional<Entity> entityBefore,
            String textBefore,
            Optional<Entity> entityAfter,
            String textAfter,
            Set<String> names) {
        empty = false;
        if (demand.isWanted()) {
            ids.add(id);
            changed.add(String.join("\n", names));
            before.add(textBefore);
            after.add(textAfter);
        }
        if (entityAfter.isEmpty()) {
            departed.add(id);
            departedDocs.add(textBefore);
        }
        SampleWriter.Lines lines = writer.lines(entityBefore, entityAfter, names);
        if (lines.count() > 0) {
            sampled.add(id);
            samples.add(lines.text());
            sampledAt.add(time(entityAfter));
            sampleCount += lines.count();
        }
    }

    private static Instant time(Optional<Entity> after) {
        Instant modified = after.isPresent() ? after.get().modifiedAt() : null;
        return modified == null ? Instant.now() : modified;
    }
}
