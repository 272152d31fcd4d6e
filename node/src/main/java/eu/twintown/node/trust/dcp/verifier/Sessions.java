package eu.twintown.node.trust.dcp.verifier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.trust.Principal;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * Short tokens for callers who have proved who they are, so that the next request needs neither a signature nor a
 * question to their credential service. Kept in memory of this process: a token that is not known (after a restart, at
 * another instance) makes the caller prove itself again.
 */
final class Sessions {
    static final String PREFIX = "tts_";
    private static final int MOST = 50_000;
    private static final int BYTES = 24;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Session> sessions =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record Session(Principal principal, Instant until) {}

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /** A token by which this caller is known until then. */
    String open(Principal principal, Instant until) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(token, new Session(principal, until));
        return token;
    }

    Optional<Principal> find(String token) {
        Session session = sessions.getIfPresent(token);
        return session == null || !clock.instant().isBefore(session.until())
                ? Optional.empty()
                : Optional.of(session.principal());
    }
}
