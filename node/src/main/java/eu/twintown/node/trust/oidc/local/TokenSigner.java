package eu.twintown.node.trust.oidc.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.key.SigningKey;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the local issuer signs with.
 *
 * @param sign header and claims to a compact JWS; adds algorithm and key id to the header
 * @param published the public keys, as JWKs: the one in use and those that others may still need
 */
public record TokenSigner(Signing sign, Supplier<List<ObjectNode>> published) {

    /** The node's key for this purpose, with its rotation. */
    public static TokenSigner of(KeyRing keys) {
        return new TokenSigner(
                (header, claims) -> keys.active(KeyPurpose.LOCAL_ISSUER).sign(header, claims),
                () -> keys.published(KeyPurpose.LOCAL_ISSUER).stream()
                        .map(SigningKey::publicJwk)
                        .toList());
    }

    /** A key that lasts as long as the process, for tests. */
    public static TokenSigner ephemeral() {
        try {
            ECKey key =
                    new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
            String jwk = key.toPublicJWK().toJSONString();
            return new TokenSigner(
                    (header, claims) -> sign(key, header, claims),
                    () -> List.of((ObjectNode) JsonMapper.shared().readTree(jwk)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(ECKey key, ObjectNode header, ObjectNode claims) {
        try {
            JWSObject object = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .type(new JOSEObjectType(header.path("typ").asString("JWT")))
                            .build(),
                    new Payload(claims.toString()));
            object.sign(new ECDSASigner(key));
            return object.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a compact JWS of header and claims. */
    @FunctionalInterface
    public interface Signing {
        String sign(ObjectNode header, ObjectNode claims);
    }
}
