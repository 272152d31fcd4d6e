package eu.twintown.node.trust.simpl.proof;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How ephemeral proofs are handled.
 *
 * @param keysUrl JWK set of the authority's signing keys; empty = {@code keys}, or the certificate in the proof's header
 * @param keys JWK set or PEM public key of the authority, as text; empty = none
 * @param refreshBefore how long before its end the own proof is replaced
 * @param longestLife proofs that claim to live longer are refused
 * @param preflight name of the query parameter with the proof's hash of an OPTIONS request that comes before the
 *     hand-over; empty = the proof is always handed over
 */
public record ProofSettings(
        ClaimNames claims,
        Optional<URI> keysUrl,
        String keys,
        Duration refreshBefore,
        Duration longestLife,
        Duration clockTolerance,
        String preflight) {

    /** What is used where the configuration says nothing. */
    public static final ProofSettings USUAL = new ProofSettings(
            ClaimNames.USUAL,
            Optional.empty(),
            "",
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofSeconds(60),
            "");
}
