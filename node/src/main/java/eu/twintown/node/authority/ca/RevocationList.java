package eu.twintown.node.authority.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Writes the certificate revocation lists of both CAs (RFC 5280, section 5), each as it stands at this moment. */
final class RevocationList {
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final CertificateAuthority authority;
    private final Revocations revocations;

    RevocationList(CertificateAuthority authority, Revocations revocations) {
        this.authority = authority;
        this.revocations = revocations;
    }

    /** The list (DER) that this CA signs. */
    byte[] of(Authorities.Holder issuer) {
        Instant now = authority.now();
        X509v2CRLBuilder builder = new X509v2CRLBuilder(
                X500Name.getInstance(
                        issuer.certificate().getSubjectX500Principal().getEncoded()),
                Date.from(now));
        builder.setNextUpdate(Date.from(now.plus(FRESH)));
        if (issuer.equals(authority.authorities().onboarding())) {
            for (Revocation revocation : revocations.revoked().get()) {
                builder.addCRLEntry(
                        revocation.serial(),
                        Date.from(revocation.since()),
                        revocation.held() ? CRLReason.certificateHold : CRLReason.privilegeWithdrawn);
            }
        }
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(issuer.certificate().getPublicKey()));
            // Numbers must grow; lists are made when asked for, so the time serves as number.
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.toEpochMilli())));
            return builder.build(new JcaContentSignerBuilder(CertificateMaker.SIGNATURE).build(issuer.key()))
                    .getEncoded();
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("A revocation list could not be made", e);
        }
    }
}
