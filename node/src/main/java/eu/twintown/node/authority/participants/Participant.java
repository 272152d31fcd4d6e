package eu.twintown.node.authority.participants;

import java.time.Instant;

/**
 * A member of the data space.
 *
 * @param type CONSUMER, DATA_PROVIDER, ... or GOVERNANCE_AUTHORITY
 * @param applicantEmail empty = unknown
 * @param tierOnePublicKey with which the participant's own people's tokens are signed, PEM; empty = not told yet
 * @param csr the last certificate signing request, PEM; empty = none
 * @param activeCredential id of the credential in use; empty = none
 */
public record Participant(
        String id,
        String organization,
        String type,
        String applicantEmail,
        boolean authority,
        String tierOnePublicKey,
        String csr,
        String activeCredential,
        Renewal renewal,
        Instant createdAt,
        Instant updatedAt) {

    public static final String AUTHORITY_TYPE = "GOVERNANCE_AUTHORITY";

    /**
     * How the credential is renewed.
     *
     * @param configured whether somebody decided for this participant; otherwise the default holds
     * @param daysBefore 0 = the default of the data space
     * @param requestedAt when the participant last asked for a renewal; empty = never
     */
    public record Renewal(boolean configured, boolean enabled, int daysBefore, String reason, String requestedAt) {
        static final Renewal USUAL = new Renewal(false, true, 0, "", "");

        Renewal requested(Instant now) {
            return new Renewal(configured, enabled, daysBefore, reason, now.toString());
        }
    }

    /** A member that was just taken up. */
    public static Participant fresh(String id, String organization, String type, String email, Instant now) {
        boolean authority = type.equals(AUTHORITY_TYPE);
        return new Participant(id, organization, type, email, authority, "", "", "", Renewal.USUAL, now, now);
    }

    Participant withKey(String pem, Instant now) {
        return new Participant(
                id, organization, type, applicantEmail, authority, pem, csr, activeCredential, renewal, createdAt, now);
    }

    Participant withCsr(String pem, Instant now) {
        return new Participant(
                id,
                organization,
                type,
                applicantEmail,
                authority,
                tierOnePublicKey,
                pem,
                activeCredential,
                renewal,
                createdAt,
                now);
    }

    Participant withActive(String credential, Instant now) {
        return new Participant(
                id,
                organization,
                type,
                applicantEmail,
                authority,
                tierOnePublicKey,
                csr,
                credential,
                renewal,
                createdAt,
                now);
    }

    Participant withRenewal(Renewal next, Instant now) {
        return new Participant(
                id,
                organization,
                type,
                applicantEmail,
                authority,
                tierOnePublicKey,
                csr,
                activeCredential,
                next,
                createdAt,
                now);
    }
}
