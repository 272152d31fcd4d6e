package eu.twintown.node.trust.simpl.revocation;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Where a certificate says that its state can be asked for (RFC 5280, sections 4.2.1.13 and 4.2.2.1). */
final class Places {
    private Places() {}

    static List<String> ocsp(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Extension.authorityInfoAccess.getId());
        List<String> urls = new ArrayList<>();
        if (extension != null) {
            for (AccessDescription access :
                    AuthorityInformationAccess.getInstance(value(extension)).getAccessDescriptions()) {
                if (access.getAccessMethod().equals(AccessDescription.id_ad_ocsp)) {
                    addUrl(access.getAccessLocation(), urls);
                }
            }
        }
        return urls;
    }

    static List<String> lists(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
        List<String> urls = new ArrayList<>();
        if (extension != null) {
            for (DistributionPoint point :
                    CRLDistPoint.getInstance(value(extension)).getDistributionPoints()) {
                DistributionPointName name = point.getDistributionPoint();
                if (name != null && name.getType() == DistributionPointName.FULL_NAME) {
                    for (GeneralName general :
                            GeneralNames.getInstance(name.getName()).getNames()) {
                        addUrl(general, urls);
                    }
                }
            }
        }
        return urls;
    }

    private static void addUrl(GeneralName name, List<String> urls) {
        if (name.getTagNo() == GeneralName.uniformResourceIdentifier) {
            urls.add(name.getName().toString());
        }
    }

    private static ASN1Primitive value(byte[] extension) {
        try {
            return ASN1Primitive.fromByteArray(
                    ASN1OctetString.getInstance(extension).getOctets());
        } catch (IOException e) {
            throw new RevocationUnknown("an extension of the certificate cannot be read");
        }
    }
}
