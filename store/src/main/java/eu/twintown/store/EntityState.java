package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import java.util.Optional;

/** One entity within a commit: as it is stored, and as it is after the mutations applied so far. */
final class EntityState {
    private final String id;
    private boolean stored;
    private int storedTypeSet;
    private long seq;
    private boolean unsampled;
    private boolean changed;
    private String text = "";
    private Optional<Entity> current = Optional.empty();

    EntityState(String id) {
        this.id = id;
    }

    /**
     * The entity has a row.
     *
     * @param number the row's, which is that of the samples of its creation
     * @param first whether it is as it was created, and has no samples of that
     */
    void stored(int typeSet, String doc, long number, boolean first) {
        stored = true;
        storedTypeSet = typeSet;
        seq = number;
        unsampled = first;
        text = doc;
        current = Optional.of(EntityCodec.decode(doc));
    }

    /** @param sampled whether what it has become is in the history, or else only in its document */
    void become(Optional<Entity> entity, String newText, boolean sampled) {
        changed = true;
        unsampled = !sampled;
        current = entity;
        text = newText;
    }

    String id() {
        return id;
    }

    boolean isStored() {
        return stored;
    }

    int storedTypeSet() {
        return storedTypeSet;
    }

    /** Whether it has been as it is since its creation, of which there are no samples yet. */
    boolean isUnsampled() {
        return unsampled;
    }

    /** The number of its row; 0 while it has none. */
    long seq() {
        return seq;
    }

    boolean isChanged() {
        return changed;
    }

    /** The document as it is now; empty where there is no entity. */
    String text() {
        return text;
    }

    Optional<Entity> current() {
        return current;
    }
}
