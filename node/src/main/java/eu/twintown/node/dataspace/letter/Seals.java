package eu.twintown.node.dataspace.letter;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.trust.credential.KeySource;
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
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes letters with this node's key and opens those of others: a JWT (RFC 7519) with {@code iss} and {@code aud} as
 * DIDs, the kind of letter as {@code type} and its content as {@code body}. One that travels is good for five minutes and
 * is taken once; it is written anew for each attempt to deliver it.
 */
public final class Seals {
    private static final Logger LOG = LoggerFactory.getLogger(Seals.class);
    private static final String TYP = "letter+jwt";
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final NodeDid me;
    private final KeySource keys;
    private final Duration tolerance;
    private final InstantSource clock;
    private final ReplayGuard seen;

    /** @param tolerance how far the clocks of others may be apart from this node's */
    public Seals(NodeDid me, KeySource keys, Duration tolerance, InstantSource clock) {
        this.me = me;
        this.keys = keys;
        this.tolerance = tolerance;
        this.clock = clock;
        this.seen = new ReplayGuard(clock);
    }

    /** The DID of this node. */
    public String me() {
        return me.did().value();
    }

    /** A letter that travels now, as the member {@code letter} of a JSON object. */
    public ObjectNode sealed(String type, String to, ObjectNode body) {
        Instant now = clock.instant();
        ObjectNode claims = claims(type, body)
                .put("aud", to)
                .put("jti", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFE).getEpochSecond());
        return StrictJson.object().put("letter", sign(claims));
    }

    /** A statement for anybody, without end. */
    public String statement(String type, ObjectNode body) {
        return sign(claims(type, body).put("iat", clock.instant().getEpochSecond()));
    }

    /** A statement to one participant, without end, which nobody can pass off as made to another. */
    public String statement(String type, String to, ObjectNode body) {
        return sign(claims(type, body)
                .put("aud", to)
                .put("jti", UUID.randomUUID().toString())
                .put("iat", clock.instant().getEpochSecond()));
    }

    /**
     * Opens a letter to this node.
     *
     * @throws ProblemException Unauthorized with the reason, where it is not what it should be
     */
    public SealedMessage open(String type, JsonNode message) {
        try {
            JwtClaims claims = verified(type, message.path("letter").asString(""));
            claims.validAt(clock.instant(), tolerance).meantFor(me());
            Instant end = claims.date("exp")
                    .orElseThrow(() -> new TrustException("dates", "The letter has no end", "There is no exp"));
            if (end.isAfter(clock.instant().plus(LIFE).plus(tolerance))) {
                throw new TrustException("dates", "The letter is good for too long", "It ends at " + end);
            }
            seen.once(claims.text("iss"), claims.text("jti"), end.plus(tolerance));
            return letter(claims, message.path("letter").asString());
        } catch (TrustException e) {
            LOG.info("A letter of type {} was refused: {}", type, e.reason());
            throw new ProblemException(ProblemType.UNAUTHORIZED, "The letter is not accepted: " + e.safe());
        }
    }

    /**
     * Verifies a statement.
     *
     * @throws TrustException where it is not signed by whom it names
     */
    public SealedMessage verify(String type, String text) {
        return letter(verified(type, text), text);
    }

    /**
     * Verifies a statement that was made to this node.
     *
     * @throws TrustException where it is not signed by whom it names, or made to somebody else
     */
    public SealedMessage verifyToMe(String type, String text) {
        return letter(verified(type, text).meantFor(me()), text);
    }

    private JwtClaims verified(String type, String text) {
        Jws jws = Jws.parse(text);
        JwtClaims claims = new JwtClaims(jws.claims());
        if (!jws.type().equals(TYP) || !claims.text("type").equals(type)) {
            throw new TrustException(
                    "type",
                    "It is another kind of letter",
                    "It is no " + type + " but " + claims.json().path("type"));
        }
        jws.verify(keys.key(claims.text("iss"), jws, Relationship.ASSERTION_METHOD));
        if (!claims.json().path("body").isObject()) {
            throw new TrustException("form", "The letter has no content", "There is no object as body");
        }
        return claims;
    }

    private static SealedMessage letter(JwtClaims claims, String text) {
        return new SealedMessage(
                claims.text("iss"),
                (ObjectNode) claims.json().path("body"),
                claims.date("iat").orElse(Instant.EPOCH),
                text);
    }

    private ObjectNode claims(String type, ObjectNode body) {
        ObjectNode claims = StrictJson.object().put("iss", me()).put("type", type);
        claims.set("body", body);
        return claims;
    }

    private String sign(ObjectNode claims) {
        return me.key().sign(StrictJson.object().put("typ", TYP).put("kid", me.keyId()), claims);
    }
}
