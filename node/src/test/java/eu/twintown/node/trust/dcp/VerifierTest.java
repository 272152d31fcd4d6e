package eu.twintown.node.trust.dcp;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.did.Did;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node that asks for a membership finds out who its callers are (DCP 1.0.1, "Verifiable Presentation Protocol"). */
class VerifierTest {
    private Instant now = Instant.now();
    private final Parties parties = new Parties(3, () -> now);
    private final Party authority = parties.add();
    private final Party city = parties.add();
    private final Party other = parties.add();

    @BeforeEach
    void believe() {
        city.trust(authority);
        other.trust(authority);
    }

    @AfterEach
    void close() {
        parties.close();
    }

    private String proof(Party caller, Did audience) {
        String access = caller.access().grant(audience, Set.of(Scope.ofType("MembershipCredential")));
        return "Bearer " + caller.ids().mint(audience, Optional.of(access));
    }

    private OutgoingClient.Response ask() {
        return city.get("/secret", proof(other, city.name()));
    }

    private static String text(OutgoingClient.Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String session(OutgoingClient.Response response) {
        Matcher info = Pattern.compile("access_token=\"(tts_[^\"]+)\", expires_in=([0-9]+)")
                .matcher(response.headers().getOrDefault("authentication-info", ""));
        assertThat(info.find()).isTrue();
        return "Bearer " + info.group(1);
    }

    private void refused(OutgoingClient.Response response, String why) {
        assertThat(response.status()).isEqualTo(401);
        assertThat(text(response)).contains(why);
        assertThat(response.headers()).doesNotContainKey("authentication-info");
    }

    @ParameterizedTest
    @EnumSource(names = {"VC20_JWT", "VC11_JWT"})
    void aMemberIsKnownWithWhatItsCredentialSays(CredentialFormat format) {
        authority.makeMember(other, format);
        OutgoingClient.Response response = ask();
        assertThat(response.status()).isEqualTo(200);
        JsonNode caller = JsonMapper.shared().readTree(response.body());
        assertThat(caller.path("id").asString()).isEqualTo(other.name().value());
        assertThat(caller.path("name").asString()).isEqualTo("Stadt Test");
        assertThat(caller.at("/attributes/credential/0").asString()).isEqualTo("MembershipCredential");
        assertThat(caller.at("/attributes/issuer/0").asString())
                .isEqualTo(authority.name().value());
        assertThat(caller.at("/attributes/MembershipCredential.level/0").asString())
                .isEqualTo("gold");
    }

    @Test
    void aSessionSparesTheNextProof() {
        authority.makeMember(other, CredentialFormat.VC20_JWT);
        String session = session(ask());
        for (int i = 0; i < 3; i++) {
            OutgoingClient.Response again = city.get("/secret", session);
            assertThat(again.status()).isEqualTo(200);
            assertThat(text(again)).contains(other.name().value());
        }
        assertThat(other.presented()).isEqualTo(1);
    }

    @Test
    void aSessionEnds() {
        authority.makeMember(other, CredentialFormat.VC20_JWT);
        String session = session(ask());
        now = now.plus(Duration.ofMinutes(6));
        refused(city.get("/secret", session), "session has ended");
        refused(city.get("/secret", "Bearer tts_invented"), "session has ended");
    }

    @Test
    void aProofCountsOnce() {
        authority.makeMember(other, CredentialFormat.VC20_JWT);
        String proof = proof(other, city.name());
        assertThat(city.get("/secret", proof).status()).isEqualTo(200);
        refused(city.get("/secret", proof), "was used before");
    }

    @Test
    void freshProofsWithTheSameAccessTokenAreNotLookedUpAgain() {
        authority.makeMember(other, CredentialFormat.VC20_JWT);
        String access = other.access().grant(city.name(), Set.of(Scope.ofType("MembershipCredential")));
        for (int i = 0; i < 3; i++) {
            String proof = "Bearer " + other.ids().mint(city.name(), Optional.of(access));
            assertThat(city.get("/secret", proof).status()).isEqualTo(200);
        }
        assertThat(other.presented()).isEqualTo(1);
    }

    @Test
    void withoutAProofOnlyThePublicIsThere() {
        assertThat(city.get("/secret").status()).isEqualTo(401);
        assertThat(city.get("/public").status()).isEqualTo(204);
    }

    @Test
    void aProofForSomebodyElseIsRefused() {
        authority.makeMember(other, CredentialFormat.VC20_JWT);
        refused(city.get("/secret", proof(other, authority.name())), "meant for somebody else");
    }

    @Test
    void aCallerWithoutMembershipIsRefused() {
        refused(ask(), "A credential of type MembershipCredential is missing");
    }

    @Test
    void anAccessTokenForOtherScopesIsRefused() {
        authority.makeMember(other, CredentialFormat.VC20_JWT);
        String access = other.access().grant(city.name(), Set.of(Scope.ofType("OtherCredential")));
        String proof = "Bearer " + other.ids().mint(city.name(), Optional.of(access));
        refused(city.get("/secret", proof), "credential service answered 403");
    }

    @Test
    void aProofWithoutAccessTokenIsRefused() {
        authority.makeMember(other, CredentialFormat.VC20_JWT);
        refused(city.get("/secret", "Bearer " + other.ids().mint(city.name(), Optional.empty())), "access token");
    }

    @Test
    void anIssuerThatIsNotTrustedCountsNothing() {
        other.makeMember(other, CredentialFormat.VC20_JWT);
        refused(ask(), "issuer is not trusted");
    }

    @Test
    void aRevokedOrSuspendedMemberIsRefused() {
        Credential membership = authority.makeMember(other, CredentialFormat.VC20_JWT);
        authority.issuer().suspend(membership.id(), "fee");
        // The holder does not even show what it knows to be suspended.
        assertThat(ask().status()).isEqualTo(401);
        authority.issuer().reinstate(membership.id());
        now = now.plus(Duration.ofSeconds(10));
        assertThat(ask().status()).isEqualTo(200);
        authority.issuer().revoke(membership.id(), "left");
        now = now.plus(Duration.ofSeconds(10));
        assertThat(ask().status()).isEqualTo(401);
    }

    @Test
    void aCredentialThatEndsEndsTheSessionToo() {
        authority.makeMember(other, CredentialFormat.VC20_JWT);
        now = now.plus(Duration.ofDays(365)).minus(Duration.ofMinutes(2));
        OutgoingClient.Response response = ask();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().get("authentication-info")).containsPattern("expires_in=1[12][0-9]$");
    }

    @Test
    void aCredentialServiceThatIsDownIsNamedAsTheReason() {
        authority.makeMember(other, CredentialFormat.VC20_JWT);
        other.takeCredentialServiceDown();
        refused(ask(), "Your credential service answered 503");
    }

    @Test
    void anOversizedAnswerOfACredentialServiceIsRefused() {
        other.answerPresentationsWith("x".repeat(2 * 1024 * 1024));
        refused(ask(), "too large");
    }

    @Test
    void anAnswerThatIsNoMessageIsRefused() {
        other.answerPresentationsWith("[]");
        assertThat(ask().status()).isEqualTo(401);
        other.answerPresentationsWith("{\"type\":\"PresentationResponseMessage\"}");
        refused(ask(), "@context");
        other.answerPresentationsWith("{\"@context\":[\"" + DcpMessage.CONTEXT
                + "\"],\"type\":\"PresentationResponseMessage\",\"presentation\":[{}]}");
        refused(ask(), "only presentations as JWT");
    }

    @Test
    void aBearerTokenOfAnotherKindIsLeftToOthers() {
        refused(city.get("/secret", "Bearer abc"), "does not know the issuer");
    }
}
