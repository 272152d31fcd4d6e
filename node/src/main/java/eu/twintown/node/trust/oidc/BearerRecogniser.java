package eu.twintown.node.trust.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Access tokens in the Authorization header (RFC 6750, section 2.1). What was found out about a token is remembered for a
 * minute, by its fingerprint, so that a machine with many requests costs one check of a signature a minute; so long may a
 * key that was withdrawn still count.
 */
public final class BearerRecogniser implements Recogniser {
    private static final String SCHEME = "bearer ";
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final List<BearerSource> sources;
    private final InstantSource clock;
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    private record Known(Principal principal, Instant until) {}

    public BearerRecogniser(List<BearerSource> sources, InstantSource clock) {
        this.sources = List.copyOf(sources);
        this.clock = clock;
    }

    @Override
    public Optional<Principal> recognise(Exchange exchange) {
        return exchange.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .flatMap(value -> recognise(value.substring(SCHEME.length()).strip()));
    }

    /** Who shows this token; empty where it is of an issuer that is none of these. */
    public Optional<Principal> recognise(String token) {
        String fingerprint = Secrets.fingerprint(token);
        Known remembered = known.getIfPresent(fingerprint);
        Instant now = clock.instant();
        if (remembered != null && now.isBefore(remembered.until)) {
            return Optional.of(remembered.principal);
        }
        Optional<String> issuer = TokenVerifier.claimedIssuer(token);
        return sources.stream()
                .filter(source -> issuer.isPresent()
                        && issuer.get().equals(source.issuer().get()))
                .findFirst()
                .map(source -> {
                    BearerSource.Verified verified = source.verifier().apply(token);
                    Instant soon = now.plus(REMEMBERED);
                    Instant until = verified.until().isBefore(soon) ? verified.until() : soon;
                    known.put(fingerprint, new Known(verified.principal(), until));
                    return verified.principal();
                });
    }
}
