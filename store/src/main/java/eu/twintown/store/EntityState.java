package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import java.util.Optional;

/** One entity within a commit: as it is stored, and as it is after the mutations applied so far. */
final class EntityState {
    private final String id;
    private boolean stored;
    private int storedTypeSet;
    private boolean changed;
    private String text = "";
    private Optional<Entity> current = Optional.empty();

    EntityState(String id) {
        this.id = id;
    }

    /** The entity has a row. */
    void stored(int typeSet, String doc) {
        stored = true;
        storedTypeSet = typeSet;
        text = doc;
        current = Optional.of(EntityCodec.decode(doc));
    }

    void become(Optional<Entity> entity, String newText) {
        changed = true;
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
