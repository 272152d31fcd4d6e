package eu.twintown.node.trust.dcp;

import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.ReplayGuard;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the self-issued ID tokens of this node and validates those of others (DCP 1.0.1, sections "Self-Issued ID
 * Tokens" and "Validating Self-Issued ID Tokens"). What costs nothing is checked before anything is fetched, and an id is
 * used up only by a token whose signature holds.
 */
public final class IdTokens {
    /** No token is accepted for longer, so that the memory for their ids is bounded. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    private final NodeDid node;
    private final DidResolver resolver;
    private final ReplayGuard replay;
    private final DcpSettings settings;
    private final InstantSource clock;

    /** @param replay remembers the tokens of others that were used */
    public IdTokens(NodeDid node, DidResolver resolver, ReplayGuard replay, DcpSettings settings, InstantSource clock) {
        this.node = node;
        this.resolver = resolver;
        this.replay = replay;
        this.settings = settings;
        this.clock = clock;
    }

    /** A token for this audience, with an access token for this node's credential service, or one of the audience's own. */
    public String mint(Did audience, Optional<String> accessToken) {
        Instant now = clock.instant();
        ObjectNode claims = StrictJson.object()
                .put("iss", node.did().value())
                .put("sub", node.did().value())
                .put("aud", audience.value())
                .put("jti", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(settings.tokenLife()).getEpochSecond());
        accessToken.ifPresent(token -> claims.put("token", token));
        return node.key().sign(StrictJson.object().put("typ", "JWT").put("kid", node.keyId()), claims);
    }

    /**
     * Validates a token that somebody sent to this node.
     *
     * @throws TrustException where it does not hold
     */
    public IdToken validate(String compact) {
        Jws jws = Jws.parse(compact);
        JwtClaims claims = new JwtClaims(jws.claims());
        String issuer = claims.text("iss");
        if (!issuer.equals(claims.text("sub"))) {
            throw new TrustException(
                    "issuer",
                    "The claims iss and sub must be the same DID",
                    "iss is " + issuer + ", but sub is " + claims.text("sub"));
        }
        Did bearer = Did.parse(issuer);
        claims.meantFor(node.did().value()).validAt(clock.instant(), settings.clockTolerance());
        Instant expires = expiry(claims);
        String jti = claims.text("jti");
        // Resolving checks that the document's id is the DID itself (step 4).
        jws.verify(resolver.key(bearer, jws.kid(), Relationship.CAPABILITY_INVOCATION));
        replay.once(issuer, jti, expires.plus(settings.clockTolerance()));
        return new IdToken(bearer, claims.optionalText("token"), expires);
    }

    private static Instant expiry(JwtClaims claims) {
        Instant expires = claims.date("exp").orElseThrow(() -> missing("exp"));
        Instant issued = claims.date("iat").orElseThrow(() -> missing("iat"));
        if (Duration.between(issued, expires).compareTo(LONGEST_LIFE) > 0) {
            throw new TrustException(
                    "dates",
                    "The proof lives too long; at most " + LONGEST_LIFE.toMinutes() + " minutes are accepted",
                    "The token lives from " + issued + " to " + expires);
        }
        return expires;
    }

    private static TrustException missing(String claim) {
        return new TrustException("form", "The claim " + claim + " is missing", "The claim " + claim + " is missing");
    }
}
