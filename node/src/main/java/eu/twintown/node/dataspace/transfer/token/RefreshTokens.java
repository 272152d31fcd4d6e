package eu.twintown.node.dataspace.transfer.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Refresh tokens: the transfer, a generation, and a code over both (HMAC-SHA-256) under the secret of the family. So a used
 * one can be told from one that was made up, without keeping them all.
 */
final class RefreshTokens {
    private static final String PREFIX = "ttr_";
    private static final String MAC = "HmacSHA256";
    private static final int LONGEST = 2_000;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder OUT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder IN = Base64.getUrlDecoder();

    private RefreshTokens() {}

    /** What a refresh token says of itself. */
    record Parsed(String transfer, long generation, byte[] code) {

        boolean isMadeWith(byte[] secret) {
            return MessageDigest.isEqual(code, RefreshTokens.code(transfer, generation, secret));
        }
    }

    static byte[] newSecret() {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return secret;
    }

    static String make(String transfer, long generation, byte[] secret) {
        return PREFIX
                + OUT.encodeToString(transfer.getBytes(StandardCharsets.UTF_8))
                + "." + generation
                + "." + OUT.encodeToString(code(transfer, generation, secret));
    }

    static Optional<Parsed> parse(String token) {
        if (!token.startsWith(PREFIX) || token.length() > LONGEST) {
            return Optional.empty();
        }
        String[] parts = token.substring(PREFIX.length()).split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            String transfer = new String(IN.decode(parts[0]), StandardCharsets.UTF_8);
            return transfer.indexOf(0) >= 0
                    ? Optional.empty()
                    : Optional.of(new Parsed(transfer, Long.parseLong(parts[1]), IN.decode(parts[2])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] code(String transfer, long generation, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret, MAC));
            return mac.doFinal((generation + " " + transfer).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
