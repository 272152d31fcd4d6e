package eu.twintown.node.trust.oidc.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.trust.oidc.Secrets;
import eu.twintown.node.trust.oidc.SignInProvider;
import eu.twintown.node.trust.oidc.SignInSettings;
import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The browsers that are signed in. What a browser holds is a random value; the store knows its fingerprint only, so
 * neither a look into the database nor a backup gives anybody a session. Sessions survive a restart.
 */
public final class Sessions {
    private static final String KIND = "session";
    private static final Duration SEEN_STEP = Duration.ofMinutes(1);
    private static final Duration SWEEP_STEP = Duration.ofMinutes(10);
    private static final int SWEPT_AT_ONCE = 1000;
    private static final int MOST_KEPT = 10_000;

    private final Documents documents;
    private final SignInSettings.Session settings;
    private final InstantSource clock;
    private final Cache<String, Kept> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();
    private volatile Instant swept = Instant.MIN;

    /**
     * A session as it was read.
     *
     * @param version of all sessions at that time
     */
    private record Kept(Session session, String text, long version) {}

    /** A new session; {@code secret} goes into the cookie. */
    record Started(String secret, Session session) {}

    public Sessions(Documents documents, SignInSettings.Session settings, InstantSource clock) {
        this.documents = documents;
        this.settings = settings;
        this.clock = clock;
    }

    Duration longest() {
        return settings.longest();
    }

    Started start(String provider, SignInProvider.SignedIn who) {
        sweep();
        String secret = Secrets.random();
        Instant now = clock.instant();
        Session session = new Session(who.principal(), provider, Secrets.random(), who.idToken(), now, now);
        documents.put(KIND, "", Secrets.fingerprint(secret), session.json());
        return new Started(secret, session);
    }

    /** The session behind a cookie. */
    Optional<Session> find(String secret) {
        String id = Secrets.fingerprint(secret);
        Optional<Kept> alive = read(id).filter(found -> !isOver(found.session));
        if (alive.isEmpty()) {
            kept.invalidate(id);
            return Optional.empty();
        }
        kept.put(id, alive.get());
        Session session = alive.get().session;
        Instant now = clock.instant();
        if (session.seen().plus(SEEN_STEP).isBefore(now)) {
            // Only where nobody ended it meanwhile, so that it does not come back to life.
            documents.replace(
                    KIND, "", id, alive.get().text, session.seenAt(now).json());
        }
        return Optional.of(session);
    }

    private Optional<Kept> read(String id) {
        long version = documents.version(KIND);
        Kept known = kept.getIfPresent(id);
        return known != null && known.version == version
                ? Optional.of(known)
                : documents
                        .get(KIND, "", id)
                        .map(document -> new Kept(Session.of(document.json()), document.json(), version));
    }

    void end(String secret) {
        String id = Secrets.fingerprint(secret);
        documents.delete(KIND, "", id);
        kept.invalidate(id);
    }

    private boolean isOver(Session session) {
        Instant now = clock.instant();
        return session.seen().plus(settings.idle()).isBefore(now)
                || session.since().plus(settings.longest()).isBefore(now);
    }

    private void sweep() {
        Instant now = clock.instant();
        if (!swept.equals(Instant.MIN) && swept.plus(SWEEP_STEP).isAfter(now)) {
            return;
        }
        swept = now;
        documents.list(KIND, "", SWEPT_AT_ONCE, 0).stream()
                .filter(document -> isOver(Session.of(document.json())))
                .forEach(document -> documents.delete(KIND, "", document.id()));
    }
}
