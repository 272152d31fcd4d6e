package eu.twintown.node.trust.simpl.revocation;

import java.time.Instant;

/**
 * What is known of a certificate.
 *
 * @param standing whether it may be used
 * @param source who said so: {@code OCSP}, {@code CRL}, {@code OCSP (stapled)} or {@code none}
 * @param reason one sentence for an operator
 * @param askedAt when it was found out
 */
public record CertificateState(Standing standing, String source, String reason, Instant askedAt) {

    /** Whether a certificate may be used. */
    public enum Standing {
        VALID,
        /** On hold: it may come back. */
        SUSPENDED,
        REVOKED,
        /** Nobody could be asked, or knows it. */
        UNKNOWN
    }

    boolean isFinal() {
        return standing != Standing.UNKNOWN;
    }
}
