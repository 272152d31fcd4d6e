package eu.twintown.node.trust.jose;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Remembers the ids of single-use tokens until they expire. It lives in memory: after a restart a token could pass a
 * second time, for as long as it is valid at most, which is why those who use it also limit that time. What has not
 * expired is never pushed out to make room: when the memory is full, new tokens are refused.
 */
public final class ReplayGuard {
    private static final int MOST = 200_000;

    private final InstantSource clock;
    private final Cache<String, Instant> seen;

    public ReplayGuard(InstantSource clock) {
        this.clock = clock;
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
        if (seen.asMap().putIfAbsent(issuer.length() + ":" + issuer + jti, until) != null) {
            throw new TrustException(
                    "replay", "The proof was used before", "The token " + jti + " of " + issuer + " was used before");
        }
    }

    private Duration remaining(Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        return left.isPositive() ? left : Duration.ofMillis(1);
    }
}
