package eu.twintown.node.http.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate chain with the private key of its first certificate.
 *
 * @param chain own certificate first, then each issuer's
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {

    /** @throws IllegalArgumentException where the chain is empty or the key is not that of its first certificate */
    public TlsIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a TLS identity needs at least one certificate");
        }
        if (!belongTogether(chain.getFirst(), key)) {
            throw new IllegalArgumentException("the private key is not that of the certificate of "
                    + chain.getFirst().getSubjectX500Principal().getName());
        }
    }

    /**
     * Reads PEM files.
     *
     * @throws IllegalArgumentException where they do not hold a chain and its key
     * @throws UncheckedIOException where they cannot be read
     */
    public static TlsIdentity ofPem(Path chainPem, Path keyPem) {
        try {
            return ofPem(Files.readString(chainPem), Files.readString(keyPem));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads PEM text; the key as PKCS#8, SEC 1 or PKCS#1, not encrypted. */
    public static TlsIdentity ofPem(String chainPem, String keyPem) {
        return new TlsIdentity(Pem.certificates(chainPem), Pem.privateKey(keyPem));
    }

    /** Takes an entry of a key store. */
    public static TlsIdentity of(KeyStore store, String alias, char[] password) {
        try {
            Certificate[] certificates = store.getCertificateChain(alias);
            if (certificates != null && store.getKey(alias, password) instanceof PrivateKey key) {
                List<X509Certificate> chain = new ArrayList<>();
                for (Certificate certificate : certificates) {
                    chain.add((X509Certificate) certificate);
                }
                return new TlsIdentity(chain, key);
            }
            throw new IllegalArgumentException("the key store has no private key '" + alias + "'");
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key store's entry '" + alias + "' cannot be used", e);
        }
    }

    /** The node's own certificate. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** What is signed with the private key can be verified with the certificate. */
    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> key.getAlgorithm();
                };
        byte[] probe = {1, 2, 3};
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(probe);
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(probe);
            return verifier.verify(signer.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + certificate().getSubjectX500Principal().getName() + ", valid until "
                + certificate().getNotAfter().toInstant() + "]";
    }
}
