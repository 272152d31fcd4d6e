package eu.twintown.node.acquisition;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import eu.twintown.node.mediation.mapping.MappedEntity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What this process has brought into the store already, so that it need not be looked at again: a source that is polled every
 * minute repeats itself mostly, and a file that grows is read from its start each time. Something that was told once more in
 * the same words is told by a fingerprint. There is room for so many; what is older than one that had to be forgotten, of the
 * same attributes of the same entity, counts as dealt with, or else a file with more records than there is room for would be
 * compared with the store each time. So a late record is missed only where it is older than what was forgotten.
 */
final class Dealt {
    private static final int MOST = 100_000;
    private static final int MOST_STREAMS = 40_000;

    /** Of one mapped entity; {@code time} is the beginning of time where it has none. */
    record Print(UUID content, String stream, Instant time) {}

    private record Told(String stream, Instant time) {}

    private final Cache<String, Instant> forgotten =
            Caffeine.newBuilder().maximumSize(MOST_STREAMS).build();
    private final Cache<UUID, Told> told;

    Dealt() {
        this(MOST);
    }

    Dealt(int most) {
        this.told = Caffeine.newBuilder()
                .maximumSize(most)
                .executor(Runnable::run)
                .evictionListener((@Nullable UUID content, @Nullable Told what, RemovalCause cause) -> forget(what))
                .build();
    }

    private void forget(@Nullable Told what) {
        if (what != null) {
            forgotten.asMap().merge(what.stream(), what.time(), (a, b) -> a.isAfter(b) ? a : b);
        }
    }

    /** @param stream the same attributes of the same entity */
    static Print print(MappedEntity entity, String stream) {
        String text = stream + ' ' + entity.time().map(Instant::toString).orElse("") + ' ' + entity.normalised();
        return new Print(
                UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)),
                stream,
                entity.time().orElse(Instant.MIN));
    }

    boolean contains(Print print) {
        if (print.time().equals(Instant.MIN)) {
            return false;
        }
        Instant end = forgotten.getIfPresent(print.stream());
        return end != null && !print.time().isAfter(end) || told.getIfPresent(print.content()) != null;
    }

    void add(Print print) {
        if (!print.time().equals(Instant.MIN)) {
            told.put(print.content(), new Told(print.stream(), print.time()));
        }
    }
}
