package eu.twintown.node.trust.oid4vc.issuer;

import eu.twintown.node.trust.jose.ReplayGuard;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Values for proofs of possession ({@code c_nonce}, section 7). They carry their own end and a MAC, so that asking for many
 * costs the node no memory; only those that were used are remembered. A restart makes them void: a wallet then asks anew.
 */
final class Nonces {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int RANDOM_BYTES = 16;
    private static final int BODY_BYTES = Long.BYTES + RANDOM_BYTES;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;
    private final ReplayGuard used;
    private final InstantSource clock;

    Nonces(InstantSource clock) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
        this.used = new ReplayGuard(clock);
        this.clock = clock;
    }

    String next() {
        byte[] noise = new byte[RANDOM_BYTES];
        random.nextBytes(noise);
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .putLong(clock.instant().plus(LIFE).getEpochSecond())
                .put(noise)
                .array();
        byte[] mac = mac(body);
        return StrictJson.encode(
                ByteBuffer.allocate(body.length + mac.length).put(body).put(mac).array());
    }

    /** @throws TrustException where it is not one of ours, has expired, or was used before */
    void use(String nonce) {
        byte[] bytes = StrictJson.decode(nonce);
        byte[] body = Arrays.copyOf(bytes, Math.min(BODY_BYTES, bytes.length));
        byte[] mac = Arrays.copyOfRange(bytes, body.length, bytes.length);
        if (body.length < BODY_BYTES || !MessageDigest.isEqual(mac, mac(body))) {
            throw new TrustException("nonce", "The nonce is not one of this issuer", "The nonce's MAC is wrong");
        }
        Instant until = Instant.ofEpochSecond(ByteBuffer.wrap(body).getLong());
        if (!clock.instant().isBefore(until)) {
            throw new TrustException("nonce", "The nonce has expired", "The nonce expired at " + until);
        }
        used.once("c_nonce", nonce, until);
    }

    private byte[] mac(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
