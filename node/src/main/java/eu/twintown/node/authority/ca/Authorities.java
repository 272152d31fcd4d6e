package eu.twintown.node.authority.ca;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * The keys and certificates of the authority itself.
 *
 * @param root the data space's root of trust, self-signed
 * @param onboarding issues the participants' certificates; under the root
 * @param proofSigner signs ephemeral proofs; under the root, so that no participant's certificate can stand in for it
 * @param documentSigner signs documents on request; under the onboarding CA, so that nothing that it signs passes for a proof
 * @param gateway identifies the authority's own tier-2 listener; under the onboarding CA
 */
public record Authorities(Holder root, Holder onboarding, Holder proofSigner, Holder documentSigner, Holder gateway) {

    /** A private key and the certificate of its public half. */
    public record Holder(PrivateKey key, X509Certificate certificate) {
        @Override
        public String toString() {
            return certificate.getSubjectX500Principal().getName();
        }
    }
}
