package eu.twintown.node.trust.oidc.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.trust.oidc.Secrets;
import eu.twintown.node.trust.oidc.SignInProvider;
import eu.twintown.node.trust.oidc.SignInSettings;
import eu.twintown.store.Documents;
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

    /** @param version of all sessions when this one was read */
    private record Kept(Session session, long version) {}

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
        long version = documents.version(KIND);
        Kept known = kept.getIfPresent(id);
        Optional<Session> found = known != null && known.version == version
                ? Optional.of(known.session)
                : documents.get(KIND, "", id).map(document -> Session.of(document.json()));
        Optional<Session> alive = found.filter(session -> !isOver(session));
        if (alive.isEmpty()) {
            kept.invalidate(id);
            return Optional.empty();
        }
        kept.put(id, new Kept(alive.get(), version));
        Instant now = clock.instant();
        if (alive.get().seen().plus(SEEN_STEP).isBefore(now)) {
            documents.replace(
                    KIND, "", id, alive.get().json(), alive.get().seenAt(now).json());
        }
        return alive;
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
