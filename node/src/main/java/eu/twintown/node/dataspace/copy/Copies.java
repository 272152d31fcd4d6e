package eu.twintown.node.dataspace.copy;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.store.Entities;
import eu.twintown.store.History;
import eu.twintown.store.document.Documents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Copies of data that were sent here under agreements, in a tenant for each agreement, so that they are never mixed with
 * the node's own data and can be deleted together. The tenant's name says nothing; a document tells whose it is.
 */
public final class Copies {
    private static final String KIND = "agreement-copy";
    private static final String PREFIX = "agreement-";
    private static final int AT_ONCE = 1_000;
    private static final int SOME = 100;

    private final Entities entities;
    private final History history;
    private final Documents documents;
    private final InstantSource clock;

    public Copies(Entities entities, History history, Documents documents, InstantSource clock) {
        this.entities = entities;
        this.history = history;
        this.documents = documents;
        this.clock = clock;
    }

    /** The tenant that holds what is sent here under an agreement. */
    public static String tenant(String agreement) {
        UUID digest = UUID.nameUUIDFromBytes(agreement.getBytes(StandardCharsets.UTF_8));
        return PREFIX + digest.toString().replace("-", "");
    }

    /** Whether a tenant has the name of one that holds copies. */
    public static boolean isCopy(String tenant) {
        return tenant.matches(PREFIX + "[0-9a-f]{32}");
    }

    /** The agreement under which the data of a tenant came; empty where it holds no copies. */
    public Optional<String> agreement(String tenant) {
        return isCopy(tenant) ? documents.get(KIND, "", tenant).map(Documents.Document::json) : Optional.empty();
    }

    /**
     * Stores what came; durable when it returns. The same again does no harm.
     *
     * @param present entities as they now are, whole
     * @param gone ids of those that are no more
     */
    public void put(String agreement, List<Entity> present, Set<String> gone) {
        String tenant = tenant(agreement);
        documents.create(KIND, "", tenant, agreement);
        Instant now = clock.instant();
        List<Entities.Mutation> mutations = new ArrayList<>();
        present.forEach(entity -> mutations.add(
                new Entities.Mutation(entity.id(), before -> EntityChange.upsert(before, entity, false, now), true)));
        gone.forEach(id -> mutations.add(new Entities.Mutation(id, EntityChange::delete)));
        entities.applyAll(tenant, mutations).stream()
                .flatMap(outcome -> outcome.failure().stream())
                .filter(failure -> !isAbsence(failure))
                .findFirst()
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    /** Some of the copies. */
    public List<Entity> some(String agreement) {
        return entities.query(tenant(agreement), EntityFilter.ALL, SOME, 0, false)
                .entities();
    }

    public long count(String agreement) {
        return entities.query(tenant(agreement), EntityFilter.ALL, 0, 0, true)
                .total()
                .orElse(0);
    }

    /** When the oldest copy was received; empty where there are none. */
    public Optional<Instant> oldest(String agreement) {
        AtomicReference<Optional<Instant>> oldest = new AtomicReference<>(Optional.empty());
        entities.scan(tenant(agreement), EntityFilter.ALL, entity -> {
            Instant received = entity.modifiedAt();
            if (received != null && oldest.get().map(received::isBefore).orElse(true)) {
                oldest.set(Optional.of(received));
            }
        });
        return oldest.get();
    }

    /** Deletes what was received before this moment, with its history; gives the number of entities. */
    public long deleteBefore(String agreement, Instant moment) {
        String tenant = tenant(agreement);
        List<String> old = new ArrayList<>();
        entities.scan(tenant, EntityFilter.ALL, entity -> {
            Instant received = entity.modifiedAt();
            if (received == null || received.isBefore(moment)) {
                old.add(entity.id());
            }
        });
        long deleted = 0;
        for (int from = 0; from < old.size(); from += AT_ONCE) {
            List<Entities.Mutation> some = old.subList(from, Math.min(from + AT_ONCE, old.size())).stream()
                    .map(id -> deletion(id, moment))
                    .toList();
            deleted += entities.applyAll(tenant, some).stream()
                    .filter(outcome -> outcome.failure().isEmpty())
                    .count();
        }
        // Where nothing is left, the traces of the deletion itself go, too.
        history.erase(tenant, oldest(agreement).isEmpty() ? clock.instant().plusSeconds(1) : moment);
        return deleted;
    }

    /** Deletes an entity, unless it has come anew since. */
    private static Entities.Mutation deletion(String id, Instant moment) {
        return new Entities.Mutation(id, before -> {
            Instant received = before.map(Entity::modifiedAt).orElse(null);
            if (received != null && !received.isBefore(moment)) {
                throw ProblemException.badData("It has come anew", "");
            }
            return EntityChange.delete(before);
        });
    }

    private static boolean isAbsence(RuntimeException failure) {
        return failure instanceof ProblemException problem
                && problem.problem().type() == ProblemType.RESOURCE_NOT_FOUND;
    }
}
