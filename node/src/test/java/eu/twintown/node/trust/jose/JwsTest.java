package eu.twintown.node.trust.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.twintown.node.trust.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Tokens as attackers make them (RFC 8725). */
class JwsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final SigningKey KEY = SigningKey.ephemeral(KeyAlgorithm.ES256);

    private static String encode(String json) {
        return StrictJson.encode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(String token) {
        TrustException refused = catchThrowableOfType(
                TrustException.class, () -> Jws.parse(token).verify(KEY.verificationKey("key-1")));
        assertThat(refused).isNotNull();
        return refused.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "HS256", "HS512", "ES256K", "", "RS1"})
    void onlyTheNamedAlgorithmsAreTaken(String alg) {
        assertThat(refusal(encode("{\"alg\":\"" + alg + "\"}") + "." + encode("{\"sub\":\"x\"}") + "."))
                .isEqualTo("algorithm");
    }

    @Test
    void aPublicKeyIsNoSharedSecret() throws Exception {
        String input = encode("{\"alg\":\"HS256\"}") + "." + encode("{\"sub\":\"admin\"}");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.publicKey().getEncoded(), "HmacSHA256"));

        assertThat(refusal(input + "." + StrictJson.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)))))
                .isEqualTo("algorithm");
    }

    @Test
    void theKeyDecidesTheAlgorithmAndNotTheHeader() {
        String foreign = SigningKey.ephemeral(KeyAlgorithm.EDDSA).sign(StrictJson.object(), StrictJson.object());

        assertThat(refusal(foreign)).isEqualTo("algorithm");
    }

    @Test
    void aKeyInTheHeaderIsNotUsed() {
        SigningKey attacker = SigningKey.ephemeral(KeyAlgorithm.ES256);
        ObjectNode header = StrictJson.object();
        header.set("jwk", attacker.publicJwk());

        assertThat(refusal(attacker.sign(header, StrictJson.object()))).isEqualTo("signature");
    }

    @Test
    void changedClaimsDoNotVerify() {
        String[] parts = KEY.sign(StrictJson.object(), StrictJson.object().put("sub", "viewer"))
                .split("\\.");

        assertThat(refusal(parts[0] + "." + encode("{\"sub\":\"admin\"}") + "." + parts[2]))
                .isEqualTo("signature");
    }

    @Test
    void aSignatureOfZeroesIsNone() {
        String[] parts = KEY.sign(StrictJson.object(), StrictJson.object()).split("\\.");

        assertThat(refusal(parts[0] + "." + parts[1] + "." + StrictJson.encode(new byte[64])))
                .isEqualTo("signature");
        assertThat(refusal(parts[0] + "." + parts[1] + ".")).isEqualTo("signature");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two parts              | e30.e30",
                "five parts             | e30.e30.e30.e30.e30",
                "no base64              | $$$.e30.e30",
                "padding                | e30=.e30.e30",
                "header is a list       | W10.e30.e30",
                "empty                  | ''"
            })
    void whatIsNoTokenIsRefused(String name, String token) {
        assertThat(refusal(token)).as(name).isEqualTo("form");
    }

    @Test
    void aMemberThatStandsThereTwiceIsRefused() {
        assertThat(refusal(encode("{\"alg\":\"ES256\",\"alg\":\"none\"}") + "." + encode("{}") + ".AA"))
                .isEqualTo("form");
        assertThat(refusal(encode("{\"alg\":\"ES256\"}") + "." + encode("{\"iss\":\"a\",\"iss\":\"b\"}") + ".AA"))
                .isEqualTo("form");
    }

    @Test
    void whatItDoesNotUnderstandAndMustItRefuses() {
        assertThat(refusal(encode("{\"alg\":\"ES256\",\"crit\":[\"exp\"],\"exp\":1}") + "." + encode("{}") + ".AA"))
                .isEqualTo("form");
    }

    @Test
    void oversizedAndDeeplyNestedTokensAreRefused() {
        assertThat(refusal("a".repeat(Jws.LONGEST + 1))).isEqualTo("size");
        assertThat(refusal(encode("{\"alg\":\"ES256\"}") + "." + encode("[".repeat(100) + "]".repeat(100)) + ".AA"))
                .isEqualTo("form");
    }

    @ParameterizedTest
    @CsvSource({
        "exp, -61, has expired",
        "nbf, 61, is not valid yet",
        "iat, 61, is not valid yet",
    })
    void datesCountWithTheTolerance(String claim, int seconds, String reason) {
        JwtClaims outside = new JwtClaims(
                StrictJson.object().put(claim, NOW.plusSeconds(seconds).getEpochSecond()));
        JwtClaims inside = new JwtClaims(StrictJson.object()
                .put(
                        claim,
                        NOW.plusSeconds(seconds - Integer.signum(seconds) * 2).getEpochSecond()));

        assertThatThrownBy(() -> outside.validAt(NOW, JwtClaims.TOLERANCE))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.safe()).contains(reason));
        inside.validAt(NOW, JwtClaims.TOLERANCE);
    }

    @Test
    void datesThatAreNoNumbersAreRefused() {
        for (String json : new String[] {"{\"exp\":\"1\"}", "{\"exp\":-1}", "{\"exp\":1e300}", "{\"exp\":null}"}) {
            assertThatThrownBy(() -> new JwtClaims(StrictJson.object(json)).validAt(NOW, JwtClaims.TOLERANCE))
                    .as(json)
                    .isInstanceOf(TrustException.class)
                    .hasMessageContaining("exp");
        }
    }

    @Test
    void theAudienceMustBeMeant() {
        JwtClaims several = new JwtClaims(StrictJson.object("{\"aud\":[\"did:web:a\",\"did:web:b\"]}"));

        several.meantFor("did:web:b");
        assertThatThrownBy(() -> several.meantFor("did:web:c")).hasMessageContaining("did:web:c");
        assertThatThrownBy(() -> new JwtClaims(StrictJson.object()).meantFor("x"))
                .isInstanceOf(TrustException.class);
        assertThatThrownBy(() -> new JwtClaims(StrictJson.object("{\"aud\":[{}]}")).meantFor("x"))
                .hasMessageContaining("aud");
    }

    @Test
    void aSingleUseTokenPassesOnce() {
        ReplayGuard guard = new ReplayGuard(() -> NOW);
        guard.once("did:web:a", "1", NOW.plusSeconds(60));

        guard.once("did:web:b", "1", NOW.plusSeconds(60));
        assertThatThrownBy(() -> guard.once("did:web:a", "1", NOW.plusSeconds(60)))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.check()).isEqualTo("replay"));
    }
}
