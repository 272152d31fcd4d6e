package eu.twintown.node.trust.credential;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.trust.Party;
import eu.twintown.node.trust.holding.Presentations;
import eu.twintown.node.trust.holding.Presentations.Occasion;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** Presentations as JWT, of data models 1.1 and 2.0. */
class PresentationVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Party ISSUER = Party.of("did:web:authority.example");
    private static final Party HOLDER = Party.of("did:web:city.example");
    private static final Party THIEF = Party.of("did:web:thief.example");
    private static final String ME = "did:web:verifier.example";
    private static final Map<String, Party> PARTIES = Map.of(
            ISSUER.did().value(),
            ISSUER,
            HOLDER.did().value(),
            HOLDER,
            THIEF.did().value(),
            THIEF);

    private final CredentialVerifier verifier = new CredentialVerifier(
            (signer, token, relationship) -> Optional.ofNullable(PARTIES.get(signer))
                    .flatMap(party -> party.document().key(token.kid(), relationship))
                    .orElseThrow(() -> new TrustException("key", "The signing key is not known", signer)),
            (issuer, types) -> Optional.of("this test"),
            credential -> Check.pass("status", ""),
            credential -> Optional.empty(),
            Duration.ofSeconds(60),
            () -> NOW);

    private static Credential membership() {
        return Credentials.parse(ISSUER.sign("vc+jwt", StrictJson.object("""
                {"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:uuid:1",
                 "type": ["VerifiableCredential", "MembershipCredential"], "issuer": "did:web:authority.example",
                 "credentialSubject": {"id": "did:web:city.example"}}
                """)));
    }

    private static Occasion occasion(Party holder) {
        return new Occasion(
                holder.did().value(), holder.key(), holder.keyId(), ME, Optional.of("n-1"), Duration.ofMinutes(5));
    }

    private static PresentationExpectation expected() {
        return PresentationExpectation.by(ME).holding("MembershipCredential");
    }

    private String refusal(Consumer<ObjectNode> change) {
        ObjectNode claims = StrictJson.object("""
                {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"],
                 "holder": "did:web:city.example", "iss": "did:web:city.example", "aud": "did:web:verifier.example",
                 "jti": "1", "nonce": "n-1", "verifiableCredential": []}
                """);
        claims.put("iat", NOW.getEpochSecond()).put("exp", NOW.plusSeconds(300).getEpochSecond());
        claims.withArray("verifiableCredential").add(membership().text());
        change.accept(claims);
        PresentationVerdict verdict = verifier.verifyPresentation(HOLDER.sign("vp+jwt", claims), expected());
        assertThat(verdict.valid()).as(claims.toString()).isFalse();
        return verdict.failure().orElseThrow().name();
    }

    @ParameterizedTest
    @EnumSource(names = {"VC20_JWT", "VC11_JWT"})
    void whatTheHolderMakesTheVerifierAccepts(CredentialFormat model) {
        String text = Presentations.vp(occasion(HOLDER), List.of(membership()), model, NOW);

        PresentationVerdict verdict = verifier.verifyPresentation(
                text, expected().withNonce("n-1").heldBy(HOLDER.did().value()));

        assertThat(verdict.fullReason()).isEmpty();
        assertThat(verdict.holder()).isEqualTo("did:web:city.example");
        assertThat(verdict.orThrow()).singleElement().satisfies(credential -> assertThat(credential.types())
                .containsExactly("MembershipCredential"));
        assertThat(verdict.checks())
                .extracting(Check::name)
                .containsExactly("signature", "audience", "dates", "holder", "nonce", "replay");
    }

    @Test
    void asingleUsePresentationPassesOnce() {
        String text = Presentations.vp(occasion(HOLDER), List.of(membership()), CredentialFormat.VC20_JWT, NOW);

        assertThat(verifier.verifyPresentation(text, expected().once()).valid()).isTrue();
        assertThat(verifier.verifyPresentation(text, expected().once())
                        .failure()
                        .orElseThrow()
                        .name())
                .isEqualTo("replay");
    }

    @Test
    void aStolenCredentialIsRefused() {
        String text = Presentations.vp(occasion(THIEF), List.of(membership()), CredentialFormat.VC20_JWT, NOW);

        PresentationVerdict verdict = verifier.verifyPresentation(text, expected());

        assertThat(verdict.failure().orElseThrow().name()).isEqualTo("binding");
        assertThat(verdict.safeReason()).isEqualTo("The credential is about somebody else");
    }

    @Test
    void aPresentationForSomebodyElseOrAnotherNonceIsRefused() {
        assertThat(refusal(claims -> claims.put("aud", "did:web:other.example")))
                .isEqualTo("audience");
        assertThat(refusal(claims -> claims.remove("aud"))).isEqualTo("audience");
        String text = Presentations.vp(occasion(HOLDER), List.of(membership()), CredentialFormat.VC20_JWT, NOW);
        assertThat(verifier.verifyPresentation(text, expected().withNonce("n-2"))
                        .failure()
                        .orElseThrow()
                        .name())
                .isEqualTo("nonce");
        assertThat(verifier.verifyPresentation(text, expected().heldBy("did:web:b.example"))
                        .failure()
                        .orElseThrow()
                        .name())
                .isEqualTo("holder");
    }

    @Test
    void anOldOrEndlessPresentationIsRefused() {
        assertThat(refusal(claims -> claims.put("exp", NOW.minusSeconds(61).getEpochSecond())))
                .isEqualTo("dates");
        assertThat(refusal(claims -> claims.put("exp", NOW.plusSeconds(200_000).getEpochSecond())))
                .isEqualTo("dates");
        assertThat(refusal(claims -> {
                    claims.remove("exp");
                    claims.put("iat", NOW.minusSeconds(400).getEpochSecond());
                }))
                .isEqualTo("dates");
    }

    @Test
    void aMissingTypeIsNamed() {
        PresentationVerdict verdict = verifier.verifyPresentation(
                Presentations.vp(occasion(HOLDER), List.of(), CredentialFormat.VC20_JWT, NOW), expected());

        assertThat(verdict.safeReason()).isEqualTo("A credential of type MembershipCredential is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "holder is another   | {\"holder\": \"did:web:thief.example\"}",
                "a credential        | {\"credentialSubject\": {}}",
                "vp beside it        | {\"vp\": {\"type\": \"VerifiablePresentation\"}}",
                "vc beside it        | {\"vc\": {}}",
                "no type             | {\"type\": []}",
                "alias of type       | {\"@type\": \"VerifiablePresentation\"}",
                "graph               | {\"@graph\": []}",
                "inline context      | {\"@context\": [{\"holder\": \"urn:x\"}]}",
                "other envelope      | {\"verifiableCredential\": [{\"id\": \"https://a.example\", \"type\": \"EnvelopedVerifiableCredential\"}]}",
                "plain credential    | {\"verifiableCredential\": [{\"type\": [\"VerifiableCredential\"]}]}",
                "iss is a list       | {\"iss\": [\"did:web:city.example\"]}",
            })
    void ambiguousPresentationsAreRefused(String name, String change) {
        assertThat(refusal(claims -> claims.setAll(StrictJson.object(change))))
                .as(name)
                .isEqualTo("form");
    }

    @Test
    void tooManyCredentialsAreRefused() {
        assertThat(refusal(claims -> {
                    for (int i = 0; i < 60; i++) {
                        claims.withArray("verifiableCredential").add("a.b.c");
                    }
                }))
                .isEqualTo("form");
    }
}
