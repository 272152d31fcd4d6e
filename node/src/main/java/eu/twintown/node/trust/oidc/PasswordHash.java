package eu.twintown.node.trust.oidc;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passwords as they may lie in a file: PBKDF2 with HMAC-SHA-512, a salt of 16 bytes and as many rounds as OWASP advises.
 * Written as {@code pbkdf2-sha512$rounds$salt$hash}, base64url.
 */
public final class PasswordHash {
    private static final int ROUNDS = 210_000;
    private static final int FEWEST_ROUNDS = 1_000;
    private static final int MOST_ROUNDS = 5_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final int LONGEST_PASSWORD = 512;
    private static final Pattern FORM =
            Pattern.compile("pbkdf2-sha512\\$([1-9]\\d{3,6})\\$([\\w-]{16,64})\\$([\\w-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Hashing is dear on purpose; strangers who try passwords do not get more of the machine than this. */
    private static final Semaphore AT_ONCE = new Semaphore(2);

    private PasswordHash() {}

    /** A new hash with a salt of its own. */
    public static String of(String password) {
        byte[] salt = random(SALT_BYTES);
        return written(salt, derive(password, salt, ROUNDS));
    }

    /**
     * A hash of no password, compared in place of one that does not exist: refusing an unknown name takes as long as
     * refusing a wrong password. It is random, and so costs nothing to make.
     */
    public static String none() {
        return written(random(SALT_BYTES), random(HASH_BITS / Byte.SIZE));
    }

    private static String written(byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return "pbkdf2-sha512$" + ROUNDS + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Whether a text has the form of such a hash. */
    public static boolean isOne(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        int rounds = Integer.parseInt(matcher.group(1));
        return rounds >= FEWEST_ROUNDS && rounds <= MOST_ROUNDS;
    }

    /** Whether this is the password behind the hash. Takes the same time for every password. */
    public static boolean matches(String password, String hash) {
        Matcher matcher = FORM.matcher(hash);
        if (!matcher.matches() || password.length() > LONGEST_PASSWORD) {
            return false;
        }
        Base64.Decoder base64 = Base64.getUrlDecoder();
        return MessageDigest.isEqual(
                base64.decode(matcher.group(3)),
                derive(password, base64.decode(matcher.group(2)), Integer.parseInt(matcher.group(1))));
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        AT_ONCE.acquireUninterruptibly();
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            AT_ONCE.release();
        }
    }
}
