package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The local issuer as other programs see it; read and checked with a library that is not ours. */
class LocalIssuerTest {
    private static final String BACK = "http://127.0.0.1:9/back";
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static RunningNode node;

    private final CodeVerifier verifier = new CodeVerifier();
    private Browser browser;

    @BeforeAll
    static void start() {
        node = RunningNode.startWith(Map.of("TWINTOWN_ACCESS_PUBLIC", "health"));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void open() {
        browser = new Browser(node);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    private Map<String, String> request() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", "app");
        query.put("redirect_uri", BACK);
        query.put("scope", "openid offline_access");
        query.put("state", "s t&te");
        query.put("nonce", "once");
        query.put(
                "code_challenge",
                CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue());
        query.put("code_challenge_method", "S256");
        return query;
    }

    private HttpResponse<String> authorize(Map<String, String> query) {
        StringBuilder address = new StringBuilder("/oidc/authorize?");
        query.forEach((name, value) ->
                address.append(name).append('=').append(Browser.encoded(value)).append('&'));
        return browser.get(address.toString());
    }

    private Map<String, String> answer(Map<String, String> query) {
        String location = Browser.location(authorize(query));
        assertThat(location).startsWith(BACK + "?");
        return Browser.query(location);
    }

    private String code() {
        String location = Browser.location(browser.submit(authorize(request()), "victor", RunningNode.PASSWORD));
        assertThat(location).startsWith(BACK + "?");
        Map<String, String> answer = Browser.query(location);
        assertThat(answer).containsEntry("state", "s t&te").containsEntry("iss", node.url() + "/oidc");
        return answer.get("code");
    }

    private HttpResponse<String> token(Map<String, String> form) {
        return browser.post("/oidc/token", form);
    }

    private HttpResponse<String> redeem(String code, String with) {
        return token(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                "app",
                "code",
                code,
                "redirect_uri",
                BACK,
                "code_verifier",
                with));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void refused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("error").asString()).isEqualTo(error);
        assertThat(json(answer).path("error_description").asString()).isNotBlank();
    }

    private int ask(String token, String path) {
        return browser.get(path, "Authorization", "Bearer " + token).statusCode();
    }

    /** As any relying party would check it: with the keys that discovery leads to. */
    private JWTClaimsSet verified(String token) throws Exception {
        OIDCProviderMetadata metadata = metadata();
        JWKSet keys =
                JWKSet.parse(browser.get(metadata.getJWKSetURI().getPath()).body());
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier((type, context) -> {});
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, new ImmutableJWKSet<>(keys)));
        return processor.process(token, null);
    }

    private OIDCProviderMetadata metadata() throws Exception {
        return OIDCProviderMetadata.parse(
                browser.get("/oidc/.well-known/openid-configuration").body());
    }

    @Test
    void discoveryTellsWhereEverythingIs() throws Exception {
        OIDCProviderMetadata metadata = metadata();
        assertThat(metadata.getIssuer().getValue()).isEqualTo(node.url() + "/oidc");
        assertThat(metadata.getCodeChallengeMethods()).containsExactly(CodeChallengeMethod.S256);
        assertThat(metadata.getTokenEndpointURI().toString()).isEqualTo(node.url() + "/oidc/token");
        assertThat(metadata.getIDTokenJWSAlgs()).containsExactly(JWSAlgorithm.ES256);
    }

    @Test
    void aProgramGetsTokensForAPersonByCodeAndPkce() throws Exception {
        JsonNode tokens = json(redeem(code(), verifier.getValue()));
        JWTClaimsSet identity = verified(tokens.path("id_token").asString());
        assertThat(identity.getIssuer()).isEqualTo(node.url() + "/oidc");
        assertThat(identity.getAudience()).containsExactly("app");
        assertThat(identity.getClaim("nonce")).isEqualTo("once");
        assertThat(identity.getSubject()).isEqualTo("local:victor");
        assertThat(identity.getClaim("preferred_username")).isEqualTo("victor");
        String access = tokens.path("access_token").asString();
        assertThat(verified(access).getAudience()).containsExactly(node.url());
        assertThat(SignedJWT.parse(access).getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(ask(access, "/ngsi-ld/v1/types")).isEqualTo(200);
        assertThat(ask(access, "/api/access/rules")).isEqualTo(403);
        HttpResponse<String> who = browser.get("/oidc/userinfo", "Authorization", "Bearer " + access);
        assertThat(json(who).path("sub").asString()).isEqualTo("local:victor");
        assertThat(json(who).path("roles").toString()).isEqualTo("[\"viewer\"]");
    }

    @Test
    void anIdTokenIsNoAccessToken() {
        JsonNode tokens = json(redeem(code(), verifier.getValue()));
        assertThat(ask(tokens.path("id_token").asString(), "/ngsi-ld/v1/types")).isEqualTo(401);
    }

    @Test
    void aCodeHoldsOnceAndASecondUseEndsWhatCameOfIt() {
        String code = code();
        String refresh =
                json(redeem(code, verifier.getValue())).path("refresh_token").asString();
        refused(redeem(code, verifier.getValue()), 400, "invalid_grant");
        refused(refresh(refresh), 400, "invalid_grant");
    }

    @Test
    void aCodeNeedsItsOwnVerifierClientAndAddress() {
        refused(redeem(code(), new CodeVerifier().getValue()), 400, "invalid_grant");
        refused(redeem("made-up", verifier.getValue()), 400, "invalid_grant");
        refused(redeem(code(), ""), 400, "invalid_grant");
        Map<String, String> elsewhere = new HashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                "app",
                "code",
                code(),
                "code_verifier",
                verifier.getValue()));
        elsewhere.put("redirect_uri", "http://127.0.0.1:9/other");
        refused(token(elsewhere), 400, "invalid_grant");
        refused(
                token(Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "tester",
                        "client_secret",
                        RunningNode.PASSWORD,
                        "code",
                        code(),
                        "redirect_uri",
                        BACK,
                        "code_verifier",
                        verifier.getValue())),
                400,
                "invalid_grant");
    }

    private HttpResponse<String> refresh(String token) {
        return token(Map.of("grant_type", "refresh_token", "client_id", "app", "refresh_token", token));
    }

    @Test
    void aRefreshTokenHoldsOnceAndAnOldOneEndsItsFamily() {
        String first =
                json(redeem(code(), verifier.getValue())).path("refresh_token").asString();
        JsonNode second = json(refresh(first));
        assertThat(ask(second.path("access_token").asString(), "/ngsi-ld/v1/types"))
                .isEqualTo(200);
        refused(refresh(first), 400, "invalid_grant");
        refused(refresh(second.path("refresh_token").asString()), 400, "invalid_grant");
        refused(refresh("nonsense"), 400, "invalid_grant");
    }

    @Test
    void withoutPkceThereIsNoCode() {
        for (Map<String, String> change : List.of(
                Map.of("code_challenge", ""),
                Map.of("code_challenge_method", "plain"),
                Map.of("code_challenge", "short"))) {
            Map<String, String> query = request();
            query.putAll(change);
            assertThat(answer(query)).containsEntry("error", "invalid_request").containsEntry("state", "s t&te");
        }
    }

    @Test
    void otherFlowsAndRequestObjectsAreRefusedToTheClient() {
        Map<String, String> implicit = request();
        implicit.put("response_type", "id_token token");
        assertThat(answer(implicit)).containsEntry("error", "unsupported_response_type");
        Map<String, String> plain = request();
        plain.put("scope", "profile");
        assertThat(answer(plain)).containsEntry("error", "invalid_scope");
        Map<String, String> object = request();
        object.put("request", "e30.e30.");
        assertThat(answer(object)).containsEntry("error", "request_not_supported");
        Map<String, String> silent = request();
        silent.put("prompt", "none");
        assertThat(answer(silent)).containsEntry("error", "login_required");
    }

    @Test
    void nobodyIsSentToAnAddressThatTheClientDoesNotHave() {
        for (String address : List.of("https://evil.example/", BACK + "/more", BACK + "?x=1", "")) {
            Map<String, String> query = request();
            query.put("redirect_uri", address);
            assertThat(authorize(query).statusCode()).as(address).isEqualTo(400);
        }
        Map<String, String> unknown = request();
        unknown.put("client_id", "nobody");
        assertThat(authorize(unknown).statusCode()).isEqualTo(400);
    }

    @Test
    void whoIsSignedInNeedsNoPasswordForAnotherProgram() {
        browser.signIn("victor");
        Map<String, String> query = request();
        query.put("prompt", "none");
        String code = answer(query).get("code");
        assertThat(json(redeem(code, verifier.getValue())).path("access_token").asString())
                .isNotEmpty();
        query.put("prompt", "login");
        assertThat(authorize(query).statusCode()).isEqualTo(200);
    }

    @Test
    void aProgramSignsThePersonOutWithTheIdTokenOnly() {
        browser.signIn("victor");
        Map<String, String> query = request();
        query.put("prompt", "none");
        String idToken = json(redeem(answer(query).get("code"), verifier.getValue()))
                .path("id_token")
                .asString();
        assertThat(browser.get("/oidc/end-session").statusCode()).isEqualTo(401);
        String elsewhere = "/oidc/end-session?id_token_hint=" + idToken + "&post_logout_redirect_uri=https%3A%2F%2Fx";
        assertThat(browser.get(elsewhere).statusCode()).isEqualTo(400);
        assertThat(browser.session().path("signedIn").asBoolean()).isTrue();
        HttpResponse<String> out = browser.post(
                "/oidc/end-session",
                Map.of("id_token_hint", idToken, "post_logout_redirect_uri", BACK, "state", "bye"));
        assertThat(Browser.location(out)).isEqualTo(BACK + "?state=bye");
        assertThat(browser.session().path("signedIn").asBoolean()).isFalse();
    }

    @Test
    void aMachineGetsATokenOfItsOwnWithTheRolesOfItsConfiguration() throws Exception {
        String token = node.token("reader");
        assertThat(ask(token, "/ngsi-ld/v1/types")).isEqualTo(200);
        assertThat(ask(token, "/api/access/rules")).isEqualTo(403);
        assertThat(ask(node.token(), "/api/access/rules")).isEqualTo(200);
        assertThat(verified(token).getSubject()).isEqualTo("local:client:reader");
        JsonNode session = json(browser.get("/api/session", "Authorization", "Bearer " + token));
        assertThat(session.path("kind").asString()).isEqualTo("machine");
    }

    @Test
    void aSecretMayStandInTheFormAndMustBeRight() {
        Map<String, String> form = Map.of(
                "grant_type", "client_credentials", "client_id", "reader", "client_secret", RunningNode.PASSWORD);
        assertThat(token(form).statusCode()).isEqualTo(200);
        Map<String, String> wrong = new HashMap<>(form);
        wrong.put("client_secret", "wrong");
        HttpResponse<String> refused = token(wrong);
        refused(refused, 401, "invalid_client");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
        refused(token(Map.of("grant_type", "client_credentials", "client_id", "reader")), 401, "invalid_client");
        refused(token(Map.of("grant_type", "client_credentials", "client_id", "app")), 400, "unauthorized_client");
        refused(
                browser.post("/oidc/token", Map.of("grant_type", "client_credentials"), "Authorization", "Basic ???"),
                401,
                "invalid_client");
        refused(token(Map.of("grant_type", "password", "client_id", "app")), 400, "unsupported_grant_type");
    }

    @Test
    void aProgramThatMayExchangesATokenToActForItsPerson() throws Exception {
        String victors =
                json(redeem(code(), verifier.getValue())).path("access_token").asString();
        Map<String, String> form = new HashMap<>(Map.of(
                "grant_type",
                EXCHANGE,
                "client_id",
                "broker",
                "client_secret",
                RunningNode.PASSWORD,
                "subject_token",
                victors,
                "subject_token_type",
                ACCESS_TOKEN));
        JsonNode exchanged = json(token(form));
        assertThat(exchanged.path("issued_token_type").asString()).isEqualTo(ACCESS_TOKEN);
        JWTClaimsSet claims = verified(exchanged.path("access_token").asString());
        assertThat(claims.getSubject()).isEqualTo("local:victor");
        assertThat(claims.getJSONObjectClaim("act")).containsEntry("sub", "local:client:broker");
        form.put("subject_token", victors + "x");
        assertThat(token(form).statusCode()).isIn(400, 401);
        form.put("client_id", "reader");
        form.put("subject_token", victors);
        refused(token(form), 400, "unauthorized_client");
    }

    @Test
    void wrongProofsAreRefusedAndNotTakenForAnonymous() {
        for (String value : List.of("Bearer nonsense", "Bearer a.b.c", "Basic eDp5", "Digest x", "Bearer ")) {
            HttpResponse<String> refused = browser.get("/health", "Authorization", value);
            assertThat(refused.statusCode()).as(value).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer realm=\"twintown\", error=\"invalid_token\"");
        }
        assertThat(browser.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void guessingASecretIsSlowedDown() {
        Map<String, String> form =
                Map.of("grant_type", "client_credentials", "client_id", "guessed", "client_secret", "wrong");
        int status = 0;
        for (int i = 0; i < 12 && status != 429; i++) {
            status = token(form).statusCode();
        }
        assertThat(status).isEqualTo(429);
        HttpResponse<String> refused = token(form);
        assertThat(json(refused).path("detail").asString()).contains("Too many attempts");
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 600);
    }
}
