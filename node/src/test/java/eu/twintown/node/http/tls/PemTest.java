package eu.twintown.node.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.Test;

class PemTest {
    private static final TestCa CA = TestCa.root("Root").intermediate("CA");

    @Test
    void aChainAndItsKeyComeBackAsWritten() {
        TlsIdentity identity = CA.identity("ghent");
        TlsIdentity read = TlsIdentity.ofPem(
                Pem.of(identity.chain()),
                Pem.write("PRIVATE KEY", identity.key().getEncoded()));

        assertThat(read.chain()).isEqualTo(identity.chain()).hasSize(2);
        assertThat(read.key()).isEqualTo(identity.key());
    }

    /** As {@code openssl ec} writes it (RFC 5915). */
    @Test
    void aSec1PrivateKeyIsRead() throws Exception {
        ECPrivateKey key = (ECPrivateKey) TestCa.keyPair().getPrivate();
        byte[] der = new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), SECObjectIdentifiers.secp256r1)
                .getEncoded();

        assertThat(((ECPrivateKey) Pem.privateKey(Pem.write("EC PRIVATE KEY", der))).getS())
                .isEqualTo(key.getS());
    }

    @Test
    void aPkcs1PrivateKeyIsRead() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        PrivateKey key = rsa.generateKeyPair().getPrivate();
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(key);
        }

        assertThat(text.toString()).contains("BEGIN RSA PRIVATE KEY");
        assertThat(Pem.privateKey(text.toString())).isEqualTo(key);
    }

    @Test
    void aPublicKeyComesBackAsWritten() {
        KeyPair pair = TestCa.keyPair();

        assertThat(Pem.publicKey(Pem.of(pair.getPublic()))).isEqualTo(pair.getPublic());
    }

    @Test
    void anEntryOfAKeyStoreIsAnIdentity() throws Exception {
        TlsIdentity identity = CA.identity("ghent");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "own", identity.key(), "pw".toCharArray(), identity.chain().toArray(Certificate[]::new));

        assertThat(TlsIdentity.of(store, "own", "pw".toCharArray()).chain()).isEqualTo(identity.chain());
        assertThatThrownBy(() -> TlsIdentity.of(store, "other", "pw".toCharArray()))
                .hasMessageContaining("'other'");
    }

    @Test
    void aForeignKeyIsRefused() {
        String chain = Pem.of(CA.identity("ghent").chain());
        String key = Pem.write("PRIVATE KEY", TestCa.keyPair().getPrivate().getEncoded());

        assertThatThrownBy(() -> TlsIdentity.ofPem(chain, key)).hasMessageContaining("not that of the certificate");
    }

    @Test
    void whatIsNoPemIsRefusedWithAReason() {
        assertThatThrownBy(() -> Pem.certificates("hello")).hasMessageContaining("BEGIN CERTIFICATE");
        assertThatThrownBy(() -> Pem.privateKey("hello")).hasMessageContaining("private key");
        assertThatThrownBy(() -> Pem.publicKey("hello")).hasMessageContaining("PUBLIC KEY");
        assertThatThrownBy(() -> Pem.certificates("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theKeyIsNotInTheText() {
        assertThat(CA.identity("ghent").toString()).contains("CN=ghent").doesNotContain("PRIVATE", "key");
    }
}
