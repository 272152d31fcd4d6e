package eu.twintown.node.trust.oidc.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.trust.oidc.Login;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Sign-ins that wait for the provider's answer, by their state; each is answered once. */
final class PendingLogins {
    static final Duration LIFE = Duration.ofMinutes(15);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Cache<String, Pending> pending =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /**
     * One of them.
     *
     * @param returnPath where the person wanted to go
     */
    record Pending(String provider, Login login, String returnPath, Instant until) {}

    PendingLogins(InstantSource clock) {
        this.clock = clock;
    }

    void begin(String provider, Login login, String returnPath) {
        pending.put(
                login.state(),
                new Pending(provider, login, returnPath, clock.instant().plus(LIFE)));
    }

    Optional<Pending> take(String state) {
        return Optional.ofNullable(pending.asMap().remove(state))
                .filter(found -> clock.instant().isBefore(found.until()));
    }
}
