package eu.twintown.node.trust.oidc.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * Counts attempts to prove oneself with a password or a secret, per account and per address, and refuses more until some
 * time has passed. An attempt counts until it has succeeded. Each count is a bucket that fills again evenly.
 */
public final class Attempts {
    private static final double PER_ACCOUNT = 10;
    private static final double PER_ADDRESS = 60;
    private static final Duration WHOLE = Duration.ofMinutes(10);
    private static final int MOST = 100_000;

    private final InstantSource clock;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record Bucket(double left, Instant at) {}

    public Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Takes one attempt.
     *
     * @throws ProblemException TooManyRequests with {@code retryAfter}, in seconds
     */
    void take(String account, String address) {
        take("account " + account, PER_ACCOUNT);
        take("address " + address, PER_ADDRESS);
    }

    /** It was the right password, so the attempt did not count. */
    void succeeded(String account, String address) {
        buckets.invalidate("account " + account);
        give("address " + address);
    }

    private void take(String key, double size) {
        Instant now = clock.instant();
        Bucket bucket = buckets.asMap().compute(key, (k, known) -> {
            double left = known == null ? size : refilled(known, size, now);
            return new Bucket(left - 1, now);
        });
        if (bucket.left() < 0) {
            buckets.asMap().computeIfPresent(key, (k, known) -> new Bucket(Math.max(known.left(), -1), known.at()));
            long wait = (long) Math.ceil(-bucket.left() * WHOLE.toSeconds() / size);
            throw new ProblemException(new Problem(
                    ProblemType.TOO_MANY_REQUESTS,
                    "Too many attempts to sign in; try again in " + wait + " seconds",
                    Map.of("retryAfter", Long.toString(wait))));
        }
    }

    private void give(String key) {
        buckets.asMap().computeIfPresent(key, (k, known) -> new Bucket(known.left() + 1, known.at()));
    }

    private static double refilled(Bucket bucket, double size, Instant now) {
        double gained = Duration.between(bucket.at(), now).toMillis() * size / WHOLE.toMillis();
        return Math.min(size, bucket.left() + gained);
    }
}
