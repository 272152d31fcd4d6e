package eu.twintown.node.authority.catalogue;

import eu.twintown.node.authority.catalogue.StoredDescription.Status;
import eu.twintown.node.catalogue.simpl.check.DescriptionFault;
import eu.twintown.node.catalogue.simpl.check.SelfDescription;
import eu.twintown.node.catalogue.simpl.check.ShapeCheck;
import eu.twintown.node.catalogue.simpl.check.Shapes;
import eu.twintown.node.catalogue.simpl.check.Simpl;
import eu.twintown.node.catalogue.simpl.check.Violation;
import eu.twintown.node.catalogue.simpl.proof.JwsProof;
import eu.twintown.store.document.Documents;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The use cases of the catalogue. A self-description is taken where its signature holds, its class is one that the data
 * space's schemas describe, and it fits them. It is found by its publisher and by those whom its access policy means, as
 * long as it is active and its publisher in good standing.
 */
final class Catalogue {
    private final Descriptions descriptions;
    private final Supplier<Shapes> shapes;
    private final JwsProof proofs;
    private final Supplier<List<CatalogueParticipant>> participants;
    private final InstantSource clock;

    Catalogue(
            Documents documents,
            Supplier<Shapes> shapes,
            JwsProof proofs,
            Supplier<List<CatalogueParticipant>> participants,
            InstantSource clock) {
        this.descriptions = new Descriptions(documents);
        this.shapes = shapes;
        this.proofs = proofs;
        this.participants = participants;
        this.clock = clock;
    }

    /** Takes a new self-description, or a new version of one of the same publisher's. */
    synchronized StoredDescription add(String content, CatalogueCaller caller) {
        SelfDescription description = read(content);
        String method = verified(description);
        checkShapes(description);
        String provider = description.text(Simpl.PROVIDED_BY).orElse("");
        if (!provider.equals(caller.participantId())) {
            throw new Refusal(
                    403,
                    "providedBy is '" + provider + "', but it is participant '" + caller.participantId()
                            + "' that publishes");
        }
        List<Descriptions.Entry> former = descriptions.byId(description.id());
        if (former.stream().anyMatch(entry -> !entry.stored().owner().equals(caller.participantId()))) {
            throw new Refusal(403, "The offering " + description.id() + " belongs to another participant");
        }
        Instant now = now();
        StoredDescription stored = new StoredDescription(
                hash(content),
                description.id(),
                Status.ACTIVE,
                description.issuer(),
                caller.participantId(),
                method,
                now,
                now,
                content);
        if (!descriptions.create(stored)) {
            throw new Refusal(409, "The very same self-description is there already, with the hash " + stored.hash());
        }
        former.stream()
                .map(Descriptions.Entry::stored)
                .filter(old -> old.status() == Status.ACTIVE)
                .forEach(old -> descriptions.put(old.with(Status.DEPRECATED, now)));
        return stored;
    }

    /** Marks the offering's active version as revoked; it is not found any more. */
    synchronized StoredDescription revoke(String id, CatalogueCaller caller) {
        StoredDescription latest = own(descriptions.byId(id), id, caller);
        if (latest.status() == Status.REVOKED) {
            return latest;
        }
        StoredDescription revoked = latest.with(Status.REVOKED, now());
        descriptions.put(revoked);
        return revoked;
    }

    /** Takes one version away for good. */
    synchronized void delete(String hash, CatalogueCaller caller) {
        own(descriptions.byHash(hash).stream().toList(), hash, caller);
        descriptions.delete(hash);
    }

    private static StoredDescription own(List<Descriptions.Entry> found, String name, CatalogueCaller caller) {
        StoredDescription stored =
                found.stream().findFirst().map(Descriptions.Entry::stored).orElseThrow(() -> notFound(name));
        if (!stored.owner().equals(caller.participantId())) {
            throw new Refusal(403, "The self-description belongs to another participant");
        }
        return stored;
    }

    /** The active version of an offering that the caller may see. */
    Descriptions.Entry find(String id, CatalogueCaller caller) {
        return descriptions.byId(id).stream()
                .filter(visible(caller))
                .findFirst()
                .orElseThrow(() -> notFound(id));
    }

    /** Everything active that the caller may see, in the order in which it came. */
    List<Descriptions.Entry> visibleTo(CatalogueCaller caller) {
        return descriptions.all().stream().filter(visible(caller)).toList();
    }

    /** Of whatever status: the caller's own; active: what the caller may see. */
    List<Descriptions.Entry> listedFor(CatalogueCaller caller) {
        Predicate<Descriptions.Entry> visible = visible(caller);
        return descriptions.all().stream()
                .filter(entry -> entry.stored().owner().equals(caller.participantId()) || visible.test(entry))
                .toList();
    }

    /** All versions of an offering, newest first. */
    List<Descriptions.Entry> versions(String id, CatalogueCaller caller) {
        List<Descriptions.Entry> versions = descriptions.byId(id);
        boolean shown = versions.stream()
                .anyMatch(entry -> entry.stored().owner().equals(caller.participantId())
                        || visible(caller).test(entry));
        if (!shown) {
            throw notFound(id);
        }
        return versions;
    }

    private Predicate<Descriptions.Entry> visible(CatalogueCaller caller) {
        Set<String> standing =
                participants.get().stream().map(CatalogueParticipant::id).collect(Collectors.toSet());
        Set<String> names = caller.names();
        Instant now = clock.instant();
        return entry -> entry.stored().status() == Status.ACTIVE
                && standing.contains(entry.stored().owner())
                && (entry.stored().owner().equals(caller.participantId())
                        || AccessPolicy.permits(entry.description().texts(Simpl.ACCESS_POLICY), names, now));
    }

    /** What the verification endpoint is asked for. */
    record Wanted(boolean semantics, boolean schema, boolean signature) {}

    /** Checks a self-description without taking it. */
    SelfDescription check(String content, Wanted wanted) {
        SelfDescription description = read(content);
        if (wanted.signature()) {
            verified(description);
        }
        if (wanted.semantics()) {
            requireKnownClass(description, shapes.get());
        }
        if (wanted.schema()) {
            checkShapes(description);
        }
        return description;
    }

    private static SelfDescription read(String content) {
        try {
            return SelfDescription.parse(content);
        } catch (DescriptionFault e) {
            throw new Refusal(400, "The self-description cannot be read. " + e.getMessage());
        }
    }

    private String verified(SelfDescription description) {
        try {
            return proofs.verify(description);
        } catch (DescriptionFault e) {
            throw new Refusal(400, "The self-description's proof does not hold. " + e.getMessage());
        }
    }

    private void checkShapes(SelfDescription description) {
        Shapes current = shapes.get();
        requireKnownClass(description, current);
        List<Violation> violations = ShapeCheck.check(description.graph(), current);
        if (!violations.isEmpty()) {
            throw new Refusal(
                    400,
                    "The self-description violates the data space's schemas. "
                            + violations.stream()
                                    .map(v -> v.property() + " (" + v.constraint() + " of <" + v.shape() + ">): "
                                            + v.message())
                                    .collect(Collectors.joining("; ")),
                    violations);
        }
    }

    /** Shapes that mean nothing in a graph find nothing wrong in it, so this must be asked first. */
    private static void requireKnownClass(SelfDescription description, Shapes shapes) {
        if (description.types().stream().noneMatch(shapes::covers)) {
            throw new Refusal(
                    400,
                    "The offering's classes " + description.types() + " are described by no schema in use; there are: "
                            + shapes.targets());
        }
    }

    List<CatalogueParticipant> participants() {
        return participants.get();
    }

    Optional<CatalogueParticipant> participant(String id) {
        return participants.get().stream().filter(p -> p.id().equals(id)).findFirst();
    }

    InstantSource clock() {
        return clock;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Refusal notFound(String name) {
        return new Refusal(404, "There is no self-description '" + name + "'");
    }

    private static String hash(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
