package eu.twintown.node.trust.oidc;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider's public keys, kept. They are fetched anew when they get old and when a token names one that is not among
 * them, but not more often than every half minute, so that made-up key ids do not turn the node against the provider.
 * While the provider cannot be reached the kept ones are trusted up to their stated age, and then nothing is.
 */
final class ProviderKeys implements KeySource {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderKeys.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);

    private final String issuer;
    private final Supplier<JWKSet> fetch;
    private final Duration maxAge;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Kept kept = new Kept(new JWKSet(), Instant.MIN);
    private volatile Instant lastTry = Instant.MIN;

    private record Kept(JWKSet keys, Instant at) {}

    /**
     * @param fetch gets the provider's keys, or throws
     * @param maxAge how long they are trusted while they cannot be fetched
     */
    ProviderKeys(String issuer, Supplier<JWKSet> fetch, Duration maxAge, InstantSource clock) {
        this.issuer = issuer;
        this.fetch = fetch;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    @Override
    public List<JWK> keys(String kid) {
        if (isOlderThan(kept.at, min(FRESH, maxAge))) {
            refresh(kept);
        }
        List<JWK> found = named(kid);
        if (found.isEmpty()) {
            refresh(kept);
            found = named(kid);
        }
        if (isOlderThan(kept.at, maxAge)) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE, "The identity provider " + issuer + " cannot be reached; try again later");
        }
        return found;
    }

    private List<JWK> named(String kid) {
        return kept.keys.getKeys().stream()
                .filter(key -> kid.isEmpty() || kid.equals(key.getKeyID()))
                .toList();
    }

    /** Fetches, unless somebody else did meanwhile or the last try is too recent. */
    private void refresh(Kept seen) {
        lock.lock();
        try {
            if (kept != seen || !isOlderThan(lastTry, BETWEEN_FETCHES)) {
                return;
            }
            lastTry = clock.instant();
            kept = new Kept(fetch.get(), lastTry);
        } catch (RuntimeException e) {
            LOG.warn("The keys of {} could not be fetched: {}", issuer, e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private boolean isOlderThan(Instant when, Duration age) {
        return when.equals(Instant.MIN) || when.plus(age).isBefore(clock.instant());
    }

    private static Duration min(Duration a, Duration b) {
        return Optional.of(a).filter(x -> x.compareTo(b) < 0).orElse(b);
    }
}
