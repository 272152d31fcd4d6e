package eu.twintown.node.trust.oidc.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.trust.oidc.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sign-ins under way, and the codes that they end in; both live in memory, for minutes. */
final class Grants {
    private static final Duration REQUEST_LIFE = Duration.ofMinutes(15);
    private static final Duration CODE_LIFE = Duration.ofSeconds(60);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Cache<String, Kept<AuthorizationRequest>> requests =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<String, Kept<Grant>> codes =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record Kept<T>(T what, Instant until) {}

    /**
     * What somebody granted a client.
     *
     * @param family names all refresh tokens that come of it
     */
    record Grant(AuthorizationRequest request, String user, Instant at, String family) {}

    /**
     * A redeemed code.
     *
     * @param again whether it had been redeemed before
     */
    record Redeemed(Grant grant, boolean again) {}

    Grants(InstantSource clock) {
        this.clock = clock;
    }

    /** Keeps a request while its person signs in, and gives its handle. */
    String begin(AuthorizationRequest request) {
        String handle = Secrets.random();
        requests.put(handle, new Kept<>(request, clock.instant().plus(REQUEST_LIFE)));
        return handle;
    }

    Optional<AuthorizationRequest> find(String handle) {
        return alive(requests.getIfPresent(handle));
    }

    /** Ends the request with a code. */
    String grant(String handle, AuthorizationRequest request, String user) {
        requests.invalidate(handle);
        String code = Secrets.random();
        Grant grant = new Grant(request, user, clock.instant(), Secrets.random());
        codes.put(Secrets.fingerprint(code), new Kept<>(grant, clock.instant().plus(CODE_LIFE)));
        return code;
    }

    /** What a code stands for; a code that comes twice was stolen once (RFC 6749, section 4.1.2). */
    Optional<Redeemed> redeem(String code) {
        String key = Secrets.fingerprint(code);
        Kept<Grant> kept = codes.asMap().remove(key);
        Optional<Grant> grant = alive(kept);
        String spent = "spent " + key;
        if (grant.isPresent()) {
            codes.put(spent, new Kept<>(grant.get(), clock.instant().plus(REQUEST_LIFE)));
            return grant.map(found -> new Redeemed(found, false));
        }
        return alive(codes.getIfPresent(spent)).map(found -> new Redeemed(found, true));
    }

    private <T> Optional<T> alive(@Nullable Kept<T> kept) {
        return kept == null || clock.instant().isAfter(kept.until) ? Optional.empty() : Optional.of(kept.what);
    }
}
