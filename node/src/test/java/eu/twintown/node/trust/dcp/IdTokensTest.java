package eu.twintown.node.trust.dcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

/** DCP 1.0.1, sections "Self-Issued ID Tokens" and "Validating Self-Issued ID Tokens". */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdTokensTest {
    private Instant now = Instant.now();
    private final Parties parties = new Parties(3, () -> now);
    private final Party alice = parties.add();
    private final Party bob = parties.add();

    @BeforeEach
    void setTheClock() {
        now = Instant.now();
    }

    @AfterAll
    void close() {
        parties.close();
    }

    private ObjectNode claims() {
        return StrictJson.object()
                .put("iss", alice.name().value())
                .put("sub", alice.name().value())
                .put("aud", bob.name().value())
                .put("jti", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plusSeconds(300).getEpochSecond());
    }

    private String signed(ObjectNode claims) {
        return alice.did().key().sign(StrictJson.object().put("kid", alice.did().keyId()), claims);
    }

    private void refused(ObjectNode claims, String check) {
        assertThatThrownBy(() -> bob.ids().validate(signed(claims)))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.check()).isEqualTo(check));
    }

    @Test
    void whatOneMakesTheOtherAccepts() {
        IdToken token = bob.ids().validate(alice.ids().mint(bob.name(), Optional.of("for-your-eyes")));
        assertThat(token.bearer()).isEqualTo(alice.name());
        assertThat(token.accessToken()).contains("for-your-eyes");
        assertThat(token.toString()).doesNotContain("for-your-eyes");
    }

    @Test
    void aTokenCountsOnce() {
        String token = alice.ids().mint(bob.name(), Optional.empty());
        bob.ids().validate(token);
        assertThatThrownBy(() -> bob.ids().validate(token))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.check()).isEqualTo("replay"));
    }

    @Test
    void aTokenThatWasUsedDoesNotCountAgainAfterARestart() {
        String token = alice.ids().mint(bob.name(), Optional.empty());
        bob.ids().validate(token);
        IdTokens restarted = bob.idsAfterRestart();
        assertThatThrownBy(() -> restarted.validate(token))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.check()).isEqualTo("replay"));
        assertThat(restarted
                        .validate(alice.ids().mint(bob.name(), Optional.empty()))
                        .bearer())
                .isEqualTo(alice.name());
    }

    @Test
    void anIdIsNotUsedUpByATokenThatDoesNotHold() {
        ObjectNode claims = claims();
        String forged =
                bob.did().key().sign(StrictJson.object().put("kid", alice.did().keyId()), claims);
        assertThatThrownBy(() -> bob.ids().validate(forged)).isInstanceOf(TrustException.class);
        assertThat(bob.ids().validate(signed(claims)).bearer()).isEqualTo(alice.name());
    }

    @Test
    void issuerAndSubjectMustBeTheSame() {
        refused(claims().put("sub", bob.name().value()), "issuer");
    }

    @Test
    void itMustBeMeantForTheReceiver() {
        refused(claims().put("aud", alice.name().value()), "audience");
    }

    @Test
    void itMustNotHaveExpiredOrBeOfTheFuture() {
        refused(claims().put("exp", now.minusSeconds(60).getEpochSecond()), "dates");
        refused(claims().put("nbf", now.plusSeconds(120).getEpochSecond()), "dates");
        refused(claims().put("iat", now.plusSeconds(120).getEpochSecond()), "dates");
    }

    @Test
    void clocksMayDifferByTheTolerance() {
        ObjectNode slow = claims().put("iat", now.minusSeconds(350).getEpochSecond());
        assertThat(bob.ids()
                        .validate(signed(slow.put("exp", now.minusSeconds(50).getEpochSecond())))
                        .bearer())
                .isEqualTo(alice.name());
    }

    @Test
    void itMustNotLiveForLong() {
        refused(claims().put("exp", now.plus(Duration.ofHours(2)).getEpochSecond()), "dates");
    }

    @Test
    void theClaimsThatTheSpecificationDemandsMustBeThere() {
        for (String claim : new String[] {"iss", "sub", "jti", "exp", "iat"}) {
            ObjectNode without = claims();
            without.remove(claim);
            refused(without, "form");
        }
    }

    @Test
    void aDidWhoseDocumentCannotBeHadProvesNothing() {
        Party nobody = parties.add();
        nobody.close();
        assertThatThrownBy(() -> bob.ids().validate(nobody.ids().mint(bob.name(), Optional.empty())))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.check()).isEqualTo("did-unreachable"));
    }

    @Test
    void aDidInsideTheNetworkIsNotAskedFor() {
        ObjectNode inside = claims().put("iss", "did:web:10.0.0.1").put("sub", "did:web:10.0.0.1");
        String token = alice.did().key().sign(StrictJson.object().put("kid", "did:web:10.0.0.1#key"), inside);
        assertThatThrownBy(() -> bob.ids().validate(token))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.check()).isEqualTo("did-unreachable"));
    }

    @Test
    void anAccessTokenIsForOneVerifierOnly() {
        String token = alice.access().grant(bob.name(), java.util.Set.of(Scope.ofType("MembershipCredential")));
        assertThat(alice.access().scopes(token, bob.name())).containsExactly(Scope.ofType("MembershipCredential"));
        assertThatThrownBy(() -> alice.access().scopes(token, Did.parse("did:web:mallory.example")))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.check()).isEqualTo("audience"));
        assertThatThrownBy(() -> bob.access().scopes(token, bob.name()))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.check()).isEqualTo("access-token"));
    }

    @Test
    void anAccessTokenEnds() {
        String token = alice.access().grant(bob.name(), java.util.Set.of(Scope.ofType("MembershipCredential")));
        now = now.plus(Duration.ofMinutes(7));
        assertThatThrownBy(() -> alice.access().scopes(token, bob.name()))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.check()).isEqualTo("dates"));
    }

    @Test
    void anIdTokenIsNoAccessToken() {
        String token = alice.ids().mint(bob.name(), Optional.empty());
        assertThatThrownBy(() -> alice.access().scopes(token, bob.name())).isInstanceOf(TrustException.class);
    }
}
