package eu.twintown.node.trust.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7519, RFC 8725 and RFC 9700: what must not pass. */
class TokenVerifierTest {
    private static final String ISSUER = "https://id.example";
    private static final Set<String> US = Set.of("twintown");
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private static TokenVerifier verifier(JWK... keys) {
        List<JWK> published = TestIssuer.published(keys).getKeys();
        return new TokenVerifier(
                ISSUER,
                kid -> published.stream()
                        .filter(key -> kid.isEmpty() || kid.equals(key.getKeyID()))
                        .toList(),
                MINUTE,
                () -> TestIssuer.NOW);
    }

    private static void refuses(String token) {
        refuses(token, "The token is not valid here");
    }

    private static void refuses(String token, String safe) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> verifier(TestIssuer.RSA, TestIssuer.EC).verify(token, TokenVerifier.Use.ACCESS, US))
                .satisfies(e -> {
                    assertThat(e.problem().type()).isEqualTo(ProblemType.UNAUTHORIZED);
                    assertThat(e.problem().detail()).startsWith(safe);
                    assertThat(e.problem().extensions()).containsEntry("error", "invalid_token");
                });
    }

    private static JWTClaimsSet.Builder claims() {
        return TestIssuer.claims(ISSUER);
    }

    @Test
    void tokensOfBothUsualAlgorithmsHold() {
        TokenVerifier verifier = verifier(TestIssuer.RSA, TestIssuer.EC);
        for (String token : List.of(
                TestIssuer.rsa(TestIssuer.RSA, claims().build()), TestIssuer.ec(TestIssuer.EC, claims().build()))) {
            assertThat(verifier.verify(token, TokenVerifier.Use.ACCESS, US).getSubject())
                    .isEqualTo("4711");
        }
    }

    @Test
    void ed25519TokensHoldUnderBothNames() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] spki = pair.getPublic().getEncoded();
        OctetKeyPair jwk = new OctetKeyPair.Builder(
                        com.nimbusds.jose.jwk.Curve.Ed25519,
                        Base64URL.encode(Arrays.copyOfRange(spki, spki.length - 32, spki.length)))
                .keyID("ed")
                .build();
        assertThat(pair.getPublic()).isInstanceOf(EdECPublicKey.class);
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519)) {
            String token = ed25519(pair, algorithm);
            assertThat(verifier(jwk).verify(token, TokenVerifier.Use.ACCESS, US).getSubject())
                    .isEqualTo("4711");
            String broken = token.substring(0, token.length() - 4) + "AAAA";
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> verifier(jwk).verify(broken, TokenVerifier.Use.ACCESS, US));
        }
    }

    private static String ed25519(KeyPair pair, JWSAlgorithm algorithm) throws GeneralSecurityException {
        String signed = new JWSHeader.Builder(algorithm).keyID("ed").build().toBase64URL() + "."
                + claims().build().toPayload().toBase64URL();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64URL.encode(signature.sign());
    }

    @Test
    void algNoneIsRefused() {
        refuses(new PlainJWT(claims().build()).serialize());
    }

    @Test
    void anHmacUnderThePublicKeyIsRefused() throws JOSEException {
        String pem = TestIssuer.RSA.toPublicJWK().toJSONString();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(TestIssuer.RSA.getKeyID())
                        .build(),
                claims().build());
        jwt.sign(new MACSigner(pem));
        refuses(jwt.serialize());
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNotTrusted() {
        RSAKey foreign = TestIssuer.rsa("rsa-1");
        refuses(TestIssuer.rsa(foreign, claims().build(), header -> header.jwk(foreign.toPublicJWK())));
        refuses(TestIssuer.rsa(
                foreign, claims().build(), header -> header.jwkURL(java.net.URI.create("https://evil.example/jwks"))));
    }

    @Test
    void aChangedTokenIsRefused() {
        String[] parts = TestIssuer.rsa(TestIssuer.RSA, claims().build()).split("\\.");
        String other =
                claims().subject("admin").build().toPayload().toBase64URL().toString();
        refuses(parts[0] + "." + other + "." + parts[2]);
        refuses(parts[0] + "." + parts[1] + ".");
    }

    @Test
    void aKeyForEncryptionDoesNotSign() {
        RSAKey encrypting =
                new RSAKey.Builder(TestIssuer.RSA).keyUse(KeyUse.ENCRYPTION).build();
        String token = TestIssuer.rsa(TestIssuer.RSA, claims().build());
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> verifier(encrypting).verify(token, TokenVerifier.Use.ACCESS, US));
    }

    @Test
    void aKeyThatIsForAnotherAlgorithmDoesNotCount() {
        RSAKey pss =
                new RSAKey.Builder(TestIssuer.RSA).algorithm(JWSAlgorithm.PS256).build();
        String token = TestIssuer.rsa(TestIssuer.RSA, claims().build());
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> verifier(pss).verify(token, TokenVerifier.Use.ACCESS, US));
    }

    @Test
    void aForeignIssuerAndAWrongAudienceAreRefused() {
        refuses(TestIssuer.rsa(
                TestIssuer.RSA, claims().issuer("https://other.example").build()));
        refuses(TestIssuer.rsa(TestIssuer.RSA, claims().audience("account").build()));
        refuses(TestIssuer.rsa(TestIssuer.RSA, claims().audience((String) null).build()));
        refuses(TestIssuer.rsa(TestIssuer.RSA, claims().subject(null).build()));
    }

    @Test
    void oneOfSeveralAudiencesSuffices() {
        String token = TestIssuer.rsa(
                TestIssuer.RSA,
                claims().audience(List.of("account", "twintown")).build());
        assertThat(verifier(TestIssuer.RSA)
                        .verify(token, TokenVerifier.Use.ACCESS, US)
                        .getSubject())
                .isEqualTo("4711");
    }

    @Test
    void expiredAndNotYetValidTokensAreRefusedBeyondTheToleranceAndNotWithinIt() {
        Map<Integer, Boolean> ends = Map.of(-59, true, -60, false, -61, false, -3600, false);
        ends.forEach((seconds, holds) -> {
            String token = TestIssuer.rsa(
                    TestIssuer.RSA, claims().expirationTime(at(seconds)).build());
            if (holds) {
                verifier(TestIssuer.RSA).verify(token, TokenVerifier.Use.ACCESS, US);
            } else {
                refuses(token, "The token has expired");
            }
        });
        verifier(TestIssuer.RSA)
                .verify(
                        TestIssuer.rsa(
                                TestIssuer.RSA, claims().notBeforeTime(at(59)).build()),
                        TokenVerifier.Use.ACCESS,
                        US);
        refuses(TestIssuer.rsa(TestIssuer.RSA, claims().notBeforeTime(at(61)).build()), "The token is not valid yet");
        refuses(TestIssuer.rsa(TestIssuer.RSA, claims().issueTime(at(3600)).build()), "The token is not valid yet");
        refuses(TestIssuer.rsa(TestIssuer.RSA, claims().expirationTime(null).build()));
    }

    private static Date at(int seconds) {
        return Date.from(TestIssuer.NOW.plusSeconds(seconds));
    }

    @Test
    void anOversizedTokenIsNotEvenRead() {
        String token = TestIssuer.rsa(
                TestIssuer.RSA, claims().claim("x", "y".repeat(20_000)).build());
        refuses(token);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> TokenVerifier.claimedIssuer(token));
    }

    @Test
    void tokensOfAnotherUseAreRefused() {
        refuses(TestIssuer.rsa(
                TestIssuer.RSA, claims().build(), header -> header.type(new JOSEObjectType("logout+jwt"))));
        refuses(TestIssuer.rsa(TestIssuer.RSA, claims().claim("typ", "ID").build()));
        refuses(TestIssuer.rsa(TestIssuer.RSA, claims().claim("typ", "Refresh").build()));
        refuses(TestIssuer.rsa(
                TestIssuer.RSA,
                claims().claim("nonce", "n").claim("at_hash", "h").build()));
        String access =
                TestIssuer.rsa(TestIssuer.RSA, claims().build(), header -> header.type(new JOSEObjectType("at+jwt")));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> verifier(TestIssuer.RSA).verify(access, TokenVerifier.Use.IDENTITY, US));
    }

    @Test
    void criticalHeadersThatNobodyUnderstandsAreRefused() {
        refuses(TestIssuer.rsa(TestIssuer.RSA, claims().build(), header -> header.criticalParams(Set.of("x"))
                .customParam("x", "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b", "a.b.c", "....", "eyJhbGciOiJSUzI1NiJ9..", "eyJhbGciOiJSUzI1NiJ9.e30.AA"})
    void whatIsNoTokenIsRefused(String text) {
        refuses(text);
    }
}
