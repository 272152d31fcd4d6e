package eu.twintown.kernel.entity;

import eu.twintown.kernel.jsonld.CoreContext;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.MissingNode;

/**
 * How one state of an entity follows from another: the rules of the write operations as pure functions (ETSI GS CIM 009
 * V1.9.1, clauses 5.6.1 to 5.6.10, 5.6.17 to 5.6.20). An entity or attribute whose {@code expiresAt} is past counts as
 * not there (clause 4.22).
 *
 * @param after the new state; empty = deleted
 * @param changed expanded names of the attributes that were created, changed or deleted
 * @param notUpdated expanded names that were left alone, with the reason, for the answer (clause 5.2.18)
 */
public record EntityChange(Optional<Entity> after, Set<String> changed, List<NotUpdated> notUpdated) {

    private static final String SCOPE = CoreContext.NAMESPACE + "scope";

    /** An attribute that was not written, and why. */
    public record NotUpdated(String attribute, String reason) {}

    /** Create (5.6.1): fails with AlreadyExists where there is a state before. */
    public static EntityChange create(Optional<Entity> before, Entity entity, Instant now) {
        if (live(before, now).isPresent()) {
            throw new ProblemException(
                    ProblemType.ALREADY_EXISTS, "There is an entity with the id " + entity.id() + " already");
        }
        return whole(entity, entity.types(), now, now, Map.of());
    }

    /** Append attributes (5.6.3), optionally without overwriting. */
    public static EntityChange append(Optional<Entity> before, Entity fragment, boolean overwrite, Instant now) {
        EntityEdit edit = new EntityEdit(existing(before, fragment.id(), now), now);
        each(fragment, (name, instance) -> {
            if (!overwrite && edit.find(name, instance.datasetId()) != null) {
                EntityEdit.requireWhole(name, instance);
                edit.notUpdated(name, "It exists already, and overwriting was not asked for");
            } else {
                edit.put(name, instance);
            }
        });
        edit.addTypes(fragment.types());
        scopes(edit, fragment, overwrite);
        if (overwrite) {
            edit.expires(fragment.expiresAt());
        }
        return edit.done();
    }

    /** Update attributes (5.6.2): replaces those that exist, deletes those given as NGSI-LD Null, appends the others. */
    public static EntityChange update(Optional<Entity> before, Entity fragment, Instant now) {
        EntityEdit edit = new EntityEdit(existing(before, fragment.id(), now), now);
        each(fragment, (name, instance) -> {
            if (!NgsiLdNull.is(instance)) {
                edit.put(name, instance);
            } else {
                remove(edit, name, instance);
            }
        });
        edit.addTypes(fragment.types());
        if (edit.hasScopes() && !fragment.scopes().isEmpty()) {
            edit.replaceScopes(fragment.scopes());
        }
        edit.expires(fragment.expiresAt());
        return edit.done();
    }

    /** Merge (5.6.17), as RFC 7396 on the normalised form with NGSI-LD Null. */
    public static EntityChange merge(Optional<Entity> before, Entity fragment, Instant now) {
        EntityEdit edit = new EntityEdit(existing(before, fragment.id(), now), now);
        each(fragment, (name, instance) -> {
            Attribute old = edit.find(name, instance.datasetId());
            if (NgsiLdNull.is(instance)) {
                remove(edit, name, instance);
            } else if (old == null) {
                edit.put(name, AttributePatch.apply(empty(instance), instance, true, now));
            } else {
                Attribute merged = AttributePatch.apply(old, instance, true, now);
                boolean emptied = merged.kind() == AttributeKind.LANGUAGE_PROPERTY
                        && merged.value().isEmpty();
                if (emptied) {
                    edit.remove(name, instance.datasetId());
                } else {
                    edit.set(name, merged);
                }
            }
        });
        edit.addTypes(fragment.types());
        scopes(edit, fragment, true);
        edit.expires(fragment.expiresAt());
        return edit.done();
    }

    /** Replace the entity (5.6.18). */
    public static EntityChange replace(Optional<Entity> before, Entity entity, Instant now) {
        Entity old = existing(before, entity.id(), now);
        List<String> types = entity.types().isEmpty() ? old.types() : entity.types();
        Entity named = entity.id().isEmpty()
                ? new Entity(old.id(), types, entity.scopes(), null, null, entity.expiresAt(), entity.attributes())
                : entity;
        return whole(named, types, old.createdAt(), now, old.attributes());
    }

    /** Batch upsert (5.6.8): create, or replace, or update where {@code update} is set. */
    public static EntityChange upsert(Optional<Entity> before, Entity entity, boolean update, Instant now) {
        if (live(before, now).isEmpty()) {
            return create(before, entity, now);
        }
        return update ? update(before, entity, now) : replace(before, entity, now);
    }

    /** Partial attribute update (5.6.4). */
    public static EntityChange updateAttribute(Optional<Entity> before, String name, Attribute fragment, Instant now) {
        EntityEdit edit = new EntityEdit(existing(before, "", now), now);
        Attribute old = existing(edit, name, fragment.datasetId());
        if (NgsiLdNull.is(fragment)) {
            edit.remove(name, fragment.datasetId());
            return edit.done();
        }
        boolean saysKind = !fragment.value().isMissingNode() || fragment.kind() != AttributeKind.PROPERTY;
        if (saysKind && fragment.kind() != old.kind()) {
            throw ProblemException.badData(
                    "The attribute is a " + old.kind().typeName() + "; a partial update cannot make it a "
                            + fragment.kind().typeName() + " (clause 5.6.4)",
                    "/type");
        }
        Attribute patched = AttributePatch.apply(old, fragment, false, now);
        EntityEdit.requireWhole(name, patched);
        edit.set(name, patched);
        return edit.done();
    }

    /** Replace one attribute (5.6.19). */
    public static EntityChange replaceAttribute(
            Optional<Entity> before, String name, Attribute attribute, Instant now) {
        EntityEdit edit = new EntityEdit(existing(before, "", now), now);
        existing(edit, name, attribute.datasetId());
        edit.put(name, attribute);
        return edit.done();
    }

    /** Delete one attribute (5.6.5): one instance, or all of them. */
    public static EntityChange deleteAttribute(
            Optional<Entity> before, String name, Optional<String> datasetId, boolean all, Instant now) {
        Entity old = existing(before, "", now);
        EntityEdit edit = new EntityEdit(old, now);
        if (name.equals(SCOPE) && edit.hasScopes()) {
            edit.replaceScopes(NgsiLdNull.SCOPE);
            return edit.done();
        }
        if (all) {
            if (!old.attributes().containsKey(name)) {
                throw noAttribute(name, null);
            }
            edit.removeAll(name);
        } else {
            String dataset = datasetId.filter(d -> !d.equals("@none")).orElse(null);
            existing(edit, name, dataset);
            edit.remove(name, dataset);
        }
        return edit.done();
    }

    /** Delete the entity (5.6.6): fails with ResourceNotFound where there is none. */
    public static EntityChange delete(Optional<Entity> before) {
        Entity old = existing(before, "", Instant.MIN);
        return new EntityChange(Optional.empty(), old.attributes().keySet(), List.of());
    }

    private interface EachInstance {
        void take(String name, Attribute instance);
    }

    private static void each(Entity fragment, EachInstance each) {
        fragment.attributes().forEach((name, list) -> list.forEach(instance -> each.take(name, instance)));
    }

    private static void remove(EntityEdit edit, String name, Attribute instance) {
        if (edit.find(name, instance.datasetId()) == null) {
            edit.notUpdated(name, "There is no such attribute instance to delete");
        } else {
            edit.remove(name, instance.datasetId());
        }
    }

    private static void scopes(EntityEdit edit, Entity fragment, boolean overwrite) {
        if (!fragment.scopes().isEmpty()) {
            if (overwrite) {
                edit.replaceScopes(fragment.scopes());
            } else {
                edit.addScopes(fragment.scopes());
            }
        }
    }

    /** An instance of the same kind and dataset with nothing in it: what a merge adds to. */
    private static Attribute empty(Attribute instance) {
        return new Attribute(
                instance.kind(),
                MissingNode.getInstance(),
                instance.datasetId(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }

    private static EntityChange whole(
            Entity entity,
            List<String> types,
            @Nullable Instant created,
            Instant now,
            Map<String, List<Attribute>> replaced) {
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        entity.attributes().forEach((name, list) -> {
            Attribute[] stamped = new Attribute[list.size()];
            for (int i = 0; i < stamped.length; i++) {
                EntityEdit.requireWhole(name, list.get(i));
                stamped[i] = Instances.stamped(list.get(i), now, now);
            }
            attributes.put(name, List.of(stamped));
        });
        Set<String> changed = new LinkedHashSet<>(attributes.keySet());
        changed.addAll(replaced.keySet());
        Entity after = new Entity(
                entity.id(),
                types,
                entity.scopes(),
                created == null ? now : created,
                now,
                entity.expiresAt(),
                Collections.unmodifiableMap(attributes));
        return new EntityChange(Optional.of(after), Collections.unmodifiableSet(changed), List.of());
    }

    private static Optional<Entity> live(Optional<Entity> before, Instant now) {
        return before.filter(entity -> isLive(entity.expiresAt(), now));
    }

    private static boolean isLive(@Nullable Instant expiresAt, Instant now) {
        return expiresAt == null || expiresAt.isAfter(now);
    }

    private static Entity existing(Optional<Entity> before, String id, Instant now) {
        return live(before, now)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND,
                        id.isEmpty() ? "There is no such entity" : "There is no entity with the id " + id));
    }

    private static Attribute existing(EntityEdit edit, String name, @Nullable String datasetId) {
        Attribute old = edit.find(name, datasetId);
        if (old == null) {
            throw noAttribute(name, datasetId);
        }
        return old;
    }

    private static ProblemException noAttribute(String name, @Nullable String datasetId) {
        return new ProblemException(
                ProblemType.RESOURCE_NOT_FOUND,
                "The entity has no attribute " + name + (datasetId == null ? "" : " with the datasetId " + datasetId));
    }
}
