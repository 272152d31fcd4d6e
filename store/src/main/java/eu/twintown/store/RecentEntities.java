package eu.twintown.store;

import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import eu.twintown.store.database.Database;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Entities that were read by id a while ago, in memory: for a database that only this node writes to.
 *
 * <p>A read sees everything that was acknowledged before. Who misses an entity puts a mark in its place, reads it from the
 * database, and puts it where the mark stands. A commit takes away entities and marks alike when it has happened, before
 * anybody is told; so what was read before it finds no mark to replace. Should a commit be lost sight of with its
 * connection and happen after all, its trace is gone after {@link #LONGEST}.
 */
final class RecentEntities {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** They may take the heap divided by this. */
    private static final int SHARE = 8;
    /** Bytes in memory for each character of a document, roughly. */
    private static final int SPREAD = 6;

    private record Key(String tenant, String id) {}

    /** Equal only to itself; a mark has no entity. */
    private static final class Held {
        private final @Nullable Entity entity;
        private final int weight;

        Held(@Nullable Entity entity, int weight) {
            this.entity = entity;
            this.weight = weight;
        }
    }

    private final boolean shared;
    private final ConcurrentMap<Key, Held> held = Caffeine.newBuilder()
            .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE)
            .weigher((Key key, Held value) -> value.weight)
            .expireAfterWrite(LONGEST)
            .build()
            .asMap();

    RecentEntities(Database database) {
        this.shared = database.isShared();
    }

    /** An entity from memory, or else from its document, which {@code read} gets by tenant and id. */
    Optional<Entity> get(String tenant, String id, BiFunction<String, String, Optional<String>> read) {
        if (shared) {
            return read.apply(tenant, id).map(EntityCodec::decode);
        }
        Key key = new Key(tenant, id);
        Held known = held.get(key);
        if (known != null && known.entity != null) {
            return Optional.of(known.entity);
        }
        Held mark = new Held(null, 2 * id.length());
        boolean marked = held.putIfAbsent(key, mark) == null;
        boolean kept = false;
        try {
            Optional<String> document = read.apply(tenant, id);
            Optional<Entity> entity = document.map(EntityCodec::decode);
            // A transient entity ends without a commit.
            if (marked && entity.isPresent() && entity.get().expiresAt() == null) {
                int weight = SPREAD * document.get().length();
                kept = held.replace(key, mark, new Held(entity.get(), weight));
            }
            return entity;
        } finally {
            if (marked && !kept) {
                held.remove(key, mark);
            }
        }
    }

    /** To be called when a commit has happened, or may have, before anybody is told. */
    void changed(String tenant, Collection<String> ids) {
        if (!shared) {
            ids.forEach(id -> held.remove(new Key(tenant, id)));
        }
    }
}
