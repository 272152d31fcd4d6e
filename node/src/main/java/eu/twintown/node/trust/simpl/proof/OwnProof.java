package eu.twintown.node.trust.simpl.proof;

import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The node's own ephemeral proof: asked for with a signed timestamp and nonce, kept until shortly before its end.
 *
 * <p>However many requests need one at the same time, it is asked for once. While it is being replaced, the one before
 * is used as long as it is good.
 */
public final class OwnProof {
    /** What is assumed where the token does not say when it ends. */
    private static final Duration USUAL_LIFE = Duration.ofMinutes(3);

    private final Supplier<SigningKey> key;
    private final Function<ObjectNode, String> token;
    private final ProofSettings settings;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Proof current;

    /**
     * A proof.
     *
     * @param jwt as the authority gave it
     * @param hash SHA-256 of it, in hexadecimal digits
     */
    public record Proof(String jwt, Instant expires, String hash) {
        @Override
        public String toString() {
            return "Proof[until " + expires + "]";
        }
    }

    /**
     * @param key the key of the tier-2 certificate
     * @param token gives the token for a request of {@code timestamp}, {@code nonce} and {@code signature}
     */
    public OwnProof(
            Supplier<SigningKey> key, Function<ObjectNode, String> token, ProofSettings settings, InstantSource clock) {
        this.key = key;
        this.token = token;
        this.settings = settings;
        this.clock = clock;
    }

    /** A proof that is good for now. */
    public Proof get() {
        Proof known = current;
        Instant now = clock.instant();
        if (known != null && isGood(known, now.plus(settings.refreshBefore()))) {
            return known;
        }
        if (known != null && isGood(known, now)) {
            if (!asking.tryLock()) {
                return known;
            }
        } else {
            asking.lock();
        }
        try {
            Proof meanwhile = current;
            if (meanwhile != null && isGood(meanwhile, now.plus(settings.refreshBefore()))) {
                return meanwhile;
            }
            Proof fresh = ask();
            current = fresh;
            return fresh;
        } finally {
            asking.unlock();
        }
    }

    /** What is kept now, good or not. */
    public Optional<Proof> kept() {
        return Optional.ofNullable(current);
    }

    /** Asks anew at the next use, such as after a renewal of the certificate. */
    public void forget() {
        current = null;
    }

    /** The request of a token: signature over timestamp, underscore and nonce, ECDSA with SHA-256, DER, base64. */
    public static ObjectNode request(SigningKey key, Instant now) {
        String timestamp = now.truncatedTo(ChronoUnit.SECONDS).toString();
        String nonce = UUID.randomUUID().toString();
        byte[] signature = key.derSignature((timestamp + "_" + nonce).getBytes(StandardCharsets.UTF_8));
        return JsonMapper.shared()
                .createObjectNode()
                .put("timestamp", timestamp)
                .put("nonce", nonce)
                .put("signature", Base64.getEncoder().encodeToString(signature));
    }

    private Proof ask() {
        Instant now = clock.instant();
        String jwt = token.apply(request(key.get(), now));
        return new Proof(jwt, end(jwt, now), hash(jwt));
    }

    /** Two seconds are kept back: a proof must not end on its way. */
    private static boolean isGood(Proof proof, Instant at) {
        return proof.expires().minusSeconds(2).isAfter(at);
    }

    private static Instant end(String jwt, Instant now) {
        try {
            ObjectNode claims = Jws.parse(jwt).claims();
            return claims.path("exp").isNumber()
                    ? Instant.ofEpochSecond(claims.path("exp").asLong())
                    : now.plus(USUAL_LIFE);
        } catch (TrustException e) {
            // Its layout is the authority's business; peers have to understand it.
            return now.plus(USUAL_LIFE);
        }
    }

    static String hash(String jwt) {
        return HexFormat.of().formatHex(CredentialId.digest("SHA-256", jwt.getBytes(StandardCharsets.UTF_8)));
    }
}
