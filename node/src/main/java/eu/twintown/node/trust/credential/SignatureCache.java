package eu.twintown.node.trust.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jose.VerificationKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * Remembers which tokens are truly signed by which key. That never changes, so it needs no end; whether the key still
 * counts is asked each time, and is part of what is remembered.
 */
final class SignatureCache {
    private final Cache<ByteBuffer, Boolean> valid =
            Caffeine.newBuilder().maximumSize(20_000).build();

    /** @throws TrustException where the signature is not that of the key */
    void verify(Jws token, VerificationKey key) {
        ByteBuffer digest = digest(token, key);
        if (valid.getIfPresent(digest) == null) {
            token.verify(key);
            valid.put(digest, true);
        }
    }

    private static ByteBuffer digest(Jws token, VerificationKey key) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(key.thumbprint().getBytes(StandardCharsets.US_ASCII));
            // Which algorithms the key stands for is part of what was verified.
            sha.update(key.algorithms().contains(token.algorithm()) ? (byte) 1 : (byte) 0);
            return ByteBuffer.wrap(sha.digest(token.text().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
