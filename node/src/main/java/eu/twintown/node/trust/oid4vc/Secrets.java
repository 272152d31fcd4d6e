package eu.twintown.node.trust.oid4vc;

import eu.twintown.node.trust.jose.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** Random values that stand for a right, and their digests, for only these are stored. */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Secrets() {}

    /** 256 random bits as base64url. */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return StrictJson.encode(bytes);
    }

    /** Six random digits, for people to type. */
    public static String digits() {
        return String.format(java.util.Locale.ROOT, "%06d", RANDOM.nextInt(1_000_000));
    }

    /** SHA-256 as base64url. */
    public static String digest(String secret) {
        try {
            return StrictJson.encode(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a secret has this digest, in a time that does not depend on how much of it is right. */
    public static boolean matches(String secret, String digest) {
        return MessageDigest.isEqual(
                digest(secret).getBytes(StandardCharsets.UTF_8), digest.getBytes(StandardCharsets.UTF_8));
    }
}
