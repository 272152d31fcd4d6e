package eu.twintown.node.trust.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A public key and the algorithms that it may be used with, which is what keeps an attacker from choosing them.
 *
 * @param id how a token names it: a kid or a DID URL
 * @param key the key
 * @param algorithms what it verifies
 * @param thumbprint RFC 7638 thumbprint (SHA-256, base64url)
 */
public record VerificationKey(String id, PublicKey key, Set<KeyAlgorithm> algorithms, String thumbprint) {
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int LEAST_RSA_BITS = 2048;

    /**
     * Reads a JWK (RFC 7517) of type EC (P-256, P-384), OKP (Ed25519) or RSA (2048 bits or more).
     *
     * @throws TrustException where it is none of these, or is not for signatures
     */
    public static VerificationKey ofJwk(String id, JsonNode json) {
        try {
            JWK jwk = JWK.parse(json.toString());
            if (KeyUse.ENCRYPTION.equals(jwk.getKeyUse())) {
                throw unusable(id, "it is for encryption");
            }
            if (jwk.isPrivate()) {
                throw unusable(id, "its private part is published, so anybody can sign with it");
            }
            VerificationKey key =
                    switch (jwk) {
                        case ECKey ec -> ec(id, ec);
                        case OctetKeyPair okp -> ed25519(id, okp);
                        case RSAKey rsa -> rsa(id, rsa);
                        default -> throw unusable(id, "its type " + jwk.getKeyType() + " is not taken");
                    };
            return jwk.getAlgorithm() == null
                    ? key
                    : key.only(jwk.getAlgorithm().getName());
        } catch (ParseException | JOSEException | GeneralSecurityException | IllegalStateException e) {
            throw unusable(id, String.valueOf(e.getMessage()));
        }
    }

    private static VerificationKey ec(String id, ECKey ec) throws JOSEException {
        if (ec.getCurve().equals(Curve.P_256)) {
            return new VerificationKey(id, ec.toPublicKey(), Set.of(KeyAlgorithm.ES256), thumbprint(ec));
        }
        if (ec.getCurve().equals(Curve.P_384)) {
            return new VerificationKey(id, ec.toPublicKey(), Set.of(KeyAlgorithm.ES384), thumbprint(ec));
        }
        throw unusable(id, "its curve " + ec.getCurve() + " is not taken");
    }

    private static VerificationKey ed25519(String id, OctetKeyPair okp) throws GeneralSecurityException, JOSEException {
        byte[] point = okp.getX().decode();
        if (!okp.getCurve().equals(Curve.Ed25519) || point.length != 32) {
            throw unusable(id, "its curve " + okp.getCurve() + " is not taken");
        }
        return new VerificationKey(id, ed25519(point), Set.of(KeyAlgorithm.EDDSA), thumbprint(okp));
    }

    /** The key of 32 bytes as RFC 8032 has them. */
    static PublicKey ed25519(byte[] point) throws GeneralSecurityException {
        byte[] der = new byte[ED25519_PREFIX.length + 32];
        System.arraycopy(ED25519_PREFIX, 0, der, 0, ED25519_PREFIX.length);
        System.arraycopy(point, 0, der, ED25519_PREFIX.length, 32);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    }

    private static VerificationKey rsa(String id, RSAKey rsa) throws JOSEException {
        if (rsa.size() < LEAST_RSA_BITS) {
            throw unusable(id, "it has " + rsa.size() + " bits; at least " + LEAST_RSA_BITS + " are needed");
        }
        return new VerificationKey(
                id, rsa.toPublicKey(), Set.of(KeyAlgorithm.RS256, KeyAlgorithm.PS256), thumbprint(rsa));
    }

    private static String thumbprint(JWK jwk) throws JOSEException {
        return jwk.computeThumbprint().toString();
    }

    private VerificationKey only(String alg) {
        KeyAlgorithm stated = KeyAlgorithm.ofJose(alg)
                .filter(algorithms::contains)
                .orElseThrow(() -> unusable(id, "its alg " + alg + " does not go with its type"));
        return new VerificationKey(id, key, Set.of(stated), thumbprint);
    }

    private static TrustException unusable(String id, String why) {
        return new TrustException("key", "The signing key cannot be used", "The key " + id + " cannot be used: " + why);
    }
}
