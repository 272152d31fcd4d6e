package eu.twintown.node.trust.simpl.revocation;

import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.simpl.revocation.CertificateState.Standing;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.function.Function;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Asks an OCSP responder (RFC 6960): the answer's signature, its dates and its nonce are checked. */
final class OcspClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TOLERANCE = Duration.ofSeconds(60);
    private static final int NONCE_BYTES = 16;

    private final Function<Request, Response> send;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    OcspClient(Function<Request, Response> send, InstantSource clock) {
        this.send = send;
        this.clock = clock;
    }

    /** @throws RevocationUnknown where it gives no answer that can be used */
    CertificateState ask(String responder, X509Certificate certificate, X509Certificate issuer) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] answer = answer(responder, request(certificate, issuer, nonce));
        BasicOCSPResp response = response(answer);
        Extension sent = response.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        // Many responders sign their answers beforehand and know no nonces; one that sends one has to send this.
        if (sent != null && !Arrays.equals(nonceOf(sent), nonce)) {
            throw new RevocationUnknown("the answer of " + responder + " has another nonce: it may be a replay");
        }
        return read(response, certificate, issuer, "OCSP");
    }

    /** Reads an answer that somebody else asked for. */
    CertificateState read(byte[] answer, X509Certificate certificate, X509Certificate issuer, String source) {
        return read(response(answer), certificate, issuer, source);
    }

    private CertificateState read(
            BasicOCSPResp response, X509Certificate certificate, X509Certificate issuer, String source) {
        try {
            verify(response, issuer);
            CertificateID id = id(certificate, issuer);
            for (SingleResp single : response.getResponses()) {
                if (single.getCertID().getSerialNumber().equals(id.getSerialNumber())
                        && single.getCertID().matchesIssuer(new JcaX509CertificateHolder(issuer), digests())) {
                    return state(single, source);
                }
            }
        } catch (OCSPException | GeneralSecurityException | OperatorCreationException | CertException e) {
            throw new RevocationUnknown("the OCSP answer cannot be verified: " + e.getMessage());
        }
        throw new RevocationUnknown("the OCSP answer is about other certificates");
    }

    private CertificateState state(SingleResp single, String source) {
        Instant now = clock.instant();
        Instant thisUpdate = single.getThisUpdate().toInstant();
        Date nextUpdate = single.getNextUpdate();
        if (thisUpdate.isAfter(now.plus(TOLERANCE))) {
            throw new RevocationUnknown("the OCSP answer is of the future: " + thisUpdate);
        }
        if (nextUpdate != null && nextUpdate.toInstant().plus(TOLERANCE).isBefore(now)) {
            throw new RevocationUnknown("the OCSP answer is too old, it ended at " + nextUpdate.toInstant());
        }
        if (single.getCertStatus() == null) {
            return new CertificateState(Standing.VALID, source, "good since " + thisUpdate, now);
        }
        if (single.getCertStatus() instanceof RevokedStatus revoked) {
            boolean held = revoked.hasRevocationReason() && revoked.getRevocationReason() == CRLReason.certificateHold;
            return new CertificateState(
                    held ? Standing.SUSPENDED : Standing.REVOKED,
                    source,
                    (held ? "suspended since " : "revoked since ")
                            + revoked.getRevocationTime().toInstant(),
                    now);
        }
        return new CertificateState(Standing.REVOKED, source, "the responder does not know this certificate", now);
    }

    /** Signed by the issuer itself, or by one whom it has charged with that (RFC 6960, section 4.2.2.2). */
    private void verify(BasicOCSPResp response, X509Certificate issuer)
            throws OCSPException, GeneralSecurityException, OperatorCreationException, CertException {
        JcaContentVerifierProviderBuilder verifiers = new JcaContentVerifierProviderBuilder();
        if (response.isSignatureValid(verifiers.build(issuer.getPublicKey()))) {
            return;
        }
        for (X509CertificateHolder delegate : response.getCerts()) {
            boolean charged = delegate.isValidOn(Date.from(clock.instant()))
                    && delegate.getIssuer().equals(new JcaX509CertificateHolder(issuer).getSubject())
                    && delegate.isSignatureValid(verifiers.build(issuer.getPublicKey()))
                    && signsOcsp(delegate);
            if (charged && response.isSignatureValid(verifiers.build(delegate))) {
                return;
            }
        }
        throw new RevocationUnknown("the OCSP answer is not signed by the certificate's issuer");
    }

    private static boolean signsOcsp(X509CertificateHolder delegate) {
        ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(delegate.getExtensions());
        return usage != null && usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning);
    }

    private byte[] answer(String responder, byte[] request) {
        try {
            Response response = send.apply(new Request(
                    "POST",
                    URI.create(responder),
                    Map.of("Content-Type", "application/ocsp-request", "Accept", "application/ocsp-response"),
                    request,
                    TIMEOUT));
            if (response.status() != 200) {
                throw new RevocationUnknown(responder + " answered with status " + response.status());
            }
            return response.body();
        } catch (OutgoingException | IllegalArgumentException e) {
            throw new RevocationUnknown(responder + " cannot be asked: " + e.getMessage());
        }
    }

    private static byte[] request(X509Certificate certificate, X509Certificate issuer, byte[] nonce) {
        try {
            OCSPReqBuilder builder = new OCSPReqBuilder();
            builder.addRequest(id(certificate, issuer));
            builder.setRequestExtensions(new Extensions(new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(nonce).getEncoded())));
            return builder.build().getEncoded();
        } catch (OCSPException | IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("An OCSP request could not be made", e);
        }
    }

    private static CertificateID id(X509Certificate certificate, X509Certificate issuer)
            throws OCSPException, GeneralSecurityException, OperatorCreationException {
        return new CertificateID(
                digests().get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(issuer),
                certificate.getSerialNumber());
    }

    private static DigestCalculatorProvider digests() throws OperatorCreationException {
        return new JcaDigestCalculatorProviderBuilder().build();
    }

    private static BasicOCSPResp response(byte[] answer) {
        try {
            OCSPResp response = new OCSPResp(answer);
            if (response.getStatus() != OCSPResponseStatus.SUCCESSFUL) {
                throw new RevocationUnknown("the OCSP responder refuses, with status " + response.getStatus());
            }
            if (response.getResponseObject() instanceof BasicOCSPResp basic) {
                return basic;
            }
            throw new RevocationUnknown("the OCSP answer is of an unknown type");
        } catch (OCSPException | IOException | RuntimeException e) {
            if (e instanceof RevocationUnknown known) {
                throw known;
            }
            throw new RevocationUnknown("the OCSP answer cannot be read");
        }
    }

    /** The nonce is an octet string in the octet string of the extension (RFC 9654); some leave out the inner one. */
    private static byte[] nonceOf(Extension extension) {
        try {
            return DEROctetString.getInstance(extension.getParsedValue()).getOctets();
        } catch (IllegalArgumentException e) {
            return extension.getExtnValue().getOctets();
        }
    }
}
