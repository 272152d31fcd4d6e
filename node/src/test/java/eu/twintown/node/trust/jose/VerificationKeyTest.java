package eu.twintown.node.trust.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.trust.key.SigningKey;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

class VerificationKeyTest {

    /** RFC 8037, appendices A.2 and A.3. */
    @Test
    void theEd25519ExampleHasTheThumbprintOfItsSpecification() {
        ObjectNode jwk = StrictJson.object(
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");

        VerificationKey key = VerificationKey.ofJwk("k", jwk);

        assertThat(key.thumbprint()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assertThat(key.algorithms()).containsExactly(KeyAlgorithm.EDDSA);
        assertThat(PublicJwk.of(key.key())).isEqualTo(jwk);
    }

    /** RFC 8037, appendix A.4. */
    @Test
    void theEd25519SignatureOfItsSpecificationVerifies() {
        VerificationKey key = VerificationKey.ofJwk(
                "k",
                StrictJson.object(
                        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"));
        byte[] input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] signature = StrictJson.decode(
                "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");

        assertThat(Signatures.verify(KeyAlgorithm.EDDSA, key.key(), input, signature))
                .isTrue();
        signature[0] ^= 1;
        assertThat(Signatures.verify(KeyAlgorithm.EDDSA, key.key(), input, signature))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void everyAlgorithmSignsAndVerifies(KeyAlgorithm algorithm) {
        SigningKey key = SigningKey.ephemeral(algorithm);
        byte[] data = {1, 2, 3};

        byte[] signature = Signatures.sign(algorithm, key.privateKey(), data);

        assertThat(Signatures.verify(algorithm, key.publicKey(), data, signature))
                .isTrue();
        assertThat(Signatures.verify(algorithm, key.publicKey(), new byte[] {1}, signature))
                .isFalse();
    }

    @Test
    void anRsaKeyOfTheStatedAlgorithmIsForThatOne() {
        ObjectNode jwk = SigningKey.ephemeral(KeyAlgorithm.RS256).publicJwk();

        assertThat(VerificationKey.ofJwk("k", jwk).algorithms()).containsExactly(KeyAlgorithm.RS256);
        jwk.remove("alg");
        assertThat(VerificationKey.ofJwk("k", jwk).algorithms())
                .isEqualTo(Set.of(KeyAlgorithm.RS256, KeyAlgorithm.PS256));
        assertThatThrownBy(() -> VerificationKey.ofJwk("k", jwk.put("alg", "ES256")))
                .hasMessageContaining("ES256");
    }

    @Test
    void keysThatAreNotForSignaturesAreRefused() {
        ObjectNode jwk = SigningKey.ephemeral(KeyAlgorithm.ES256).publicJwk();

        assertThatThrownBy(() -> VerificationKey.ofJwk("k", jwk.put("use", "enc")))
                .hasMessageContaining("encryption");
        assertThatThrownBy(() -> VerificationKey.ofJwk("k", StrictJson.object("{\"kty\":\"oct\",\"k\":\"AAAA\"}")))
                .isInstanceOf(TrustException.class);
        assertThatThrownBy(() -> VerificationKey.ofJwk("k", StrictJson.object("{}")))
                .isInstanceOf(TrustException.class);
    }

    @Test
    void aPointThatIsNotOnTheCurveIsRefused() {
        ObjectNode jwk = SigningKey.ephemeral(KeyAlgorithm.ES256).publicJwk();
        jwk.put("y", StrictJson.encode(new byte[32]));

        assertThatThrownBy(() -> VerificationKey.ofJwk("k", jwk)).isInstanceOf(TrustException.class);
    }

    @Test
    void aPublishedPrivateKeyIsRefused() {
        ObjectNode jwk = SigningKey.ephemeral(KeyAlgorithm.ES256).publicJwk();
        jwk.put("d", StrictJson.encode(new byte[32]));

        assertThatThrownBy(() -> VerificationKey.ofJwk("k", jwk)).hasMessageContaining("private");
    }
}
