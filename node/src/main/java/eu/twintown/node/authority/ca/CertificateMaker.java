package eu.twintown.node.authority.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes X.509 certificates (RFC 5280) signed with ECDSA and SHA-256. */
final class CertificateMaker {
    static final String SIGNATURE = "SHA256withECDSA";

    /** Clocks of others may be behind by this much. */
    private static final Duration BACKDATED = Duration.ofMinutes(1);

    private final SecureRandom random = new SecureRandom();
    private final URI pki;

    /** @param pki where OCSP, CRLs and issuers' certificates are found */
    CertificateMaker(URI pki) {
        this.pki = pki;
    }

    /**
     * What to certify.
     *
     * @param names further names of the subject: host names and addresses
     */
    record Order(
            CertificateKind kind,
            X500Name subject,
            PublicKey key,
            List<GeneralName> names,
            Instant from,
            Duration validity) {}

    /** A certificate signed by its own key. */
    X509Certificate selfSigned(Order order, java.security.PrivateKey key) {
        return make(order, order.subject(), key, order.key(), "");
    }

    /** @param issuerName short name under which the issuer's certificate and CRL are found */
    X509Certificate issue(Order order, Authorities.Holder issuer, String issuerName) {
        X500Name name = X500Name.getInstance(
                issuer.certificate().getSubjectX500Principal().getEncoded());
        return make(order, name, issuer.key(), issuer.certificate().getPublicKey(), issuerName);
    }

    private X509Certificate make(
            Order order, X500Name issuer, java.security.PrivateKey signer, PublicKey issuerKey, String issuerName) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(159, random).setBit(158),
                    Date.from(order.from().minus(BACKDATED)),
                    Date.from(order.from().plus(order.validity())),
                    order.subject(),
                    order.key());
            JcaX509ExtensionUtils utilities = new JcaX509ExtensionUtils();
            CertificateKind kind = order.kind();
            builder.addExtension(
                    Extension.basicConstraints,
                    true,
                    kind.pathLength < 0 ? new BasicConstraints(false) : new BasicConstraints(kind.pathLength));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(kind.keyUsage));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, utilities.createSubjectKeyIdentifier(order.key()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, utilities.createAuthorityKeyIdentifier(issuerKey));
            if (!kind.purposes.isEmpty()) {
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(kind.purposes.toArray(KeyPurposeId[]::new)));
            }
            if (!order.names().isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(order.names().toArray(GeneralName[]::new)));
            }
            if (!issuerName.isEmpty()) {
                whereToAsk(builder, issuerName);
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(signer)));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("A certificate for " + order.subject() + " could not be made", e);
        }
    }

    /** Where the state of the certificate can be asked for. */
    private void whereToAsk(JcaX509v3CertificateBuilder builder, String issuerName) throws IOException {
        builder.addExtension(
                Extension.authorityInfoAccess, false, new AuthorityInformationAccess(new AccessDescription[] {
                    new AccessDescription(AccessDescription.id_ad_ocsp, uri("/ocsp")),
                    new AccessDescription(AccessDescription.id_ad_caIssuers, uri("/" + issuerName + ".cer"))
                }));
        DistributionPointName name = new DistributionPointName(new GeneralNames(uri("/" + issuerName + ".crl")));
        builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(name, null, null)
        }));
    }

    private GeneralName uri(String path) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, pki + path);
    }
}
