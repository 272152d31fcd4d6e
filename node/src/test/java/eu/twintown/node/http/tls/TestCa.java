package eu.twintown.node.http.tls;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of a test: ECDSA P-256, certificates for the loopback address. */
public final class TestCa {
    private static final AtomicLong SERIAL = new AtomicLong(1000);

    private final KeyPair keys;
    private final List<X509Certificate> chain;

    /** Other extensions of a certificate, such as the place of its OCSP responder. */
    @FunctionalInterface
    public interface Extras {
        void addTo(JcaX509v3CertificateBuilder builder) throws Exception;
    }

    private TestCa(KeyPair keys, List<X509Certificate> chain) {
        this.keys = keys;
        this.chain = chain;
    }

    /** A root of its own. */
    public static TestCa root(String name) {
        KeyPair keys = keyPair();
        X509Certificate own = issue(
                new X500Principal("CN=" + name), keys, new X500Principal("CN=" + name), keys, valid(), true, b -> {});
        return new TestCa(keys, List.of(own));
    }

    /** An authority under this one. */
    public TestCa intermediate(String name) {
        KeyPair fresh = keyPair();
        List<X509Certificate> all = new ArrayList<>();
        all.add(issue(subject(), keys, new X500Principal("CN=" + name), fresh, valid(), true, b -> {}));
        all.addAll(chain);
        return new TestCa(fresh, all);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    public KeyPair keys() {
        return keys;
    }

    /** A certificate that is valid now. */
    public TlsIdentity identity(String name) {
        return identity(name, valid(), b -> {});
    }

    /** A certificate with these dates, from and until. */
    public TlsIdentity identity(String name, Instant[] dates, Extras extras) {
        KeyPair own = keyPair();
        return new TlsIdentity(
                certify(new X500Principal("CN=" + name + ", O=" + name + ", C=DE"), own, dates, extras),
                own.getPrivate());
    }

    /** The chain of a new certificate for a key pair, without the root. */
    public List<X509Certificate> certify(X500Principal name, KeyPair own, Instant[] dates, Extras extras) {
        List<X509Certificate> all = new ArrayList<>();
        all.add(issue(subject(), keys, name, own, dates, false, extras));
        all.addAll(chain.subList(0, chain.size() - 1));
        return all;
    }

    public static Instant[] valid() {
        return new Instant[] {
            Instant.now().minus(Duration.ofHours(1)), Instant.now().plus(Duration.ofDays(30))
        };
    }

    public static Instant[] expired() {
        return new Instant[] {
            Instant.now().minus(Duration.ofDays(3)), Instant.now().minus(Duration.ofDays(1))
        };
    }

    public static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private X500Principal subject() {
        return chain.getFirst().getSubjectX500Principal();
    }

    private static X509Certificate issue(
            X500Principal issuer,
            KeyPair issuerKeys,
            X500Principal subject,
            KeyPair subjectKeys,
            Instant[] dates,
            boolean authority,
            Extras extras) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIAL.incrementAndGet()),
                    Date.from(dates[0]),
                    Date.from(dates[1]),
                    subject,
                    subjectKeys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (authority) {
                builder.addExtension(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
            } else {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                    new GeneralName(GeneralName.dNSName, "localhost")
                }));
            }
            extras.addTo(builder);
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
