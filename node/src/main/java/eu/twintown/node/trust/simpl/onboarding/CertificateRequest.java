package eu.twintown.node.trust.simpl.onboarding;

import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.trust.key.SigningKey;
import java.io.IOException;
import java.security.PublicKey;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Certificate signing requests (RFC 2986): ECDSA P-256, SHA-256, the tier-2 host name as common name. */
final class CertificateRequest {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private CertificateRequest() {}

    /** The request as PEM text. */
    static String pem(ParticipantSettings settings, SigningKey key) {
        return pem(
                settings.hostName(), settings.organisation(), settings.organisationalUnit(), settings.country(), key);
    }

    static String pem(String host, String organisation, String unit, String country, SigningKey key) {
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, country)
                .addRDN(BCStyle.O, organisation)
                .addRDN(BCStyle.OU, unit)
                .addRDN(BCStyle.CN, host)
                .build();
        PublicKey publicKey = key.publicKey();
        try {
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            int kind = ADDRESS.matcher(host).matches() ? GeneralName.iPAddress : GeneralName.dNSName;
            extensions.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, host)));
            return Pem.write(
                    "CERTIFICATE REQUEST",
                    new JcaPKCS10CertificationRequestBuilder(subject, publicKey)
                            .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey()))
                            .getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("A certificate request could not be made: " + e.getMessage(), e);
        }
    }
}
