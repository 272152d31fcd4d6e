package eu.twintown.node.trust.key;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.jose.Signatures;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.ExternalKey.Secret;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Keys that lie elsewhere: the transit engine of Vault or OpenBao, a PKCS#12 file, a PKCS#11 module. */
class ExternalKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final KeyPair PAIR = SigningKey.generate(KeyAlgorithm.ES256);

    @TempDir
    private Path folder;

    private final WireMockServer vault =
            new WireMockServer(WireMockConfiguration.options().port(0).extensions(new SigningVault()));
    private final OutgoingClient outgoing = new OutgoingClient(
            OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1000, Duration.ofMillis(1)));

    /** Signs as the transit engine does. */
    private static final class SigningVault implements ResponseTransformerV2 {
        @Override
        public Response transform(Response response, ServeEvent event) {
            JsonNode request = StrictJson.object(event.getRequest().getBodyAsString());
            byte[] data = Base64.getDecoder().decode(request.path("input").asString());
            boolean jws = request.path("marshaling_algorithm").asString("").equals("jws");
            String signature = jws
                    ? StrictJson.encode(Signatures.sign(KeyAlgorithm.ES256, PAIR.getPrivate(), data))
                    : Base64.getEncoder()
                            .encodeToString(Signatures.signDer(KeyAlgorithm.ES256, PAIR.getPrivate(), data));
            return Response.Builder.like(response)
                    .but()
                    .body("{\"data\":{\"signature\":\"vault:v3:" + signature + "\"}}")
                    .build();
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public String getName() {
            return "signing-vault";
        }
    }

    @BeforeEach
    void open() {
        vault.start();
    }

    @AfterEach
    void close() {
        vault.stop();
        outgoing.close();
    }

    private KeyRing ring(ExternalKey key) {
        KeySettings settings = new KeySettings(
                Optional.empty(),
                KeyAlgorithm.ES256,
                Duration.ofDays(30),
                Duration.ofDays(365),
                Map.of(KeyPurpose.NODE, key));
        return KeyRing.open(folder.resolve("keys"), settings, outgoing, () -> NOW);
    }

    private ExternalKey transit() {
        return new ExternalKey.Transit(
                URI.create(vault.baseUrl()), new Secret("s.token"), "transit", "node", Optional.of("city"));
    }

    private void answerKey(String type) {
        String pem = "-----BEGIN PUBLIC KEY-----\\n"
                + Base64.getEncoder().encodeToString(PAIR.getPublic().getEncoded()) + "\\n-----END PUBLIC KEY-----\\n";
        vault.stubFor(get("/v1/transit/keys/node")
                .withHeader("X-Vault-Token", equalTo("s.token"))
                .withHeader("X-Vault-Namespace", equalTo("city"))
                .willReturn(okJson("{\"data\":{\"type\":\"" + type
                        + "\",\"latest_version\":3,\"keys\":{\"3\":{\"public_key\":\"" + pem + "\"}}}}")));
        vault.stubFor(post(urlMatching("/v1/transit/sign/node/sha2-256"))
                .willReturn(aResponse().withStatus(200).withTransformers("signing-vault")));
    }

    @Test
    void aKeyServiceSignsAndNeverGivesTheKeyAway() {
        answerKey("ecdsa-p256");
        SigningKey key = ring(transit()).active(KeyPurpose.NODE);

        Jws token = Jws.parse(key.sign(StrictJson.object(), StrictJson.object().put("iss", "me")));
        token.verify(key.verificationKey("k"));
        assertThat(key.publicKey()).isEqualTo(PAIR.getPublic());
        assertThat(key.derSignature(new byte[] {1})[0]).as("a DER sequence").isEqualTo((byte) 0x30);
        assertThatThrownBy(key::privateKey).hasMessageContaining("key service");
    }

    @Test
    void theRingRemembersAnExternalKeyAndTellsWhereItLies() {
        answerKey("ecdsa-p256");
        KeyRing first = ring(transit());
        String kid = first.active(KeyPurpose.NODE).kid();

        KeyRing second = ring(transit());
        assertThat(second.active(KeyPurpose.NODE).kid()).isEqualTo(kid);
        assertThat(second.history(KeyPurpose.NODE)).isEmpty();
        assertThat(second.place(KeyPurpose.NODE)).isEqualTo("vault");
        assertThatThrownBy(() -> second.rotate(KeyPurpose.NODE)).hasMessageContaining("rotate it there");

        KeyRing without = KeyRing.open(folder.resolve("keys"), () -> NOW);
        assertThatThrownBy(() -> without.active(KeyPurpose.NODE).signature(new byte[1]))
                .hasMessageContaining("does not say where");
    }

    @Test
    void aKeyServiceThatFailsIsNamedAndItsTokenIsNot() {
        vault.stubFor(get(urlMatching(".*")).willReturn(aResponse().withStatus(403)));
        assertThatThrownBy(() -> ring(transit())).hasMessageContaining("403").hasMessageNotContaining("s.token");
        answerKey("aes256-gcm96");
        assertThatThrownBy(() -> ring(transit())).hasMessageContaining("aes256-gcm96");
        assertThat(transit().toString()).doesNotContain("s.token");
    }

    @Test
    void thePassphraseMayLieInAKeyValueStore() {
        VaultSecret secret = new VaultSecret(
                URI.create(vault.baseUrl()), new Secret("s.token"), "secret/data/twintown", "passphrase");
        vault.stubFor(get("/v1/secret/data/twintown")
                .withHeader("X-Vault-Token", equalTo("s.token"))
                .willReturn(okJson("{\"data\":{\"data\":{\"passphrase\":\"open sesame\"}}}")));

        assertThat(secret.read(outgoing).text()).isEqualTo("open sesame");
        assertThat(secret.read(outgoing).toString()).doesNotContain("sesame");
        vault.stubFor(get("/v1/secret/data/twintown").willReturn(okJson("{}")));
        assertThatThrownBy(() -> secret.read(outgoing)).hasMessageContaining("passphrase");
    }

    @Test
    void aPkcs12FileGivesItsKeyAndNothingOfItIsWrittenDown() throws Exception {
        Path file = folder.resolve("node.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("node", PAIR.getPrivate(), "pass".toCharArray(), new X509Certificate[] {certificate()});
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "pass".toCharArray());
        }

        SigningKey key =
                ring(new ExternalKey.Pkcs12(file, new Secret("pass"), "node")).active(KeyPurpose.NODE);
        assertThat(key.publicKey()).isEqualTo(PAIR.getPublic());
        assertThat(key.privateKey().getAlgorithm()).isEqualTo("EC");
        assertThat(Files.readString(folder.resolve("keys/keyring.json"))).doesNotContain("\"sealed\"");
        assertThatThrownBy(() -> ring(new ExternalKey.Pkcs12(file, new Secret("pass"), "other")))
                .hasMessageContaining("other");
        assertThatThrownBy(() -> ring(new ExternalKey.Pkcs12(file, new Secret("wrong"), "node")))
                .hasMessageContaining("node.p12")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void aPkcs11ModuleThatIsNotThereIsNamed() throws Exception {
        Path provider = Files.writeString(folder.resolve("pkcs11.cfg"), "name = test\nlibrary = /nowhere/module.so\n");

        assertThatThrownBy(() -> ring(new ExternalKey.Pkcs11(provider, new Secret("1234"), "node")))
                .hasMessageContaining("pkcs11.cfg")
                .hasMessageNotContaining("1234");
    }

    private static X509Certificate certificate() throws Exception {
        X500Name name = new X500Name("CN=node");
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(NOW),
                                Date.from(NOW.plusSeconds(1000)),
                                name,
                                PAIR.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(PAIR.getPrivate())));
    }
}
