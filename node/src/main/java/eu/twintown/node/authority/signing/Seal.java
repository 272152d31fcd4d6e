package eu.twintown.node.authority.signing;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * With what and when a document is signed.
 *
 * @param chain the signer's certificate first, then its issuers
 */
record Seal(PrivateKey key, List<X509Certificate> chain, Instant at) {
    Seal {
        chain = List.copyOf(chain);
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    @Override
    public String toString() {
        return certificate().getSubjectX500Principal().getName();
    }
}
