package eu.twintown.node.trust.jose;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Remembers the ids of single-use tokens until they expire. What has not expired is never pushed out to make room: when the
 * memory is full, new tokens are refused.
 *
 * <p>Where a restart does not make the tokens void anyway, what passed is also written down before it passes
 * ({@link #ReplayGuard(InstantSource, Ledger)}): then no token passes a second time, neither after a restart nor at another
 * process of the same node.
 */
public final class ReplayGuard {
    private static final int MOST = 200_000;

    private final InstantSource clock;
    private final Ledger ledger;
    private final Cache<String, Instant> seen;

    /** Where used ids are written down. */
    @FunctionalInterface
    public interface Ledger {
        /** Notes an id that is used now; false where it was noted before. */
        boolean note(String id, Instant until);
    }

    /** In memory only. */
    public ReplayGuard(InstantSource clock) {
        this(clock, (id, until) -> true);
    }

    public ReplayGuard(InstantSource clock, Ledger ledger) {
        this.clock = clock;
        this.ledger = ledger;
        this.seen = Caffeine.newBuilder()
                .ticker(() -> clock.millis() * 1_000_000)
                .expireAfter(Expiry.creating((String id, Instant until) -> remaining(until)))
                .build();
    }

    /**
     * Lets the token of this issuer and id pass, once.
     *
     * @param until when the token expires, the tolerance for clocks included
     * @throws TrustException where it has passed before
     */
    public void once(String issuer, String jti, Instant until) {
        if (seen.estimatedSize() >= MOST) {
            seen.cleanUp();
            if (seen.estimatedSize() >= MOST) {
                throw new TrustException(
                        "replay", "Too many proofs at this moment", "The memory for single-use tokens is full");
            }
        }
        String id = issuer.length() + ":" + issuer + jti;
        if (seen.asMap().putIfAbsent(id, until) != null || !ledger.note(id, until)) {
            throw new TrustException(
                    "replay", "The proof was used before", "The token " + jti + " of " + issuer + " was used before");
        }
    }

    private Duration remaining(Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        return left.isPositive() ? left : Duration.ofMillis(1);
    }
}
