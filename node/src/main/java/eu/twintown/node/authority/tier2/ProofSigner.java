package eu.twintown.node.authority.tier2;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.ca.Authorities;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes and reads ephemeral proofs: JWTs (RFC 7519, ES256) that say who an agent is, for some minutes, bound to its
 * certificate (RFC 8705, section 3.1). Simpl-Open does not publish the names of the claims; these are our own.
 */
public final class ProofSigner {
    public static final Duration LIFE = Duration.ofMinutes(3);

    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Authorities.Holder key;
    private final String issuer;
    private final ECKey jwk;

    /** @param issuer URL of the authority's tier-2 listener */
    public ProofSigner(Authorities.Holder key, String issuer) {
        this.key = key;
        this.issuer = issuer;
        try {
            this.jwk = new ECKey.Builder(
                            Curve.P_256, (ECPublicKey) key.certificate().getPublicKey())
                    .keyIDFromThumbprint()
                    .algorithm(JWSAlgorithm.ES256)
                    .x509CertChain(List.of(Base64.encode(key.certificate().getEncoded())))
                    .build();
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key as a JWK set member. */
    public Map<String, Object> publicJwk() {
        return jwk.toPublicJWK().toJSONObject();
    }

    /** A proof for this caller, as of {@code now}. */
    String issue(Caller caller, List<String> attributes, Instant now) {
        return sign(caller, attributes, now, key.key());
    }

    /** As {@link #issue}, but signed with a key that nobody trusts (a fault for tests). */
    String forge(Caller caller, List<String> attributes, Instant now, PrivateKey wrong) {
        return sign(caller, attributes, now, wrong);
    }

    private String sign(Caller caller, List<String> attributes, Instant now, PrivateKey signer) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(caller.credential().id())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .claim("participant_id", caller.participant().id())
                .claim("credential_id", caller.credential().id())
                .claim("organization", caller.participant().organization())
                .claim("identity_attributes", attributes)
                .claim("cnf", Map.of("x5t#S256", thumbprint(caller.certificate())))
                .claim("tier1_public_key", caller.participant().tierOnePublicKey())
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(jwk.getKeyID())
                .x509CertChain(jwk.getX509CertChain())
                .build();
        try {
            SignedJWT proof = new SignedJWT(header, claims);
            proof.sign(new ECDSASigner(signer, Curve.P_256));
            return proof.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A proof that was found in order. */
    record Checked(String participantId, Instant expires) {}

    /**
     * Checks signature, dates, issuer and binding to the caller's certificate.
     *
     * @throws eu.twintown.kernel.problem.ProblemException unauthorized or bad request, telling what is wrong
     */
    Checked check(String proof, Caller caller, Instant now) {
        try {
            SignedJWT read = SignedJWT.parse(proof);
            ECKey verifier = jwk.toPublicJWK();
            if (!read.getHeader().getAlgorithm().equals(JWSAlgorithm.ES256)
                    || !read.verify(new ECDSAVerifier(verifier))) {
                throw SimplProblem.unauthorized("The proof is not signed by this authority");
            }
            JWTClaimsSet claims = read.getJWTClaimsSet();
            Instant expires = claims.getExpirationTime().toInstant();
            if (!expires.isAfter(now)) {
                throw SimplProblem.unauthorized("The proof has expired");
            }
            if (claims.getNotBeforeTime().toInstant().isAfter(now.plus(TOLERANCE))) {
                throw SimplProblem.unauthorized("The proof is not valid yet");
            }
            Map<String, Object> binding = claims.getJSONObjectClaim("cnf");
            if (binding == null || !thumbprint(caller.certificate()).equals(binding.get("x5t#S256"))) {
                throw SimplProblem.unauthorized("The proof belongs to another certificate");
            }
            return new Checked(claims.getStringClaim("participant_id"), expires);
        } catch (ParseException | JOSEException e) {
            throw SimplProblem.badRequest("The proof cannot be read: it must be a signed JWT");
        }
    }

    private static String thumbprint(X509Certificate certificate) {
        try {
            return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()))
                    .toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
