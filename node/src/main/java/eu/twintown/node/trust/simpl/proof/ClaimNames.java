package eu.twintown.node.trust.simpl.proof;

import java.util.List;

/**
 * Where a proof's claims are found. The layout of the token is not published; so each is a list of places to look at, in
 * order, each a claim's name or a path with dots.
 *
 * @param attributes codes, or objects with a {@code code}
 * @param credentialId base64 of the SHA-384 of the certified public key
 * @param certificate base64url of the SHA-256 of the certificate (RFC 8705)
 */
public record ClaimNames(
        List<String> participantId,
        List<String> organisation,
        List<String> attributes,
        List<String> credentialId,
        List<String> certificate) {

    /** Names that suggest themselves; see docs/simpl.md for what they were tested with. */
    public static final ClaimNames USUAL = new ClaimNames(
            List.of("participant_id", "participantId"),
            List.of("organization", "organisation"),
            List.of("identity_attributes", "identityAttributes"),
            List.of("credential_id", "credentialId"),
            List.of("cnf.x5t#S256"));
}
