package eu.twintown.node.trust.simpl.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** How Simpl names credentials: by the SHA-384 of the certified public key (DER), in base64. */
public final class CredentialId {
    private CredentialId() {}

    public static String of(PublicKey key) {
        return Base64.getEncoder().encodeToString(digest("SHA-384", key.getEncoded()));
    }

    public static String of(X509Certificate certificate) {
        return of(certificate.getPublicKey());
    }

    /** The confirmation of a certificate (RFC 8705, section 3.1). */
    static String thumbprint(X509Certificate certificate) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest("SHA-256", certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
