package eu.twintown.node.authority.tier2;

import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.SimplProblem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks requests of an ephemeral proof: who asks signs the time and a number used once with the key of its certificate.
 * The time may differ from the authority's by a minute, and a number counts once in that time.
 */
final class ProofRequests {
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int LONGEST = 200;

    private final Map<String, Instant> seen = new ConcurrentHashMap<>();
    private final InstantSource clock;

    ProofRequests(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Lets the request pass or refuses it.
     *
     * @throws eu.twintown.kernel.problem.ProblemException invalid signature proof
     */
    void check(Fields request, Caller caller) {
        String timestamp = request.text("timestamp", LONGEST);
        String nonce = request.text("nonce", LONGEST);
        String signature = request.text("signature", LONGEST);
        Instant now = clock.instant();
        if (Duration.between(time(timestamp), now).abs().compareTo(WINDOW) > 0) {
            throw SimplProblem.invalidProof(
                    "Invalid timestamp window",
                    "The timestamp differs by more than a minute from this authority's clock, which says " + now);
        }
        if (!isUuid(nonce)) {
            throw SimplProblem.invalidProof("Signature proof is invalid", "The nonce must be a UUID");
        }
        if (!isSigned(timestamp + "_" + nonce, signature, caller)) {
            throw SimplProblem.invalidProof(
                    "Signature proof is invalid",
                    "The signature does not fit timestamp, nonce and the key of the caller's certificate");
        }
        seen.values().removeIf(until -> until.isBefore(now));
        // Twice the window: a timestamp may lie ahead by one, and stays good for one after that.
        String once = caller.credential().id() + " " + nonce;
        if (seen.putIfAbsent(once, now.plus(WINDOW.multipliedBy(2))) != null) {
            throw SimplProblem.invalidProof("Signature proof is invalid", "The nonce was used before");
        }
    }

    private static Instant time(String timestamp) {
        try {
            return OffsetDateTime.parse(timestamp).toInstant();
        } catch (DateTimeParseException e) {
            throw SimplProblem.invalidProof(
                    "Signature proof is invalid", "The timestamp must be a date and time such as 2026-11-22T18:00:00Z");
        }
    }

    private static boolean isUuid(String nonce) {
        try {
            return UUID.fromString(nonce).toString().equalsIgnoreCase(nonce);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isSigned(String text, String signature, Caller caller) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(caller.certificate().getPublicKey());
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
