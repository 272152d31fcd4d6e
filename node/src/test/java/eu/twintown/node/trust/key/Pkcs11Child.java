package eu.twintown.node.trust.key;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.http.tls.TlsIdentity;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.ExternalKey.Secret;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** What {@link Pkcs11ModuleTest} lets run beside it: puts a key into the token, then uses it as a node does. */
final class Pkcs11Child {
    private static final String ALIAS = "tier2";

    private Pkcs11Child() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        String pin = args[1];
        Path config = folder.resolve("pkcs11.cfg");
        if (args.length > 2) {
            tryPin(folder, config, args[2]);
            return;
        }
        X509Certificate certificate = putKey(config, pin.toCharArray());

        SigningKey key = ring(folder, config, pin).active(KeyPurpose.TIER2);
        Jws.parse(key.sign(StrictJson.object(), StrictJson.object().put("iss", "me")))
                .verify(key.verificationKey("k"));
        require(key.derSignature(new byte[] {1})[0] == 0x30, "a DER signature");
        require(key.privateKey().getEncoded() == null, "the key does not leave the token");
        say("signed and verified");

        require(
                ring(folder, config, pin).active(KeyPurpose.NODE).kid().equals(key.kid()),
                "a second key of the same module");
        require(ring(folder, config, pin).active(KeyPurpose.TIER2).kid().equals(key.kid()), "the same key");
        say("same key after a restart");

        new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=t2.example"), key.publicKey())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey()));
        say("a request for a certificate");
        say("tls "
                + new TlsIdentity(List.of(certificate), key.privateKey())
                        .chain()
                        .size());
    }

    private static void tryPin(Path folder, Path config, String pin) {
        try {
            ring(folder.resolve("other"), config, pin);
            say("wrong pin taken");
        } catch (IllegalStateException e) {
            say("wrong pin refused: " + e.getMessage());
        }
    }

    private static X509Certificate putKey(Path config, char[] pin) throws Exception {
        Provider provider = Security.getProvider("SunPKCS11").configure(config.toString());
        KeyStore token = KeyStore.getInstance("PKCS11", provider);
        token.load(null, pin);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=token");
        Instant now = Instant.now();
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(now),
                                Date.from(now.plus(Duration.ofDays(1))),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA")
                                .setProvider(provider)
                                .build(pair.getPrivate())));
        token.setKeyEntry(ALIAS, pair.getPrivate(), null, new X509Certificate[] {certificate});
        return certificate;
    }

    private static KeyRing ring(Path folder, Path config, String pin) {
        KeySettings settings = new KeySettings(
                Optional.empty(),
                KeyAlgorithm.ES256,
                Duration.ofDays(30),
                Duration.ofDays(365),
                Map.of(
                        KeyPurpose.TIER2,
                        new ExternalKey.Pkcs11(config, new Secret(pin), ALIAS),
                        KeyPurpose.NODE,
                        new ExternalKey.Pkcs11(config, new Secret(pin), ALIAS)));
        return KeyRing.open(
                folder.resolve("keys"),
                settings,
                new OutgoingClient(OutgoingRules.PUBLIC_ONLY),
                InstantSource.system());
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("It does not hold: " + what);
        }
    }

    private static void say(String what) {
        System.out.println(what);
    }
}
