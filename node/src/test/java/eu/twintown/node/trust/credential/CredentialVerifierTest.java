package eu.twintown.node.trust.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.trust.Party;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jose.VerificationKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Credentials of the data models 1.1 and 2.0 as JWT: what is accepted, and each way of not being it. */
class CredentialVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Party ISSUER = Party.of("did:web:authority.example");
    private static final Party SECOND = Party.of("did:web:second.example", KeyAlgorithm.EDDSA);
    private static final Party STRANGER = Party.of("did:web:stranger.example");
    private static final String HOLDER = "did:web:city.example";
    private static final Map<String, Party> PARTIES = Map.of(
            ISSUER.did().value(),
            ISSUER,
            SECOND.did().value(),
            SECOND,
            STRANGER.did().value(),
            STRANGER);

    private final AtomicInteger statusAsked = new AtomicInteger();
    private Instant now = NOW;
    private final CredentialVerifier verifier = new CredentialVerifier(
            CredentialVerifierTest::key,
            (issuer, types) -> issuer.equals(STRANGER.did().value()) || !types.equals(List.of("MembershipCredential"))
                    ? Optional.empty()
                    : Optional.of("this test"),
            credential -> {
                statusAsked.incrementAndGet();
                return Check.pass("status", "not looked at");
            },
            credential -> Optional.empty(),
            Duration.ofSeconds(60),
            () -> now);

    private static VerificationKey key(String signer, Jws token, Relationship relationship) {
        return Optional.ofNullable(PARTIES.get(signer))
                .flatMap(party -> party.document().key(token.kid(), relationship))
                .orElseThrow(() -> new TrustException("key", "The signing key is not known", "no key of " + signer));
    }

    private static ObjectNode credential(Party issuer) {
        return StrictJson.object("""
                {"@context": ["https://www.w3.org/ns/credentials/v2"],
                 "id": "urn:uuid:1", "type": ["VerifiableCredential", "MembershipCredential"],
                 "issuer": "%s", "validFrom": "2026-11-01T00:00:00Z", "validUntil": "2026-12-01T00:00:00Z",
                 "credentialSubject": {"id": "did:web:city.example", "role": "member"}}
                """.formatted(issuer.did().value()));
    }

    private static ObjectNode older(Party issuer) {
        ObjectNode vc = StrictJson.object("""
                {"@context": ["https://www.w3.org/2018/credentials/v1"],
                 "type": ["VerifiableCredential", "MembershipCredential"],
                 "credentialSubject": {"id": "did:web:city.example"}}
                """);
        ObjectNode claims = StrictJson.object()
                .put("iss", issuer.did().value())
                .put("sub", HOLDER)
                .put("jti", "urn:uuid:2")
                .put("nbf", NOW.minusSeconds(1000).getEpochSecond())
                .put("exp", NOW.plusSeconds(1000).getEpochSecond());
        claims.set("vc", vc);
        return claims;
    }

    private Verdict verify(ObjectNode credential) {
        return verifier.verify(ISSUER.sign("vc+jwt", credential), Expectation.heldBy(HOLDER));
    }

    /** The check that refuses a credential which is right but for this change. */
    private String refusal(Consumer<ObjectNode> change) {
        ObjectNode credential = credential(ISSUER);
        change.accept(credential);
        Verdict verdict = verify(credential);
        assertThat(verdict.valid()).as(credential.toString()).isFalse();
        assertThat(verdict.safeReason()).isNotBlank();
        return verdict.failure().orElseThrow().name();
    }

    @Test
    void aRightCredentialPassesEveryCheckByName() {
        Verdict verdict = verify(credential(ISSUER));

        assertThat(verdict.fullReason()).isEmpty();
        assertThat(verdict.checks())
                .extracting(Check::name)
                .containsExactly("form", "signature", "issuer", "dates", "binding", "status");
        Credential read = verdict.orThrow();
        assertThat(read.format()).isEqualTo(CredentialFormat.VC20_JWT);
        assertThat(read.types()).containsExactly("MembershipCredential");
        assertThat(read.subject()).isEqualTo(HOLDER);
        assertThat(read.claims().path("role").asString()).isEqualTo("member");
        assertThat(verdict.checks().get(2).reason()).contains("this test");
    }

    @Test
    void theOlderModelAndEd25519PassToo() {
        Verdict verdict = verifier.verify(SECOND.sign("JWT", older(SECOND)), Expectation.heldBy(HOLDER));

        assertThat(verdict.fullReason()).isEmpty();
        assertThat(verdict.orThrow().format()).isEqualTo(CredentialFormat.VC11_JWT);
        assertThat(verdict.orThrow().id()).isEqualTo("urn:uuid:2");
        assertThat(verdict.orThrow().validUntil()).contains(NOW.plusSeconds(1000));
    }

    @Test
    void whoSignsForAnotherIsRefused() {
        assertThat(verifier.verify(STRANGER.sign("vc+jwt", credential(ISSUER)), Expectation.any())
                        .failure()
                        .orElseThrow()
                        .name())
                .isEqualTo("key");
        ObjectNode header = StrictJson.object().put("kid", ISSUER.keyId());
        assertThat(verifier.verify(STRANGER.key().sign(header, credential(ISSUER)), Expectation.any())
                        .failure()
                        .orElseThrow()
                        .name())
                .isEqualTo("signature");
    }

    @Test
    void anIssuerThatNobodyTrustsIsRefusedAndItsStatusListIsNotFetched() {
        Verdict verdict = verifier.verify(STRANGER.sign("vc+jwt", credential(STRANGER)), Expectation.any());

        assertThat(verdict.failure().orElseThrow().name()).isEqualTo("issuer");
        assertThat(verdict.safeReason()).doesNotContain("stranger.example");
        assertThat(verdict.fullReason()).contains("stranger.example");
        assertThat(statusAsked).hasValue(0);
        assertThatThrownBy(verdict::orThrow).isInstanceOf(TrustException.class);
    }

    @Test
    void anIssuerIsTrustedForItsTypesOnly() {
        assertThat(refusal(credential -> credential
                        .putArray("type")
                        .add("VerifiableCredential")
                        .add("MembershipCredential")
                        .add("Mayor")))
                .isEqualTo("issuer");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-31T23:58:59Z, dates, not valid yet",
        "2026-12-01T00:01:01Z, dates, expired",
    })
    void itCountsBetweenItsDates(Instant at, String check, String reason) {
        now = at;
        Verdict verdict = verify(credential(ISSUER));

        assertThat(verdict.failure().orElseThrow().name()).isEqualTo(check);
        assertThat(verdict.safeReason()).contains(reason);
    }

    @Test
    void theNarrowerOfTwoDatesCounts() {
        assertThat(refusal(credential ->
                        credential.put("exp", NOW.minusSeconds(100).getEpochSecond())))
                .isEqualTo("dates");
        assertThat(refusal(
                        credential -> credential.put("nbf", NOW.plusSeconds(100).getEpochSecond())))
                .isEqualTo("dates");
    }

    @Test
    void aCredentialAboutSomebodyElseIsRefused() {
        assertThat(refusal(
                        credential -> credential.putObject("credentialSubject").put("id", "did:web:other.example")))
                .isEqualTo("binding");
        assertThat(refusal(credential -> credential.putObject("credentialSubject")))
                .isEqualTo("binding");
    }

    @Test
    void anotherTypeThanWantedIsRefused() {
        Verdict verdict = verifier.verify(
                ISSUER.sign("vc+jwt", credential(ISSUER)), Expectation.any().ofType("GaiaXCredential"));

        assertThat(verdict.failure().orElseThrow().name()).isEqualTo("type");
    }

    /** Ways to make one reader see something else than another: each is refused for its form. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inline context       | {\"@context\": [\"https://www.w3.org/ns/credentials/v2\", {\"role\": \"urn:x\"}]}",
                "context removed      | {\"@context\": [\"https://www.w3.org/ns/credentials/v2\", null]}",
                "context second       | {\"@context\": [\"https://evil.example/c\", \"https://www.w3.org/ns/credentials/v2\"]}",
                "both models          | {\"@context\": [\"https://www.w3.org/ns/credentials/v2\", \"https://www.w3.org/2018/credentials/v1\"]}",
                "no context           | {\"@context\": []}",
                "nested context       | {\"credentialSubject\": {\"id\": \"did:web:city.example\", \"@context\": {\"id\": \"urn:x\"}}}",
                "deep nested context  | {\"credentialSubject\": {\"id\": \"did:web:city.example\", \"a\": [{\"b\": {\"@context\": \"https://e.example\"}}]}}",
                "two issuers          | {\"issuer\": [\"did:web:authority.example\", \"did:web:evil.example\"]}",
                "issuer without id    | {\"issuer\": {\"name\": \"authority\"}}",
                "issuer and iss       | {\"iss\": \"did:web:evil.example\"}",
                "two subjects         | {\"credentialSubject\": [{\"id\": \"did:web:city.example\"}, {\"id\": \"did:web:evil.example\"}]}",
                "subject is a text    | {\"credentialSubject\": \"did:web:city.example\"}",
                "two subject ids      | {\"credentialSubject\": {\"id\": [\"did:web:city.example\", \"did:web:evil.example\"]}}",
                "alias of id          | {\"credentialSubject\": {\"id\": \"did:web:city.example\", \"@id\": \"did:web:evil.example\"}}",
                "sub is another       | {\"sub\": \"did:web:evil.example\"}",
                "alias of type        | {\"@type\": [\"VerifiableCredential\", \"Mayor\"]}",
                "graph                | {\"@graph\": []}",
                "type is an object    | {\"type\": {\"a\": \"VerifiableCredential\"}}",
                "type without base    | {\"type\": [\"MembershipCredential\"]}",
                "type is presentation | {\"type\": [\"VerifiableCredential\", \"VerifiablePresentation\"]}",
                "dates are a list     | {\"validUntil\": [\"2030-01-01T00:00:00Z\"]}",
                "date without zone    | {\"validUntil\": \"2030-01-01T00:00:00\"}",
                "exp is a text        | {\"exp\": \"9999999999\"}",
                "vc beside it         | {\"vc\": {\"type\": [\"VerifiableCredential\"]}}",
                "vc is a list         | {\"vc\": []}",
                "vp beside it         | {\"vp\": {}}",
                "status without index | {\"credentialStatus\": {\"type\": \"BitstringStatusListEntry\", \"statusListCredential\": \"https://a.example\"}}",
                "negative index       | {\"credentialStatus\": {\"type\": \"BitstringStatusListEntry\", \"statusListCredential\": \"https://a.example\", \"statusListIndex\": \"-1\"}}",
            })
    void ambiguousDocumentsAreRefused(String name, String change) {
        assertThat(refusal(credential -> credential.setAll(StrictJson.object(change))))
                .as(name)
                .isEqualTo("form");
    }

    @Test
    void anOversizedCredentialIsRefused() {
        assertThat(refusal(credential -> credential.put("filler", "x".repeat(Credentials.LONGEST))))
                .isEqualTo("size");
    }

    @Test
    void textThatIsNoCredentialIsRefusedWithoutAnError() {
        for (String text : List.of("", "x", "{}", "a.b.c", "~", "a~b~c", "eyJhbGciOiJub25lIn0.e30.")) {
            assertThat(verifier.verify(text, Expectation.any()).valid())
                    .as(text)
                    .isFalse();
        }
    }
}
