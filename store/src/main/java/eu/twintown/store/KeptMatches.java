package eu.twintown.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.store.Entities.Page;
import eu.twintown.store.Matches.Match;
import eu.twintown.store.database.Binder;
import eu.twintown.store.database.Database;
import eu.twintown.store.database.Micros;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lists of what matches questions that SQL cannot tell, for counting and for pages far on.
 *
 * <h2>Theory</h2>
 *
 * Such a question can only be answered by looking at every candidate. Once that is done, the answer changes only where
 * entities do: a list is a materialised view, kept up by testing again what changed, and nothing else (Gupta and Mumick, IEEE
 * Data Engineering Bulletin 18:2, 1995). So a list goes with a position of the {@link ChangeTrail}. Who asks the same takes
 * what was changed since, tests that again as it is now, and has the list of this moment. Only the entities of the page are
 * read; should one of them have changed meanwhile, all is done once more. Transient entities end without a change, so the
 * list knows when.
 *
 * <h2>Concurrency</h2>
 *
 * The position is taken before anything is read, so what is read is at least as new, and testing something twice does no
 * harm. A list never changes; it is replaced, one caller at a time for each question, who so share the work.
 *
 * <h2>Bounds</h2>
 *
 * Lists take a part of the heap at most, those that are asked for least go first; one is made anew after {@link #LONGEST},
 * as also when there are so many changes that this is not dearer. Where a list would be no gain, or is too large, nothing
 * but that is kept.
 */
final class KeptMatches {
    /** How old a list may become: younger than rows of the outbox that are trimmed (see {@link Maintenance}). */
    static final Duration LONGEST = Duration.ofMinutes(4);
    /** Looking at so many candidates costs about what the database takes to count. */
    static final int FEW = 256;

    /** They may take the heap divided by this. */
    private static final int SHARE = 16;
    /** Bytes in memory for each match, roughly. */
    private static final int SPREAD = 128;
    /** What a question takes, in matches. */
    private static final int OVERHEAD = 64;

    private static final int MOST_CHANGES = 10_000;
    private static final int ATTEMPTS = 3;
    private static final String ROWS = "select " + FoundRow.COLUMNS
            + " from entity e where e.tenant = ? and e.id = any(?) and (e.expires is null or e.expires > ?)";

    /**
     * What is asked.
     *
     * @param key equal for what has equal answers
     * @param candidates gives all entities that may match
     * @param look how an entity looks; empty where it does not match
     */
    record Question(Object key, Supplier<Candidates> candidates, Function<Entity, Optional<Entity>> look) {}

    private record Key(String tenant, Object question) {}

    private static final class Kept {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Matches matches;
        private volatile boolean hopeless;
        private volatile int weight = OVERHEAD;
    }

    private final Database database;
    private final ChangeTrail trail;
    private final int most;
    private final Cache<Key, Kept> lists;

    KeptMatches(Database database, ChangeTrail trail) {
        this(database, trail, (int)
                Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / SHARE / SPREAD));
    }

    /** @param most how many matches all lists together may have */
    KeptMatches(Database database, ChangeTrail trail, int most) {
        this.database = database;
        this.trail = trail;
        this.most = most;
        this.lists = Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((Key key, Kept kept) -> kept.weight)
                .expireAfterWrite(LONGEST)
                .build();
    }

    /** A page with the total; empty where no list is kept. */
    Optional<Page> page(String tenant, Question question, int limit, int offset) {
        Key key = new Key(tenant, question.key());
        Kept kept = lists.get(key, absent -> new Kept());
        for (int i = 0; i < ATTEMPTS && !kept.hopeless; i++) {
            Optional<Matches> now = now(key, kept, question);
            if (now.isEmpty()) {
                break;
            }
            List<String> ids = now.get().page(limit, offset);
            List<Entity> page = read(tenant, ids, question.look());
            if (page.size() == ids.size()) {
                return Optional.of(
                        new Page(page, OptionalLong.of(now.get().all().size())));
            }
        }
        return Optional.empty();
    }

    /** How much of the bound is taken. */
    long weight() {
        lists.cleanUp();
        return lists.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    private Optional<Matches> now(Key key, Kept kept, Question question) {
        kept.lock.lock();
        try {
            if (kept.hopeless) {
                return Optional.empty();
            }
            Matches before = kept.matches;
            Optional<Matches> now = before == null || System.nanoTime() - before.since() > LONGEST.toNanos()
                    ? Optional.empty()
                    : later(key.tenant(), before, question);
            if (now.isEmpty()) {
                now = make(question);
            }
            kept.matches = now.filter(this::isWorthwhile).orElse(null);
            kept.hopeless = kept.matches == null;
            kept.weight = OVERHEAD + (kept.hopeless ? 0 : now.get().all().size());
            lists.put(key, kept);
            return now;
        } finally {
            kept.lock.unlock();
        }
    }

    private boolean isWorthwhile(Matches matches) {
        return matches.looked() >= FEW && matches.all().size() <= most / 2;
    }

    /** From all candidates; empty where too many match. */
    private Optional<Matches> make(Question question) {
        long position = trail.position();
        List<Match> found = new ArrayList<>();
        int[] looked = {0};
        boolean all = question.candidates().get().each((row, entity) -> {
            looked[0]++;
            if (question.look().apply(entity).isPresent()) {
                found.add(Match.of(row, entity));
            }
            return found.size() <= most / 2;
        });
        return all ? Optional.of(Matches.of(found, looked[0], position)) : Optional.empty();
    }

    /** As it is now; empty where to make it anew is not dearer. */
    private Optional<Matches> later(String tenant, Matches before, Question question) {
        int worthwhile = (int) Math.clamp(before.looked() / 2, FEW / 2, MOST_CHANGES);
        return trail.since(tenant, before.position(), worthwhile).map(changes -> {
            long now = Micros.of(Instant.now());
            List<Match> again = new ArrayList<>();
            for (FoundRow row : rows(tenant, changes.ids(), now)) {
                Entity entity = row.entity();
                question.look().apply(entity).ifPresent(seen -> again.add(Match.of(row, entity)));
            }
            return before.with(changes, again, now);
        });
    }

    /** How those look that still match, in the order of their ids here. */
    private List<Entity> read(String tenant, List<String> ids, Function<Entity, Optional<Entity>> look) {
        Map<String, Entity> found = new HashMap<>();
        for (FoundRow row : rows(tenant, ids, Micros.of(Instant.now()))) {
            look.apply(row.entity()).ifPresent(entity -> found.put(entity.id(), entity));
        }
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                .toList();
    }

    private List<FoundRow> rows(String tenant, Collection<String> ids, long now) {
        return ids.isEmpty()
                ? List.of()
                : database.repeatable(connection -> rows(connection, tenant, List.copyOf(ids), now));
    }

    private static List<FoundRow> rows(Connection connection, String tenant, List<String> ids, long now)
            throws SQLException {
        List<FoundRow> found = new ArrayList<>(ids.size());
        try (PreparedStatement select = connection.prepareStatement(ROWS)) {
            new Binder(connection, select).all(List.of(tenant, ids, now));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(FoundRow.read(rows));
                }
            }
        }
        return found;
    }
}
