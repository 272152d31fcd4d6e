package eu.twintown.node.trust.oid4vc.issuer;

import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jose.VerificationKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A proof that the wallet has a key (appendix F.1, proof type {@code jwt}).
 *
 * @param did whose key it is; empty where the proof brought a bare key
 * @param jwk the bare key
 * @param nonce the issuer's nonce in it
 */
record KeyProof(String did, Optional<JsonNode> jwk, String nonce) {
    private static final String TYPE = "openid4vci-proof+jwt";
    private static final Duration LIFE = Duration.ofMinutes(5);

    /**
     * Reads and verifies.
     *
     * @param issuer credential issuer identifier that the proof must be meant for
     * @throws TrustException with the check that failed
     */
    static KeyProof verify(String text, String issuer, KeySource keys, Instant now) {
        Jws jws = Jws.parse(text);
        if (!jws.type().equals(TYPE)) {
            throw new TrustException("form", "The proof's typ must be " + TYPE, "The proof's typ is " + jws.type());
        }
        JwtClaims claims = new JwtClaims(jws.claims()).meantFor(issuer).validAt(now, JwtClaims.TOLERANCE);
        Instant made = claims.date("iat")
                .orElseThrow(() -> new TrustException("form", "The claim iat is missing", "The claim iat is missing"));
        if (made.plus(LIFE).isBefore(now)) {
            throw new TrustException("dates", "The proof is too old", "The proof was made at " + made);
        }
        String nonce = claims.text("nonce");
        JsonNode jwk = jws.header().path("jwk");
        boolean bare = jwk.isObject();
        if (bare == !jws.kid().isEmpty()) {
            throw new TrustException(
                    "form", "The proof must name its key by kid or bring it as jwk", "kid and jwk: both or none");
        }
        if (bare) {
            jws.verify(VerificationKey.ofJwk("jwk", jwk));
            return new KeyProof("", Optional.of(jwk), nonce);
        }
        int hash = jws.kid().indexOf('#');
        String did = hash < 0 ? jws.kid() : jws.kid().substring(0, hash);
        jws.verify(keys.key(did, jws, Relationship.AUTHENTICATION));
        return new KeyProof(did, Optional.empty(), nonce);
    }
}
