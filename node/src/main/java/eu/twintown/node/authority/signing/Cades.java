package eu.twintown.node.authority.signing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** CAdES signatures of the level B-B (ETSI EN 319 122-1): CMS (RFC 5652) with the signer's certificate among what is signed. */
final class Cades {
    private Cades() {}

    /** @param detached whether the document stays outside */
    static byte[] sign(byte[] document, boolean detached, Seal seal) {
        try {
            ASN1EncodableVector attributes = new ASN1EncodableVector();
            attributes.add(new Attribute(
                    PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                    new DERSet(new SigningCertificateV2(new ESSCertIDv2(digest(seal.certificate()))))));
            attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(seal.at())))));
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                            new JcaDigestCalculatorProviderBuilder().build())
                    .setSignedAttributeGenerator(
                            new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(seal.key()), seal.certificate()));
            generator.addCertificates(new JcaCertStore(seal.chain()));
            return generator
                    .generate(new CMSProcessableByteArray(document), !detached)
                    .getEncoded("DER");
        } catch (GeneralSecurityException | OperatorCreationException | CMSException | IOException e) {
            throw new IllegalStateException("The document could not be signed", e);
        }
    }

    static Signed verify(byte[] signed, Optional<byte[]> original) {
        try {
            CMSSignedData data = new CMSSignedData(signed);
            if (data.getSignedContent() == null) {
                byte[] document = original.orElseThrow(
                        () -> new SignatureFault("The signature is detached; send the document as originalDocument"));
                data = new CMSSignedData(new CMSProcessableByteArray(document), signed);
            }
            Collection<SignerInformation> signers = data.getSignerInfos().getSigners();
            if (signers.size() != 1) {
                throw new SignatureFault("It has " + signers.size() + " signatures; one is wanted");
            }
            SignerInformation signer = signers.iterator().next();
            X509Certificate certificate = certificate(data, signer);
            if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate))) {
                throw new SignatureFault("The signature does not fit the document and the certificate");
            }
            requireNamed(signer.getSignedAttributes(), certificate);
            return new Signed(certificate, signedAt(signer));
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | IllegalArgumentException e) {
            throw new SignatureFault("It is no signature in the form of CAdES, or it does not hold");
        }
    }

    @SuppressWarnings("unchecked") // a store of certificates holds certificates; the selector has no type of its own
    private static X509Certificate certificate(CMSSignedData data, SignerInformation signer)
            throws GeneralSecurityException {
        Collection<X509CertificateHolder> found = data.getCertificates().getMatches(signer.getSID());
        if (found.isEmpty()) {
            throw new SignatureFault("The certificate of the signer is missing");
        }
        return new JcaX509CertificateConverter().getCertificate(found.iterator().next());
    }

    /** Without the certificate among what is signed, another one with the same key could take its place. */
    private static void requireNamed(AttributeTable attributes, X509Certificate certificate)
            throws CertificateEncodingException {
        Attribute named = attributes == null ? null : attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        boolean same = named != null
                && MessageDigest.isEqual(
                        SigningCertificateV2.getInstance(named.getAttrValues().getObjectAt(0))
                                .getCerts()[0]
                                .getCertHash(),
                        digest(certificate));
        if (!same) {
            throw new SignatureFault("What is signed does not name the signer's certificate");
        }
    }

    private static Optional<Instant> signedAt(SignerInformation signer) {
        return Optional.ofNullable(signer.getSignedAttributes().get(CMSAttributes.signingTime))
                .map(time -> Time.getInstance(time.getAttrValues().getObjectAt(0))
                        .getDate()
                        .toInstant());
    }

    static byte[] digest(X509Certificate certificate) throws CertificateEncodingException {
        return Digests.sha256(certificate.getEncoded());
    }
}
