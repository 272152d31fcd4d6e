package eu.twintown.node.trust.credential;

import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jose.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** The holder's proof that goes with an SD-JWT (RFC 9901, section 7.3). */
final class KeyBinding {
    /** Oldest key binding that is accepted. */
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private KeyBinding() {}

    static Check check(SdJwt presented, String audience, String nonce, Duration tolerance, Instant now) {
        if (presented.keyBinding().isEmpty()) {
            return fail("It has no key binding");
        }
        if (presented.holderKey().isEmpty()) {
            return fail("The credential names no key of its holder (cnf.jwk)");
        }
        Jws binding = presented.keyBinding().get();
        JsonNode jwk = presented.holderKey().get();
        try {
            binding.verify(VerificationKey.ofJwk("cnf.jwk", jwk));
            JwtClaims claims = new JwtClaims(binding.claims()).validAt(now, tolerance);
            claims.meantFor(audience);
            Instant made = claims.date("iat").orElse(Instant.EPOCH);
            if (!binding.type().equals("kb+jwt")) {
                return fail("Its key binding is of type '" + binding.type() + "' instead of kb+jwt");
            }
            if (made.isBefore(now.minus(OLDEST).minus(tolerance))) {
                return Check.fail("dates", "The key binding is too old", "The key binding was made at " + made);
            }
            if (!claims.text("nonce").equals(nonce)) {
                return Check.fail(
                        "nonce", "The nonce is not the one that was given", "The key binding has another nonce");
            }
            if (!claims.text("sd_hash").equals(hash(presented.signedPart()))) {
                return fail("Its key binding is for other disclosures (sd_hash)");
            }
            return Check.pass("binding", "the holder's key signed it for " + audience);
        } catch (TrustException e) {
            return Check.fail(CredentialVerifier.name(e, "binding"), e.safe(), "Key binding: " + e.reason());
        }
    }

    static String hash(String text) {
        try {
            return StrictJson.encode(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Check fail(String reason) {
        return Check.fail("binding", "The credential is not bound to its presenter", reason);
    }
}
