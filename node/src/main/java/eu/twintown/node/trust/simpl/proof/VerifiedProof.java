package eu.twintown.node.trust.simpl.proof;

import java.time.Instant;
import java.util.List;

/**
 * What an ephemeral proof shows of a participant, verified.
 *
 * @param organisation empty where it does not say
 * @param attributes codes of identity attributes
 * @param hash SHA-256 of the token, in hexadecimal digits
 */
public record VerifiedProof(
        String participantId,
        String organisation,
        List<String> attributes,
        String credentialId,
        Instant issued,
        Instant expires,
        String hash) {

    public VerifiedProof {
        attributes = List.copyOf(attributes);
    }
}
