package eu.twintown.node.trust.did;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/**
 * The X.509 certificates by which somebody vouches for the node's key, leaf first. Gaia-X wants their address as
 * {@code x5u} in the DID document.
 *
 * @param pem the chain
 * @param address where the node publishes it
 * @param key the public key of the leaf
 */
public record CertificateChain(String pem, URI address, PublicKey key) {
    /** Where it is published. */
    static final String PATH = "/.well-known/x509CertificateChain.pem";

    /**
     * Reads the file.
     *
     * @throws IllegalStateException where it holds no certificate
     */
    public static CertificateChain read(Path file, URI publicUrl) {
        try {
            String pem = Files.readString(file);
            PublicKey key = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .getPublicKey();
            return new CertificateChain(pem, URI.create(publicUrl.toString().replaceAll("/+$", "") + PATH), key);
        } catch (CertificateException e) {
            throw new IllegalStateException(
                    file + " (identity.certificate-chain) holds no certificate: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " (identity.certificate-chain) cannot be read", e);
        }
    }
}
