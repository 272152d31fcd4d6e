package eu.twintown.node.trust.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets with AES-256-GCM. What is sealed is bound to a context (a kind and an id), so that one sealed secret
 * cannot be put in the place of another.
 */
public final class SecretBox {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private SecretBox(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** A box under a key of 32 bytes. */
    static SecretBox of(byte[] key) {
        return new SecretBox(key);
    }

    /** A box under a passphrase (PBKDF2, HMAC-SHA-256). */
    static SecretBox derived(String passphrase, byte[] salt, int iterations) {
        char[] characters = passphrase.toCharArray();
        PBEKeySpec spec = new PBEKeySpec(characters, salt, iterations, 256);
        try {
            return new SecretBox(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            spec.clearPassword();
            Arrays.fill(characters, '\0');
        }
    }

    static byte[] random(int bytes) {
        byte[] fresh = new byte[bytes];
        RANDOM.nextBytes(fresh);
        return fresh;
    }

    /** Seals a secret; the answer is base64 text. */
    public String seal(String context, byte[] secret) {
        byte[] nonce = random(NONCE);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(secret);
            byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
            return Base64.getEncoder().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Opens what {@link #seal} made in the same context.
     *
     * @throws IllegalStateException where the passphrase is another one, or the text was changed
     */
    public byte[] unseal(String context, String sealed) {
        try {
            byte[] whole = Base64.getDecoder().decode(sealed);
            if (whole.length < NONCE) {
                throw new IllegalStateException("A sealed secret (" + context + ") is cut off");
            }
            byte[] nonce = Arrays.copyOf(whole, NONCE);
            return cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(whole, NONCE, whole.length - NONCE);
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw new IllegalStateException("A sealed secret (" + context
                    + ") does not open: the passphrase is another one, or it was changed");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
