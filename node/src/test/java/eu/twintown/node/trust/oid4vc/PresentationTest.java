package eu.twintown.node.trust.oid4vc;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.holding.Presentations;
import eu.twintown.node.trust.issuance.CredentialOrder;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.oid4vc.Party.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** OpenID4VP 1.0 between a verifier and a holder, over HTTP. */
class PresentationTest {
    private static final String MEMBER =
            "{'dcql_query':{'credentials':[{'id':'m','format':'jwt_vc_json','meta':{'type_values':[['MembershipCredential']]}}]}}";

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private Party holder;
    private Party verifier;

    @BeforeEach
    void start() {
        int first = Party.freePort();
        int second = Party.freePort();
        holder = new Party(folder.resolve("holder"), now::get, first, second);
        verifier = new Party(folder.resolve("verifier"), now::get, second, first);
        // The verifier has issued the credentials, too: one party less.
        holder.trusted.add(verifier.did());
        verifier.trusted.add(verifier.did());
    }

    @AfterEach
    void stop() {
        holder.close();
        verifier.close();
    }

    private void hold(CredentialOrder order) {
        holder.wallet.add(verifier.issuer.issue(order).text());
    }

    private void holdMembership() {
        hold(CredentialOrder.of(
                CredentialFormat.VC11_JWT,
                "MembershipCredential",
                holder.did(),
                StrictJson.object().put("memberOf", "the data space")));
    }

    private void holdSdJwt() {
        hold(CredentialOrder.of(
                        CredentialFormat.SD_JWT,
                        "Membership",
                        "",
                        StrictJson.object().put("country", "DE").put("population", 320_000))
                .boundTo(holder.node.key().publicJwk(), "country", "population"));
    }

    private Answer request(String query) {
        Answer made = verifier.post("/api/presentations/requests", query, "Test-Person", "steward");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made;
    }

    private Answer answer(Answer request, boolean preview) {
        ObjectNode body = StrictJson.object()
                .put("request", request.json().path("link").asString())
                .put("preview", preview);
        return holder.post("/api/presentations/answers", body.toString(), "Test-Person", "ada");
    }

    private Answer state(Answer request) {
        return verifier.get(
                "/api/presentations/requests/" + request.json().path("id").asString());
    }

    /** The request object, as a wallet would fetch it. */
    private Jws object(Answer request) {
        String id = request.json().path("id").asString();
        return Jws.parse(verifier.get("/oid4vp/requests/" + id).body());
    }

    private Answer send(ObjectNode token, String state) {
        return verifier.form(
                "/oid4vp/responses",
                "vp_token=" + URLEncoder.encode(token.toString(), StandardCharsets.UTF_8) + "&state=" + state);
    }

    @Test
    void aMembershipIsShownAndVerified() {
        holdMembership();
        Answer request = request(MEMBER);
        Answer shown = answer(request, false);

        assertThat(shown.status()).as(shown.body()).isEqualTo(200);
        assertThat(shown.json().path("verifier").asString()).isEqualTo(verifier.did());
        Answer state = state(request);
        assertThat(state.json().path("phase").asString()).as(state.body()).isEqualTo("VERIFIED");
        assertThat(state.json().path("result").path("holder").asString()).isEqualTo(holder.did());
        assertThat(state.json()
                        .path("result")
                        .path("credentials")
                        .path(0)
                        .path("claims")
                        .path("memberOf")
                        .asString())
                .isEqualTo("the data space");
    }

    @Test
    void aPreviewShowsWhatWouldBeSentAndSendsNothing() {
        holdMembership();
        Answer request = request(MEMBER);
        Answer preview = answer(request, true);
        assertThat(preview.json().path("shown").path("m").path(0).path("type").asString())
                .isEqualTo("MembershipCredential");
        assertThat(state(request).json().path("phase").asString()).isEqualTo("WAITING");
    }

    @Test
    void ofAnSdJwtOnlyWhatWasAskedForIsShown() {
        holdSdJwt();
        Answer request = request("{'dcql_query':{'credentials':[{'id':'s','format':'dc+sd-jwt',"
                + "'meta':{'vct_values':['Membership']},'claims':[{'path':['country']}]}]}}");
        Answer shown = answer(request, false);
        assertThat(shown.status()).as(shown.body()).isEqualTo(200);
        ObjectNode claims = (ObjectNode)
                state(request).json().path("result").path("credentials").path(0).path("claims");
        assertThat(claims.path("country").asString()).isEqualTo("DE");
        assertThat(claims.has("population")).isFalse();
    }

    @Test
    void whoHasNotWhatIsAskedForSendsNothing() {
        Answer request = request(MEMBER);
        Answer none = answer(request, false);
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.body()).contains("holds no valid credentials");
        assertThat(state(request).json().path("phase").asString()).isEqualTo("WAITING");
    }

    @Test
    void aPresentationForAnotherRequestIsRefusedAndEndsTheRequest() {
        holdMembership();
        Answer first = request(MEMBER);
        Jws object = object(first);
        Presentations.Occasion occasion = new Presentations.Occasion(
                holder.did(),
                holder.node.key(),
                holder.node.keyId(),
                object.claims().path("client_id").asString(),
                Optional.of("another nonce"),
                Duration.ofMinutes(1));
        String presentation = Presentations.vp(
                occasion, holder.wallet.byType("MembershipCredential"), CredentialFormat.VC11_JWT, now.get());
        ObjectNode token = StrictJson.object();
        token.putArray("m").add(presentation);
        String state = object.claims().path("state").asString();

        Answer refused = send(token, state);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").asString()).isEqualTo("access_denied");
        assertThat(state(first).json().path("reason").asString()).contains("nonce");
        assertThat(send(token, state).json().path("error").asString()).isEqualTo("invalid_request");
    }

    @Test
    void aCredentialOfAnotherTypeOrAnUntrustedIssuerIsRefused() {
        hold(CredentialOrder.of(CredentialFormat.VC11_JWT, "LibraryCard", holder.did(), StrictJson.object()));
        Answer request = request(MEMBER);
        Jws object = object(request);
        Presentations.Occasion occasion = new Presentations.Occasion(
                holder.did(),
                holder.node.key(),
                holder.node.keyId(),
                object.claims().path("client_id").asString(),
                Optional.of(object.claims().path("nonce").asString()),
                Duration.ofMinutes(1));
        ObjectNode token = StrictJson.object();
        token.putArray("m")
                .add(Presentations.vp(
                        occasion, holder.wallet.byType("LibraryCard"), CredentialFormat.VC11_JWT, now.get()));
        assertThat(send(token, object.claims().path("state").asString()).status())
                .isEqualTo(400);
        assertThat(state(request).json().path("reason").asString()).contains("not what was asked for");

        holdMembership();
        verifier.trusted.clear();
        Answer second = request(MEMBER);
        assertThat(answer(second, false).status()).isEqualTo(502);
        assertThat(state(second).json().path("phase").asString()).isEqualTo("REFUSED");
        assertThat(state(second).json().path("reason").asString()).contains("issuer");
    }

    @Test
    void anIncompleteAnswerIsRefused() {
        Answer request = request(MEMBER);
        String state = object(request).claims().path("state").asString();
        assertThat(send(StrictJson.object(), state).status()).isEqualTo(400);
        assertThat(state(request).json().path("reason").asString()).contains("not everything");
    }

    @Test
    void aWalletMayDecline() {
        Answer request = request(MEMBER);
        String state = object(request).claims().path("state").asString();
        assertThat(verifier.form("/oid4vp/responses", "error=access_denied&state=" + state)
                        .status())
                .isEqualTo(200);
        assertThat(state(request).json().path("phase").asString()).isEqualTo("REFUSED");
    }

    @Test
    void aRequestEnds() {
        holdMembership();
        Answer request = request(MEMBER);
        now.set(now.get().plus(Duration.ofMinutes(11)));
        assertThat(answer(request, false).status()).isEqualTo(502);
        assertThat(verifier.get("/oid4vp/requests/" + request.json().path("id").asString())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theRequestIsSignedByTheVerifierAndCarriesTheWalletsNonce() {
        Answer request = request(MEMBER);
        String path = "/oid4vp/requests/" + request.json().path("id").asString();
        Jws signed = Jws.parse(verifier.form(path, "wallet_nonce=w-1").body());
        assertThat(signed.type()).isEqualTo("oauth-authz-req+jwt");
        assertThat(signed.kid()).isEqualTo(verifier.node.keyId());
        assertThat(signed.claims().path("wallet_nonce").asString()).isEqualTo("w-1");
        assertThat(signed.claims().path("response_mode").asString()).isEqualTo("direct_post");
    }

    @Test
    void aLinkOfAnotherClientThanItsRequestIsNotAnswered() {
        holdMembership();
        Answer request = request(MEMBER);
        String forged = request.json()
                .path("link")
                .asString()
                .replace(
                        URLEncoder.encode(verifier.did(), StandardCharsets.UTF_8),
                        URLEncoder.encode(holder.did(), StandardCharsets.UTF_8));
        Answer answer = holder.post(
                "/api/presentations/answers",
                StrictJson.object().put("request", forged).toString(),
                "Test-Person",
                "ada");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("not genuine");
        for (String client : List.of("redirect_uri:https://x.example", "x509_san_dns:x.example")) {
            assertThat(holder.post(
                                    "/api/presentations/answers",
                                    StrictJson.object()
                                            .put(
                                                    "request",
                                                    "openid4vp://?client_id=" + client
                                                            + "&request_uri=https://x.example/r")
                                            .toString())
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void aWrongQueryIsRefusedWithItsPlace() {
        Answer wrong = verifier.post("/api/presentations/requests", "{'dcql_query':{'credentials':[]}}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains("dcql_query/credentials");
    }
}
