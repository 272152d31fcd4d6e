package eu.twintown.kernel.entity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one state of an entity follows from another: the rules of the write operations as pure functions (ETSI GS CIM 009
 * V1.9.1, clauses 5.6.1 to 5.6.10, 5.6.17 to 5.6.20).
 *
 * @param after the new state; empty = deleted
 * @param changed expanded names of the attributes that were created, changed or deleted
 * @param notUpdated expanded names that were left alone, with the reason, for the answer (clause 5.2.18)
 */
public record EntityChange(Optional<Entity> after, Set<String> changed, List<NotUpdated> notUpdated) {

    /** An attribute that was not written, and why. */
    public record NotUpdated(String attribute, String reason) {}

    /** Create (5.6.1): fails with AlreadyExists where there is a state before. */
    public static EntityChange create(Optional<Entity> before, Entity entity, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Append attributes (5.6.3), optionally without overwriting. */
    public static EntityChange append(Optional<Entity> before, Entity fragment, boolean overwrite, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Update attributes (5.6.2): only those that exist. */
    public static EntityChange update(Optional<Entity> before, Entity fragment, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Merge (5.6.17), as RFC 7396 on the normalised form with NGSI-LD Null. */
    public static EntityChange merge(Optional<Entity> before, Entity fragment, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Replace the entity (5.6.18). */
    public static EntityChange replace(Optional<Entity> before, Entity entity, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Batch upsert (5.6.8): create, or replace, or update where {@code update} is set. */
    public static EntityChange upsert(Optional<Entity> before, Entity entity, boolean update, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Partial attribute update (5.6.4). */
    public static EntityChange updateAttribute(Optional<Entity> before, String name, Attribute fragment, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Replace one attribute (5.6.19). */
    public static EntityChange replaceAttribute(
            Optional<Entity> before, String name, Attribute attribute, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Delete one attribute (5.6.5): one instance, or all of them. */
    public static EntityChange deleteAttribute(
            Optional<Entity> before, String name, Optional<String> datasetId, boolean all, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Delete the entity (5.6.6): fails with ResourceNotFound where there is none. */
    public static EntityChange delete(Optional<Entity> before) {
        throw new UnsupportedOperationException();
    }
}
