package eu.twintown.node.trust.simpl.revocation;

import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.simpl.revocation.CertificateState.Standing;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CRLReason;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/** Looks a certificate up in its issuer's revocation list (RFC 5280, section 5). */
final class CrlClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TOLERANCE = Duration.ofSeconds(60);

    private final Function<Request, Response> send;
    private final InstantSource clock;

    CrlClient(Function<Request, Response> send, InstantSource clock) {
        this.send = send;
        this.clock = clock;
    }

    /** @throws RevocationUnknown where the list cannot be had or used */
    CertificateState ask(String list, X509Certificate certificate, X509Certificate issuer) {
        X509CRL crl = fetch(list);
        Instant now = clock.instant();
        try {
            if (!crl.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
                throw new RevocationUnknown("the list at " + list + " is another issuer's");
            }
            crl.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new RevocationUnknown("the list at " + list + " is not signed by the certificate's issuer");
        }
        if (crl.getThisUpdate().toInstant().isAfter(now.plus(TOLERANCE))) {
            throw new RevocationUnknown("the list at " + list + " is of the future");
        }
        if (crl.getNextUpdate() == null
                || crl.getNextUpdate().toInstant().plus(TOLERANCE).isBefore(now)) {
            throw new RevocationUnknown("the list at " + list + " is too old");
        }
        X509CRLEntry entry = crl.getRevokedCertificate(certificate.getSerialNumber());
        if (entry == null || entry.getRevocationReason() == CRLReason.REMOVE_FROM_CRL) {
            return new CertificateState(
                    Standing.VALID,
                    "CRL",
                    "not in the list of " + crl.getThisUpdate().toInstant(),
                    now);
        }
        boolean held = entry.getRevocationReason() == CRLReason.CERTIFICATE_HOLD;
        return new CertificateState(
                held ? Standing.SUSPENDED : Standing.REVOKED,
                "CRL",
                (held ? "suspended since " : "revoked since ")
                        + entry.getRevocationDate().toInstant(),
                now);
    }

    private X509CRL fetch(String list) {
        try {
            Response response = send.apply(new Request("GET", URI.create(list), Map.of(), new byte[0], TIMEOUT));
            if (response.status() != 200) {
                throw new RevocationUnknown(list + " answered with status " + response.status());
            }
            return (X509CRL)
                    CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(response.body()));
        } catch (OutgoingException | IllegalArgumentException | GeneralSecurityException e) {
            throw new RevocationUnknown(list + " cannot be read: " + e.getMessage());
        }
    }
}
