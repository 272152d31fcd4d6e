package eu.twintown.node.authority.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.cert.ocsp.jcajce.JcaBasicOCSPRespBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Answers whether certificates are in force (OCSP, RFC 6960; nonce: RFC 9654). Each answer is signed by the CA that issued
 * the certificates asked for; one request asks about certificates of one CA.
 */
public final class OcspResponder {
    /** How long an answer may be kept: short, because a suspension must take effect soon. */
    public static final Duration FRESH = Duration.ofMinutes(1);

    private static final int LONGEST_REQUEST = 20_000;
    private static final int LONGEST_NONCE = 128;

    private final CertificateAuthority authority;
    private final Revocations revocations;

    public OcspResponder(CertificateAuthority authority, Revocations revocations) {
        this.authority = authority;
        this.revocations = revocations;
    }

    /** The answer (DER) to a request (DER); every request has one, be it that it was malformed. */
    public byte[] answer(byte[] request) {
        try {
            if (request.length > LONGEST_REQUEST) {
                return failure(OCSPRespBuilder.MALFORMED_REQUEST);
            }
            return answered(new OCSPReq(request));
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            return failure(OCSPRespBuilder.MALFORMED_REQUEST);
        } catch (OCSPException | OperatorCreationException e) {
            throw new IllegalStateException("An OCSP answer could not be made", e);
        }
    }

    private byte[] answered(OCSPReq request) throws OCSPException, OperatorCreationException, IOException {
        DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
        Req[] asked = request.getRequestList();
        Optional<Authorities.Holder> issuer =
                asked.length == 0 ? Optional.empty() : issuer(asked[0].getCertID(), digests);
        if (issuer.isEmpty()) {
            return failure(OCSPRespBuilder.UNAUTHORIZED);
        }
        Authorities.Holder signer = issuer.get();
        BasicOCSPRespBuilder builder = new JcaBasicOCSPRespBuilder(
                signer.certificate().getPublicKey(), digests.get(org.bouncycastle.cert.ocsp.RespID.HASH_SHA1));
        Extension nonce = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (nonce != null && nonce.getExtnValue().getOctets().length <= LONGEST_NONCE) {
            builder.setResponseExtensions(new Extensions(nonce));
        }
        Instant now = authority.now();
        for (Req one : asked) {
            boolean sameIssuer = issuer(one.getCertID(), digests)
                    .filter(i -> i.equals(signer))
                    .isPresent();
            CertificateStatus status =
                    sameIssuer ? status(signer, one.getCertID().getSerialNumber()) : new UnknownStatus();
            builder.addResponse(one.getCertID(), status, Date.from(now), Date.from(now.plus(FRESH)), null);
        }
        return new OCSPRespBuilder()
                .build(
                        OCSPRespBuilder.SUCCESSFUL,
                        builder.build(
                                new JcaContentSignerBuilder(CertificateMaker.SIGNATURE).build(signer.key()),
                                chain(signer),
                                Date.from(now)))
                .getEncoded();
    }

    private CertificateStatus status(Authorities.Holder issuer, BigInteger serial) {
        Authorities own = authority.authorities();
        if (issuer.equals(own.root())) {
            boolean known = serial.equals(own.onboarding().certificate().getSerialNumber())
                    || serial.equals(own.proofSigner().certificate().getSerialNumber());
            return known ? CertificateStatus.GOOD : new UnknownStatus();
        }
        if (serial.equals(own.gateway().certificate().getSerialNumber())) {
            return CertificateStatus.GOOD;
        }
        Optional<Revocation> revoked = revocations.find(serial);
        if (revoked.isPresent()) {
            int reason = revoked.get().held() ? CRLReason.certificateHold : CRLReason.privilegeWithdrawn;
            return new RevokedStatus(Date.from(revoked.get().since()), reason);
        }
        return revocations.known().test(serial) ? CertificateStatus.GOOD : new UnknownStatus();
    }

    private Optional<Authorities.Holder> issuer(CertificateID id, DigestCalculatorProvider digests)
            throws OCSPException {
        for (Authorities.Holder holder : new Authorities.Holder[] {
            authority.authorities().onboarding(), authority.authorities().root()
        }) {
            if (id.matchesIssuer(holder(holder), digests)) {
                return Optional.of(holder);
            }
        }
        return Optional.empty();
    }

    private static X509CertificateHolder[] chain(Authorities.Holder signer) {
        return new X509CertificateHolder[] {holder(signer)};
    }

    private static X509CertificateHolder holder(Authorities.Holder signer) {
        try {
            return new JcaX509CertificateHolder(signer.certificate());
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] failure(int status) {
        try {
            return new OCSPRespBuilder().build(status, null).getEncoded();
        } catch (OCSPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
