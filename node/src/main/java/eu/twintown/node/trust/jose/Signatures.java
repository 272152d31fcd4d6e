package eu.twintown.node.trust.jose;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Raw signatures in the form that JOSE wants: ECDSA as r and s side by side (RFC 7518, section 3.4). */
public final class Signatures {
    private static final PSSParameterSpec PS256 =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

    private Signatures() {}

    /**
     * Signs.
     *
     * @throws IllegalStateException where the key is not one for this algorithm
     */
    public static byte[] sign(KeyAlgorithm algorithm, PrivateKey key, byte[] data) {
        try {
            Signature signature = engine(algorithm);
            signature.initSign(key);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing with " + algorithm.jose() + " failed: " + e.getMessage(), e);
        }
    }

    /** As {@link #sign}, but an ECDSA signature is a DER sequence, as X.509 and TLS have it. */
    public static byte[] signDer(KeyAlgorithm algorithm, PrivateKey key, byte[] data) {
        if (algorithm != KeyAlgorithm.ES256 && algorithm != KeyAlgorithm.ES384) {
            return sign(algorithm, key, data);
        }
        try {
            Signature signature =
                    Signature.getInstance(algorithm == KeyAlgorithm.ES256 ? "SHA256withECDSA" : "SHA384withECDSA");
            signature.initSign(key);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing with " + algorithm.jose() + " failed: " + e.getMessage(), e);
        }
    }

    /** Whether the signature is one of this key over these data; false for one that has not even the right form. */
    public static boolean verify(KeyAlgorithm algorithm, PublicKey key, byte[] data, byte[] signed) {
        try {
            Signature signature = engine(algorithm);
            signature.initVerify(key);
            signature.update(data);
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Verifying " + algorithm.jose() + " failed: " + e.getMessage(), e);
        }
    }

    private static Signature engine(KeyAlgorithm algorithm)
            throws NoSuchAlgorithmException, InvalidAlgorithmParameterException {
        Signature signature = Signature.getInstance(algorithm.jca());
        if (algorithm == KeyAlgorithm.PS256) {
            signature.setParameter(PS256);
        }
        return signature;
    }
}
