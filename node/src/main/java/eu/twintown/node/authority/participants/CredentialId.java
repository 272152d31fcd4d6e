package eu.twintown.node.authority.participants;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.authority.api.SimplProblem;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;

/** The name of a credential: the SHA-384 of its public key (SubjectPublicKeyInfo), as base64. */
public final class CredentialId {
    private static final int HASH_BYTES = 48;
    private static final int BASE64_LENGTH = 64;
    private static final int LONGEST_MULTIBASE = 67;
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String PREFIX = "sha384-";

    private CredentialId() {}

    public static String of(PublicKey key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-384").digest(key.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The usual form of an id as callers write it: base64 with either alphabet, with or without {@code sha384-} before
     * it, or multibase base58btc ({@code z...}), which needs no escapes in a path.
     */
    public static String normal(String written) {
        String text = written.startsWith(PREFIX) ? written.substring(PREFIX.length()) : written;
        if (text.startsWith("z") && text.length() != BASE64_LENGTH && text.length() <= LONGEST_MULTIBASE) {
            return Base64.getEncoder().encodeToString(base58(text.substring(1)));
        }
        // In a path some clients leave + and / as they are, others use the URL alphabet.
        String standard = text.replace('-', '+').replace('_', '/').replace(' ', '+');
        try {
            byte[] hash = Base64.getDecoder().decode(standard);
            if (hash.length == HASH_BYTES) {
                return standard;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw SimplProblem.badRequest("'" + written + "' is no credential id (SHA-384 of a public key, base64)");
    }

    /** As {@link #normal}, for an id in a path: what is no id names nothing. */
    public static String inPath(String written) {
        try {
            return normal(written);
        } catch (ProblemException e) {
            throw SimplProblem.notFound(String.valueOf(e.getMessage()));
        }
    }

    /** Multibase base58btc of the hash. */
    public static String multibase(String id) {
        BigInteger number = new BigInteger(1, Base64.getDecoder().decode(id));
        StringBuilder text = new StringBuilder();
        BigInteger base = BigInteger.valueOf(BASE58.length());
        while (number.signum() > 0) {
            BigInteger[] parts = number.divideAndRemainder(base);
            text.append(BASE58.charAt(parts[1].intValue()));
            number = parts[0];
        }
        return "z" + text.reverse();
    }

    private static byte[] base58(String text) {
        BigInteger number = BigInteger.ZERO;
        for (char c : text.toCharArray()) {
            int digit = BASE58.indexOf(c);
            if (digit < 0) {
                throw SimplProblem.badRequest("'" + c + "' cannot stand in a base58 credential id");
            }
            number = number.multiply(BigInteger.valueOf(BASE58.length())).add(BigInteger.valueOf(digit));
        }
        byte[] bytes = number.toByteArray();
        byte[] hash = new byte[HASH_BYTES];
        int length = Math.min(bytes.length, HASH_BYTES);
        System.arraycopy(bytes, bytes.length - length, hash, HASH_BYTES - length, length);
        return hash;
    }
}
