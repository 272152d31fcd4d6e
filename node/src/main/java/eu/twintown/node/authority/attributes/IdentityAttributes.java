package eu.twintown.node.authority.attributes;

import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.Journal;
import eu.twintown.node.authority.api.Kept;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.store.document.Documents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The data space's identity attributes and who has which. */
public final class IdentityAttributes {
    private static final List<BuiltIn> BUILT_IN = List.of(
            new BuiltIn("CONSUMER", "Consumer", false),
            new BuiltIn("DATA_PROVIDER", "Data provider", false),
            new BuiltIn("APP_PROVIDER", "Application provider", false),
            new BuiltIn("INFRA_PROVIDER", "Infrastructure provider", false),
            new BuiltIn("DATA_PROVIDER_PUBLISHER", "Publisher of data", true),
            new BuiltIn("APP_PROVIDER_PUBLISHER", "Publisher of applications", true),
            new BuiltIn("INFRA_PROVIDER_PUBLISHER", "Publisher of infrastructure", true),
            new BuiltIn("DATA_SEARCHER", "Searcher of the catalogue", true));

    private final Kept<IdentityAttribute> attributes;
    private final Kept<Assignment> assignments;
    private final Journal journal;
    private final InstantSource clock;

    private record BuiltIn(String code, String name, boolean right) {}

    /** The ids of the attributes that a participant has. */
    record Assignment(String participantId, Set<String> attributes) {}

    public IdentityAttributes(Documents documents, Journal journal, InstantSource clock) {
        this.attributes = new Kept<>(documents, "authority-attribute", IdentityAttribute.class);
        this.assignments = new Kept<>(documents, "authority-assignment", Assignment.class);
        this.journal = journal;
        this.clock = clock;
        BUILT_IN.forEach(this::seed);
    }

    private void seed(BuiltIn builtIn) {
        String id = UUID.nameUUIDFromBytes(builtIn.code().getBytes(StandardCharsets.UTF_8))
                .toString();
        Instant now = clock.instant();
        attributes.create(
                id,
                new IdentityAttribute(
                        id,
                        builtIn.code(),
                        builtIn.name(),
                        "",
                        builtIn.right(),
                        true,
                        true,
                        builtIn.right(),
                        now,
                        now));
    }

    public List<IdentityAttribute> all() {
        return attributes.all();
    }

    public IdentityAttribute get(String id) {
        return attributes.find(id).orElseThrow(() -> SimplProblem.notFound("There is no identity attribute " + id));
    }

    public Optional<IdentityAttribute> byCode(String code) {
        return all().stream().filter(a -> a.code().equals(code)).findFirst();
    }

    /** Makes one out of what a caller sent. */
    public IdentityAttribute create(Fields fields, String who) {
        String code = fields.text("code");
        String name = fields.text("name");
        requireFree("", code, name);
        Instant now = clock.instant();
        IdentityAttribute fresh = new IdentityAttribute(
                UUID.randomUUID().toString(),
                code,
                name,
                fields.optional("description", 255).orElse(""),
                fields.flag("assignableToRoles", false),
                fields.flag("enabled", true),
                false,
                fields.flag("right", false),
                now,
                now);
        attributes.create(fresh.id(), fresh);
        journal.add(who, "attribute.created", fresh.id(), code);
        return fresh;
    }

    public void update(String id, Fields fields, String who) {
        requireOwn(get(id));
        String code = fields.text("code");
        String name = fields.text("name");
        requireFree(id, code, name);
        attributes.update(
                id,
                old -> new IdentityAttribute(
                        id,
                        code,
                        name,
                        fields.optional("description", 255).orElse(""),
                        fields.flag("assignableToRoles", old.assignableToRoles()),
                        fields.flag("enabled", old.enabled()),
                        false,
                        fields.flag("right", old.right()),
                        old.createdAt(),
                        clock.instant()));
        journal.add(who, "attribute.changed", id, code);
    }

    /** Says of several whether they can be assigned to roles. */
    public void setAssignable(Collection<String> ids, boolean assignable, String who) {
        ids.forEach(id -> requireOwn(get(id)));
        for (String id : ids) {
            attributes.update(
                    id,
                    old -> new IdentityAttribute(
                            id,
                            old.code(),
                            old.name(),
                            old.description(),
                            assignable,
                            old.enabled(),
                            false,
                            old.right(),
                            old.createdAt(),
                            clock.instant()));
            journal.add(who, "attribute.changed", id, "assignableToRoles=" + assignable);
        }
    }

    public void delete(String id, String who) {
        IdentityAttribute attribute = get(id);
        requireOwn(attribute);
        if (isUsed(attribute)) {
            throw SimplProblem.badRequest(attribute.code() + " is assigned to participants; take it from them first");
        }
        attributes.delete(id);
        journal.add(who, "attribute.deleted", id, attribute.code());
    }

    public boolean isUsed(IdentityAttribute attribute) {
        return assignments.all().stream().anyMatch(a -> a.attributes().contains(attribute.id()));
    }

    /** What a participant has, whether enabled or not. */
    public List<IdentityAttribute> of(String participantId) {
        Set<String> ids = ids(participantId);
        return all().stream().filter(a -> ids.contains(a.id())).toList();
    }

    /** The codes that count for a participant now. */
    public List<String> codes(String participantId) {
        return of(participantId).stream()
                .filter(IdentityAttribute::enabled)
                .map(IdentityAttribute::code)
                .toList();
    }

    Set<String> ids(String participantId) {
        return assignments.find(participantId).map(Assignment::attributes).orElse(Set.of());
    }

    public void assign(String participantId, Collection<String> ids, String who) {
        Set<String> all = new LinkedHashSet<>(ids(participantId));
        all.addAll(ids);
        replace(participantId, all, who);
    }

    public void unassign(String participantId, Collection<String> ids, String who) {
        Set<String> all = new LinkedHashSet<>(ids(participantId));
        ids.forEach(all::remove);
        replace(participantId, all, who);
    }

    public void replace(String participantId, Collection<String> ids, String who) {
        ids.forEach(this::get);
        assignments.put(participantId, new Assignment(participantId, new LinkedHashSet<>(ids)));
        journal.add(who, "attributes.assigned", participantId, String.join(", ", codes(participantId)));
    }

    private static void requireOwn(IdentityAttribute attribute) {
        if (attribute.builtIn()) {
            throw SimplProblem.builtInReadOnly(attribute.code() + " comes with every data space");
        }
    }

    private void requireFree(String id, String code, String name) {
        for (IdentityAttribute other : all()) {
            if (!other.id().equals(id)
                    && (other.code().equals(code) || other.name().equals(name))) {
                throw SimplProblem.conflict("Identity attribute with the same code or name already exists");
            }
        }
    }
}
