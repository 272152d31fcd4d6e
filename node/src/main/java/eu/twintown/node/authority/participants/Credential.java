package eu.twintown.node.authority.participants;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A certificate that the authority issued to a participant.
 *
 * @param id see {@link CredentialId}
 * @param serial of the certificate, decimal
 * @param commonName host name of the participant's tier-2 gateway
 * @param state as somebody set it; {@link #status} also looks at the clock
 * @param reason of the last change; empty = none was given
 * @param content the chain as PEM, the participant's own certificate first
 */
public record Credential(
        String id,
        String participantId,
        String serial,
        String commonName,
        CredentialStatus state,
        String reason,
        Instant issuedAt,
        Instant expiresAt,
        Instant changedAt,
        String content) {

    public CredentialStatus status(Instant now) {
        return state == CredentialStatus.VALID && !now.isBefore(expiresAt) ? CredentialStatus.EXPIRED : state;
    }

    BigInteger number() {
        return new BigInteger(serial);
    }

    Credential with(CredentialStatus next, String why, Instant now) {
        return new Credential(id, participantId, serial, commonName, next, why, issuedAt, expiresAt, now, content);
    }
}
