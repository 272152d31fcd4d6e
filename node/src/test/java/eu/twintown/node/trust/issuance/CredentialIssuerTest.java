package eu.twintown.node.trust.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.trust.OwnNode;
import eu.twintown.node.trust.credential.Check;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.Expectation;
import eu.twintown.node.trust.credential.StatusEntry;
import eu.twintown.node.trust.credential.Verdict;
import eu.twintown.node.trust.holding.HeldCredential.State;
import eu.twintown.node.trust.holding.Presentations;
import eu.twintown.node.trust.holding.Wallet;
import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.key.SigningKey;
import eu.twintown.store.StoreFixture;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** Issued, verified, revoked and suspended in each format, on record, over a real store. */
class CredentialIssuerTest {
    private static final URI URL = URI.create("https://city.example");
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final String HOLDER = "did:web:member.example";

    @TempDir
    private Path folder;

    private final StoreFixture fixture = StoreFixture.open();
    private Instant now = START;
    private OwnNode node;
    private CredentialVerifier verifier;

    @BeforeEach
    void open() {
        node = new OwnNode(folder, fixture.store().documents(), URL, () -> now);
        verifier = node.verifier((issuer, types) -> Optional.of("this test"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static ObjectNode claims() {
        return StrictJson.object("{\"role\": \"member\", \"city\": \"Münster\"}");
    }

    private static CredentialOrder order(CredentialFormat format) {
        return CredentialOrder.of(format, "MembershipCredential", HOLDER, claims());
    }

    private String check(Credential credential) {
        return verifier.verify(credential.text(), Expectation.heldBy(HOLDER))
                .failure()
                .map(Check::name)
                .orElse("valid");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsIssuedVerifiesInEveryFormat(CredentialFormat format) {
        Credential credential = node.issuer.issue(order(format));

        Verdict verdict =
                verifier.verify(credential.text(), Expectation.heldBy(HOLDER).ofType("MembershipCredential"));

        assertThat(verdict.fullReason()).isEmpty();
        assertThat(credential.format()).isEqualTo(format);
        assertThat(credential.issuer()).isEqualTo("did:web:city.example");
        assertThat(credential.claims().path("city").asString()).isEqualTo("Münster");
        assertThat(credential.validUntil()).contains(START.plus(Duration.ofDays(365)));
        assertThat(credential.status()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRevokedCredentialIsRefusedAtOnceAndForGood(CredentialFormat format) {
        Credential credential = node.issuer.issue(order(format));
        Credential other = node.issuer.issue(order(format));
        assertThat(check(credential)).isEqualTo("valid");

        node.issuer.revoke(credential.id(), "left the association");

        assertThat(check(credential)).isEqualTo(Check.REVOKED);
        assertThat(check(other)).isEqualTo("valid");
        assertThat(node.issuer.find(credential.id()).orElseThrow().reason()).isEqualTo("left the association");
        assertThatThrownBy(() -> node.issuer.reinstate(credential.id()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("for good");
    }

    @ParameterizedTest
    @EnumSource
    void aSuspendedCredentialComesBack(CredentialFormat format) {
        Credential credential = node.issuer.issue(order(format));

        node.issuer.suspend(credential.id(), "fee not paid");
        // Credentials of data model 1.1 have one status entry only, in which a suspension looks like a revocation.
        assertThat(check(credential)).isEqualTo(format == CredentialFormat.VC11_JWT ? Check.REVOKED : Check.SUSPENDED);

        node.issuer.reinstate(credential.id());
        assertThat(check(credential)).isEqualTo("valid");
    }

    @Test
    void statusAndRecordsOutliveARestartAndPlacesAreNotGivenTwice() {
        Credential first = node.issuer.issue(order(CredentialFormat.VC20_JWT));
        node.issuer.revoke(first.id(), "gone");

        open();
        Credential second = node.issuer.issue(order(CredentialFormat.VC20_JWT));

        assertThat(check(first)).isEqualTo(Check.REVOKED);
        assertThat(check(second)).isEqualTo("valid");
        assertThat(second.status().getFirst().index())
                .isNotEqualTo(first.status().getFirst().index());
        assertThat(node.issuer.list(10, 0)).extracting(IssuedCredential::id).containsExactly(first.id(), second.id());
        assertThat(node.issuer.list(10, 0).getFirst().text()).isEqualTo(first.text());
    }

    @Test
    void manyGetPlacesOfTheirOwn() {
        List<Credential> issued = node.issuer.issueAll(IntStream.range(0, 2500)
                .mapToObj(i -> order(CredentialFormat.VC20_JWT))
                .toList());

        Set<Long> places = new HashSet<>();
        issued.forEach(credential ->
                assertThat(places.add(credential.status().getFirst().index())).isTrue());
        assertThat(node.issuer.count()).isEqualTo(2500);
        assertThat(issued).extracting(Credential::id).doesNotHaveDuplicates();
    }

    @Test
    void withoutStatusItCannotBeRevoked() {
        Credential credential =
                node.issuer.issue(order(CredentialFormat.VC20_JWT).withoutStatus());

        assertThat(credential.status()).isEmpty();
        assertThat(check(credential)).isEqualTo("valid");
        assertThatThrownBy(() -> node.issuer.revoke(credential.id(), "x")).hasMessageContaining("without a status");
        assertThatThrownBy(() -> node.issuer.revoke("urn:uuid:none", "x")).hasMessageContaining("urn:uuid:none");
    }

    @Test
    void afterARotationOldCredentialsVerifyUntilTheKeyIsGone() {
        Credential credential =
                node.issuer.issue(order(CredentialFormat.VC20_JWT).withoutStatus());
        node.keys.rotate(KeyPurpose.NODE);
        assertThat(check(credential)).isEqualTo("valid");

        now = START.plus(Duration.ofDays(31));
        assertThat(check(credential)).isEqualTo("key");
        assertThat(check(node.issuer.issue(order(CredentialFormat.VC20_JWT)))).isEqualTo("valid");
    }

    @Test
    void aVerifierThatKnowsTheListByHttpOnlyFindsTheSame() {
        Credential credential = node.issuer.issue(order(CredentialFormat.VC20_JWT));
        StatusEntry revocation = credential.status().getFirst();

        String list = node.lists.signed(revocation.list()).orElseThrow();

        assertThat(revocation.list().toString())
                .isEqualTo("https://city.example/credentials/status/bitstring-1-revocation");
        assertThat(verifier.verify(list, Expectation.any().ofType("BitstringStatusListCredential"))
                        .fullReason())
                .isEmpty();
        assertThat(node.lists.signed("bitstring-2-revocation")).isEmpty();
        assertThat(node.lists.signed("bitstring-1-other")).isEmpty();
        assertThat(node.lists.signed("x")).isEmpty();
    }

    @Test
    void theHolderOfAnSdJwtShowsWhatItWantsAndProvesItsKey() {
        SigningKey holder = SigningKey.ephemeral(KeyAlgorithm.ES256);
        Credential credential =
                node.issuer.issue(order(CredentialFormat.SD_JWT).boundTo(holder.publicJwk(), "role", "city"));

        String shown = Presentations.sdJwt(credential, Set.of("city"), holder, "me", "n-1", now);
        Verdict verdict = verifier.verifySdJwt(shown, "me", "n-1");

        assertThat(verdict.fullReason()).isEmpty();
        assertThat(verdict.orThrow().claims().path("city").asString()).isEqualTo("Münster");
        assertThat(verdict.orThrow().claims().has("role")).isFalse();
    }

    @Test
    void anSdJwtWithoutTheRightKeyBindingIsRefused() {
        SigningKey holder = SigningKey.ephemeral(KeyAlgorithm.ES256);
        SigningKey thief = SigningKey.ephemeral(KeyAlgorithm.ES256);
        Credential credential =
                node.issuer.issue(order(CredentialFormat.SD_JWT).boundTo(holder.publicJwk(), "role", "city"));
        String shown = Presentations.sdJwt(credential, Set.of("city"), holder, "me", "n-1", now);

        assertThat(refusal(shown, "other", "n-1")).isEqualTo("audience");
        assertThat(refusal(shown, "me", "n-2")).isEqualTo("nonce");
        assertThat(refusal(Presentations.sdJwt(credential, Set.of(), thief, "me", "n-1", now), "me", "n-1"))
                .isEqualTo("signature");
        assertThat(refusal(credential.text(), "me", "n-1")).isEqualTo("binding");
        String binding = shown.substring(shown.lastIndexOf('~') + 1);
        assertThat(refusal(credential.text() + binding, "me", "n-1")).isEqualTo("binding");
        assertThat(refusal(
                        Presentations.sdJwt(credential, Set.of("city"), holder, "me", "n-1", now.minusSeconds(400)),
                        "me",
                        "n-1"))
                .isEqualTo("dates");
    }

    private String refusal(String shown, String audience, String nonce) {
        return verifier.verifySdJwt(shown, audience, nonce)
                .failure()
                .orElseThrow()
                .name();
    }

    @Test
    void disclosuresThatTheIssuerDidNotSignAreRefused() {
        SigningKey holder = SigningKey.ephemeral(KeyAlgorithm.ES256);
        String text = node.issuer
                .issue(order(CredentialFormat.SD_JWT).boundTo(holder.publicJwk(), "role"))
                .text();
        String jwt = text.substring(0, text.indexOf('~'));
        String disclosure = text.substring(text.indexOf('~') + 1, text.lastIndexOf('~'));
        String forged =
                StrictJson.encode("[\"salt\",\"role\",\"mayor\"]".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String issuer = StrictJson.encode("[\"salt\",\"iss\",\"x\"]".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        for (String changed : List.of(
                jwt + "~" + forged + "~", jwt + "~" + disclosure + "~" + disclosure + "~", jwt + "~" + issuer + "~")) {
            assertThat(verifier.verify(changed, Expectation.any())
                            .failure()
                            .orElseThrow()
                            .name())
                    .isEqualTo("form");
        }
        assertThatThrownBy(() -> node.issuer.issue(CredentialOrder.of(
                        CredentialFormat.SD_JWT,
                        "T",
                        HOLDER,
                        StrictJson.object().put("iss", "did:web:evil.example"))))
                .hasMessageContaining("iss");
    }

    @Test
    void theWalletTellsTheStateOfWhatItHolds() {
        Wallet wallet = new Wallet(fixture.store().documents(), verifier, () -> now);
        CredentialOrder order = order(CredentialFormat.VC20_JWT);
        Credential whole = node.issuer.issue(order);
        Credential shortLived = node.issuer.issue(order.validFor(Duration.ofDays(10)));
        Credential suspended = node.issuer.issue(order);
        Credential revoked = node.issuer.issue(order);
        List.of(whole, shortLived, suspended, revoked).forEach(credential -> wallet.add(credential.text()));
        node.issuer.suspend(suspended.id(), "x");
        node.issuer.revoke(revoked.id(), "x");

        assertThat(wallet.list())
                .extracting("state")
                .containsExactly(State.VALID, State.EXPIRES_SOON, State.SUSPENDED, State.REVOKED);
        assertThat(wallet.byType("MembershipCredential"))
                .extracting(Credential::id)
                .containsExactly(whole.id(), shortLived.id());
        now = START.plus(Duration.ofDays(11));
        assertThat(wallet.find(shortLived.id()).orElseThrow().state()).isEqualTo(State.EXPIRED);

        wallet.add(whole.text());
        assertThat(wallet.list()).hasSize(4);
        assertThat(wallet.remove(whole.id())).isTrue();
        assertThat(wallet.remove(whole.id())).isFalse();
    }
}
