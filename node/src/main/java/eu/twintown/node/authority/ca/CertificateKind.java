package eu.twintown.node.authority.ca;

import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What a certificate is for, and what it may therefore be used for (RFC 5280, sections 4.2.1.3, 4.2.1.9 and 4.2.1.12). */
enum CertificateKind {
    ROOT(1, KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature, List.of()),
    ONBOARDING(0, KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature, List.of()),
    PROOF_SIGNER(-1, KeyUsage.digitalSignature, List.of()),
    /** For documents only: no TLS endpoint takes it, and no verifier of ephemeral proofs, as the root has not issued it. */
    DOCUMENT_SIGNER(-1, KeyUsage.digitalSignature | KeyUsage.nonRepudiation, List.of(Purposes.DOCUMENT_SIGNING)),
    AGENT(-1, KeyUsage.digitalSignature, List.of(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth));

    private static final class Purposes {
        /** id-kp-documentSigning (RFC 9336). */
        static final KeyPurposeId DOCUMENT_SIGNING =
                KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.36"));
    }

    /** How many CAs may follow; below 0 = not a CA. */
    final int pathLength;

    final int keyUsage;
    final List<KeyPurposeId> purposes;

    CertificateKind(int pathLength, int keyUsage, List<KeyPurposeId> purposes) {
        this.pathLength = pathLength;
        this.keyUsage = keyUsage;
        this.purposes = purposes;
    }
}
