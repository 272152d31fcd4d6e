package eu.twintown.kernel.entity;

import eu.twintown.kernel.entity.EntityChange.NotUpdated;
import eu.twintown.kernel.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entity while one operation changes it: collects what changes and what does not. */
final class EntityEdit {

    private final Entity before;
    private final Instant now;
    private final Map<String, List<Attribute>> attributes;
    private final Set<String> changed = new LinkedHashSet<>();
    private final List<NotUpdated> notUpdated = new ArrayList<>();
    private List<String> types;
    private List<String> scopes;
    private @Nullable Instant expiresAt;
    private boolean touched;

    EntityEdit(Entity before, Instant now) {
        this.before = before;
        this.now = now;
        this.attributes = new LinkedHashMap<>(before.attributes());
        this.types = before.types();
        this.scopes = before.scopes();
        this.expiresAt = before.expiresAt();
    }

    @Nullable Attribute find(String name, @Nullable String datasetId) {
        return Instances.find(attributes.getOrDefault(name, List.of()), datasetId);
    }

    /** Puts a whole instance in, in the place of the one with the same datasetId, whose createdAt stays. */
    void put(String name, Attribute instance) {
        requireWhole(name, instance);
        Attribute old = find(name, instance.datasetId());
        Instant created = old == null || old.createdAt() == null ? now : old.createdAt();
        set(name, Instances.stamped(instance, created, now));
    }

    /** Puts the result of a patch in. */
    void set(String name, Attribute instance) {
        attributes.put(name, Instances.with(attributes.getOrDefault(name, List.of()), instance));
        changed.add(name);
    }

    void remove(String name, @Nullable String datasetId) {
        List<Attribute> left = Instances.without(attributes.getOrDefault(name, List.of()), datasetId);
        if (left.isEmpty()) {
            attributes.remove(name);
        } else {
            attributes.put(name, left);
        }
        changed.add(name);
    }

    void removeAll(String name) {
        attributes.remove(name);
        changed.add(name);
    }

    void notUpdated(String name, String reason) {
        notUpdated.add(new NotUpdated(name, reason));
    }

    /** Types are only ever added (clause 5.5.8). */
    void addTypes(List<String> more) {
        Set<String> union = new LinkedHashSet<>(types);
        if (union.addAll(more)) {
            types = List.copyOf(union);
            touched = true;
        }
    }

    void replaceScopes(List<String> given) {
        scopes = given.equals(NgsiLdNull.SCOPE) ? List.of() : given;
        touched = true;
    }

    void addScopes(List<String> given) {
        Set<String> union = new LinkedHashSet<>(scopes);
        if (union.addAll(given)) {
            scopes = List.copyOf(union);
            touched = true;
        }
    }

    void expires(@Nullable Instant given) {
        if (given != null) {
            expiresAt = AttributePatch.instant(expiresAt, given);
            touched = true;
        }
    }

    boolean hasScopes() {
        return !scopes.isEmpty();
    }

    EntityChange done() {
        boolean any = touched || !changed.isEmpty();
        Entity after = new Entity(
                before.id(),
                types,
                scopes,
                before.createdAt(),
                any ? now : before.modifiedAt(),
                expiresAt,
                Collections.unmodifiableMap(attributes));
        return new EntityChange(Optional.of(after), Collections.unmodifiableSet(changed), List.copyOf(notUpdated));
    }

    /** An instance that is stored as it is must have a value, and must not delete anything. */
    static void requireWhole(String name, Attribute instance) {
        if (instance.value().isMissingNode()) {
            throw ProblemException.badData(
                    "The attribute " + name + " has no value; a "
                            + instance.kind().typeName() + " needs \""
                            + instance.kind().valueMember() + "\"",
                    "");
        }
        boolean nulls = NgsiLdNull.is(instance)
                || instance.kind() != AttributeKind.JSON_PROPERTY && NgsiLdNull.isWithin(instance.value())
                || NgsiLdNull.URI.equals(instance.observedAt())
                || NgsiLdNull.URI.equals(instance.unitCode());
        if (nulls) {
            throw ProblemException.badData(
                    "In the attribute " + name + " \"" + NgsiLdNull.URI
                            + "\" stands where this operation does not allow it (clause 5.5.4)",
                    "");
        }
        if (!instance.attributes().isEmpty()) {
            instance.attributes().forEach((sub, list) -> list.forEach(i -> requireWhole(sub, i)));
        }
    }
}
