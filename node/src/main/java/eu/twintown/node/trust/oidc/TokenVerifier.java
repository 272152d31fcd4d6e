package eu.twintown.node.trust.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.trust.Unauthorized;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies signed tokens of one issuer (RFC 7519, RFC 8725, RFC 9068): form, algorithm, signature, issuer, audience,
 * dates. Only public-key algorithms are known, and each only with keys of its kind, so neither {@code none} nor an HMAC
 * under a public key can pass.
 */
public final class TokenVerifier {

    /** What a token is for. */
    public enum Use {
        /** Shown to the node by who wants something of it. */
        ACCESS,
        /** Tells the node as a client who signed in. */
        IDENTITY
    }

    private static final int LONGEST_TOKEN = 16 * 1024;
    private static final Set<JWSAlgorithm> RSA = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512);
    private static final Map<JWSAlgorithm, Curve> CURVES =
            Map.of(JWSAlgorithm.ES256, Curve.P_256, JWSAlgorithm.ES384, Curve.P_384, JWSAlgorithm.ES512, Curve.P_521);
    private static final Set<JWSAlgorithm> EDWARDS = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
    /** SubjectPublicKeyInfo of an Ed25519 key up to the key itself (RFC 8410, section 4). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int SMALLEST_RSA = 2048;
    private static final Set<String> TYPES = Set.of("", "jwt", "at+jwt", "application/at+jwt");
    private static final Set<String> NO_ACCESS_TOKENS = Set.of("ID", "Refresh", "Offline", "Logout");
    private static final String SAFE = "The token is not valid here";

    private final String issuer;
    private final KeySource keys;
    private final Duration tolerance;
    private final InstantSource clock;

    /** @param tolerance how far the issuer's clock may be off */
    public TokenVerifier(String issuer, KeySource keys, Duration tolerance, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /** The issuer whose tokens it verifies. */
    public String issuer() {
        return issuer;
    }

    /** The issuer that a token claims to be of, nothing verified; empty where it is no token that could be verified. */
    static Optional<String> claimedIssuer(String token) {
        if (token.length() > LONGEST_TOKEN) {
            throw Unauthorized.because(
                    "a token of " + token.length() + " characters", "The token is longer than " + LONGEST_TOKEN);
        }
        try {
            return Optional.ofNullable(com.nimbusds.jwt.JWTParser.parse(token).getJWTClaimsSet())
                    .map(JWTClaimsSet::getIssuer);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /**
     * The claims of a token that holds.
     *
     * @throws ProblemException Unauthorized, where it does not
     */
    public JWTClaimsSet verify(String token, Use use, Set<String> audiences) {
        if (token.length() > LONGEST_TOKEN) {
            throw refused("it has " + token.length() + " characters; at most " + LONGEST_TOKEN + " are read");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            checkHeader(jwt, use);
            checkSignature(jwt);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            checkUse(claims, use);
            checkClaims(claims, audiences);
            return claims;
        } catch (ParseException e) {
            throw refused("it is no signed JWT: " + e.getMessage());
        } catch (JOSEException e) {
            throw refused("its signature cannot be checked: " + e.getMessage());
        }
    }

    private void checkHeader(SignedJWT jwt, Use use) {
        JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
        if (!RSA.contains(algorithm) && !CURVES.containsKey(algorithm) && !EDWARDS.contains(algorithm)) {
            throw refused("its algorithm " + algorithm + " is not allowed");
        }
        if (jwt.getHeader().getCriticalParams() != null) {
            throw refused(
                    "its header has critical parameters " + jwt.getHeader().getCriticalParams());
        }
        String type = jwt.getHeader().getType() == null
                ? ""
                : jwt.getHeader().getType().getType().toLowerCase(Locale.ROOT);
        if (!TYPES.contains(type) || use == Use.IDENTITY && type.endsWith("at+jwt")) {
            throw refused("its type '" + type + "' is of another use");
        }
    }

    private void checkSignature(SignedJWT jwt) throws JOSEException {
        String kid = Optional.ofNullable(jwt.getHeader().getKeyID()).orElse("");
        JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
        List<JWK> fitting = keys.keys(kid).stream()
                .filter(key -> key.getKeyUse() == null || key.getKeyUse() == KeyUse.SIGNATURE)
                .filter(key -> key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm))
                .filter(key -> fits(key, algorithm))
                .toList();
        if (fitting.isEmpty()) {
            throw refused("the issuer has no key '" + kid + "' for " + algorithm);
        }
        for (JWK key : fitting) {
            if (key instanceof OctetKeyPair pair ? verifies(pair, jwt) : jwt.verify(verifier(key))) {
                return;
            }
        }
        throw refused("its signature does not match");
    }

    private static boolean fits(JWK key, JWSAlgorithm algorithm) {
        return switch (key) {
            case RSAKey rsa -> RSA.contains(algorithm) && rsa.size() >= SMALLEST_RSA;
            case ECKey ec -> ec.getCurve().equals(CURVES.get(algorithm));
            case OctetKeyPair pair ->
                EDWARDS.contains(algorithm) && pair.getCurve().equals(Curve.Ed25519);
            default -> false;
        };
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa -> new RSASSAVerifier(rsa);
            case ECKey ec -> new ECDSAVerifier(ec);
            default -> throw new JOSEException("no verifier for " + key.getKeyType());
        };
    }

    /** Ed25519 by the JDK; nimbus would need a library more. */
    private static boolean verifies(OctetKeyPair pair, SignedJWT jwt) throws JOSEException {
        byte[] x = pair.getX().decode();
        byte[] der = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + x.length);
        System.arraycopy(x, 0, der, ED25519_PREFIX.length, x.length);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
            signature.update(jwt.getSigningInput());
            return signature.verify(jwt.getSignature().decode());
        } catch (GeneralSecurityException e) {
            throw new JOSEException(e.getMessage(), e);
        }
    }

    /** An ID token is no access token (RFC 9700, section 4.8): it was made for somebody else's eyes. */
    private void checkUse(JWTClaimsSet claims, Use use) {
        if (use == Use.ACCESS
                && (claims.getClaim("nonce") != null && claims.getClaim("at_hash") != null
                        || claims.getClaim("typ") instanceof String type && NO_ACCESS_TOKENS.contains(type))) {
            throw refused("it is no access token");
        }
    }

    private void checkClaims(JWTClaimsSet claims, Set<String> audiences) {
        if (!issuer.equals(claims.getIssuer())) {
            throw refused("it is of the issuer " + claims.getIssuer());
        }
        if (claims.getSubject() == null || claims.getSubject().isBlank()) {
            throw refused("it names no subject");
        }
        if (claims.getAudience().stream().noneMatch(audiences::contains)) {
            throw refused("it is meant for " + claims.getAudience() + ", not for " + audiences);
        }
        Instant now = clock.instant();
        Date end = claims.getExpirationTime();
        if (end == null) {
            throw refused("it has no end (exp)");
        }
        if (!now.isBefore(end.toInstant().plus(tolerance))) {
            throw Unauthorized.because(about("it ended at " + end.toInstant()), "The token has expired");
        }
        for (Date start : new Date[] {claims.getNotBeforeTime(), claims.getIssueTime()}) {
            if (start != null && now.plus(tolerance).isBefore(start.toInstant())) {
                throw Unauthorized.because(
                        about("it starts at " + start.toInstant() + ", by this node's clock later than now, " + now),
                        "The token is not valid yet");
            }
        }
    }

    private ProblemException refused(String reason) {
        return Unauthorized.because(about(reason), SAFE);
    }

    private String about(String reason) {
        return "token for the issuer " + issuer + ": " + reason;
    }
}
