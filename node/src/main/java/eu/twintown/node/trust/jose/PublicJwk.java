package eu.twintown.node.trust.jose;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import tools.jackson.databind.node.ObjectNode;

/** Public keys of the node as JWK (RFC 7517). */
public final class PublicJwk {

    private PublicJwk() {}

    /** The members that make the key and no others: kty, crv, x, y or n, e. */
    public static ObjectNode of(PublicKey key) {
        return StrictJson.object(jwk(key).toJSONString());
    }

    /** The algorithm that the node signs with, where this is its key. */
    public static KeyAlgorithm algorithm(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec when Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams())) -> KeyAlgorithm.ES256;
            case ECPublicKey ec when Curve.P_384.equals(Curve.forECParameterSpec(ec.getParams())) -> KeyAlgorithm.ES384;
            case EdECPublicKey ed when ed.getParams().getName().equals("Ed25519") -> KeyAlgorithm.EDDSA;
            case RSAPublicKey _ -> KeyAlgorithm.RS256;
            default ->
                throw new IllegalArgumentException(
                        "Keys of type " + key.getAlgorithm() + " are not taken; use P-256, Ed25519 or RSA");
        };
    }

    private static JWK jwk(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec -> new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
            case RSAPublicKey rsa -> new RSAKey.Builder(rsa).build();
            case EdECPublicKey ed -> {
                byte[] der = ed.getEncoded();
                byte[] point = Arrays.copyOfRange(der, der.length - 32, der.length);
                yield new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point)).build();
            }
            default -> throw new IllegalArgumentException("Keys of type " + key.getAlgorithm() + " are not taken");
        };
    }
}
