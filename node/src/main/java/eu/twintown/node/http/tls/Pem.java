package eu.twintown.node.http.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Certificates and keys as text (RFC 7468, and the older forms of private keys). */
public final class Pem {
    private Pem() {}

    /**
     * All certificates of a text, in its order.
     *
     * @throws IllegalArgumentException where there is none or one is broken
     */
    public static List<X509Certificate> certificates(String pem) {
        List<X509Certificate> found = new ArrayList<>();
        for (Object object : objects(pem)) {
            if (object instanceof X509CertificateHolder holder) {
                try {
                    found.add(new JcaX509CertificateConverter().getCertificate(holder));
                } catch (CertificateException e) {
                    throw new IllegalArgumentException("a certificate cannot be read: " + e.getMessage(), e);
                }
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no '-----BEGIN CERTIFICATE-----' in it");
        }
        return List.copyOf(found);
    }

    /**
     * The first private key of a text.
     *
     * @throws IllegalArgumentException where there is none, or it is encrypted
     */
    public static PrivateKey privateKey(String pem) {
        for (Object object : objects(pem)) {
            try {
                if (object instanceof PrivateKeyInfo info) {
                    return new JcaPEMKeyConverter().getPrivateKey(info);
                }
                if (object instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                }
            } catch (IOException e) {
                throw new IllegalArgumentException("the private key cannot be read", e);
            }
        }
        throw new IllegalArgumentException("there is no private key in it that is not encrypted");
    }

    /**
     * The first public key of a text.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static PublicKey publicKey(String pem) {
        for (Object object : objects(pem)) {
            try {
                if (object instanceof SubjectPublicKeyInfo info) {
                    return new JcaPEMKeyConverter().getPublicKey(info);
                }
            } catch (IOException e) {
                throw new IllegalArgumentException("the public key cannot be read", e);
            }
        }
        throw new IllegalArgumentException("there is no '-----BEGIN PUBLIC KEY-----' in it");
    }

    /** A public key as text. */
    public static String of(PublicKey key) {
        return write("PUBLIC KEY", key.getEncoded());
    }

    /** Certificates as text, one after the other. */
    public static String of(List<X509Certificate> chain) {
        StringBuilder all = new StringBuilder();
        for (X509Certificate certificate : chain) {
            try {
                all.append(write("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return all.toString();
    }

    /** Any DER bytes as text under a label such as {@code CERTIFICATE REQUEST}. */
    public static String write(String label, byte[] der) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(label, der));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<Object> objects(String pem) {
        List<Object> objects = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                objects.add(object);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not valid PEM text", e);
        }
        return objects;
    }
}
