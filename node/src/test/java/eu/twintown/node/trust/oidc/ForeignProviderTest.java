package eu.twintown.node.trust.oidc;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Role;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider that others run, seen from the node; the provider is a stand-in with real signatures. */
class ForeignProviderTest {
    private static final Login LOGIN = new Login("state", "once", "verifier", "https://twin.example/auth/callback");

    private final AtomicReference<Instant> now = new AtomicReference<>(TestIssuer.NOW);
    private final OutgoingClient outgoing = new OutgoingClient(
            OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1000, Duration.ofMillis(1)));
    private WireMockServer server;
    private String issuer;
    private ForeignProvider provider;

    @BeforeEach
    void start() {
        server = new WireMockServer(options().dynamicPort());
        server.start();
        issuer = server.baseUrl() + "/realms/city";
        describes(issuer);
        publishes(TestIssuer.published(TestIssuer.RSA));
        provider = provider(Optional.of("s3cret"));
    }

    @AfterEach
    void stop() {
        server.stop();
        outgoing.close();
    }

    private ForeignProvider provider(Optional<String> secret) {
        return new ForeignProvider(
                new SignInSettings.Provider(
                        "city",
                        "City account",
                        URI.create(issuer),
                        "twintown",
                        secret,
                        List.of("openid", "profile"),
                        "twintown",
                        List.of(
                                new SignInSettings.RoleMapping("realm_access.roles", "traffic-steward", Role.STEWARD),
                                new SignInSettings.RoleMapping("groups", "*", Role.VIEWER)),
                        List.of("department", "groups"),
                        Duration.ofHours(1)),
                outgoing,
                Duration.ofSeconds(60),
                now::get);
    }

    private void describes(String named) {
        server.stubFor(get("/realms/city/.well-known/openid-configuration")
                .willReturn(okJson("""
                {"issuer": "%s", "authorization_endpoint": "%s/auth", "token_endpoint": "%s/token", "jwks_uri": "%s/certs",
                 "end_session_endpoint": "%s/logout", "response_types_supported": ["code"],
                 "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}
                """.formatted(named, issuer, issuer, issuer, issuer))));
    }

    private void publishes(JWKSet keys) {
        server.stubFor(get("/realms/city/certs").willReturn(okJson(keys.toString())));
    }

    private void answers(JWTClaimsSet identity, JWTClaimsSet access) {
        server.stubFor(post("/realms/city/token")
                .willReturn(okJson("{\"access_token\": \"%s\", \"id_token\": \"%s\", \"token_type\": \"Bearer\"}"
                        .formatted(TestIssuer.rsa(TestIssuer.RSA, access), TestIssuer.rsa(TestIssuer.RSA, identity)))));
    }

    private JWTClaimsSet.Builder claims() {
        return TestIssuer.claims(issuer);
    }

    private Principal shows(JWTClaimsSet claims) {
        return provider.bearers()
                .verifier()
                .apply(TestIssuer.rsa(TestIssuer.RSA, claims))
                .principal();
    }

    @Test
    void theBrowserIsSentToTheProviderWithPkceStateAndNonce() {
        String url = provider.authorizationUrl(LOGIN);
        assertThat(url)
                .startsWith(issuer + "/auth?")
                .contains(
                        "response_type=code",
                        "client_id=twintown",
                        "scope=openid+profile",
                        "state=state",
                        "nonce=once",
                        "code_challenge=" + Secrets.fingerprint("verifier"),
                        "code_challenge_method=S256",
                        "redirect_uri=https%3A%2F%2Ftwin.example%2Fauth%2Fcallback")
                .doesNotContain("verifier=");
    }

    @Test
    void aCodeBecomesAPersonWithRolesFromBothTokens() {
        answers(
                claims().claim("nonce", "once").claim("department", "traffic").build(),
                claims().audience("account")
                        .claim("realm_access", Map.of("roles", List.of("traffic-steward", "other")))
                        .claim("groups", List.of("/city"))
                        .build());
        SignInProvider.SignedIn who = provider.finish("c0de", LOGIN);
        assertThat(who.principal().id()).isEqualTo("city:4711");
        assertThat(who.principal().name()).isEqualTo("Anna");
        assertThat(who.principal().kind()).isEqualTo(Principal.Kind.PERSON);
        assertThat(who.principal().roles()).containsExactlyInAnyOrder(Role.STEWARD, Role.VIEWER);
        assertThat(who.principal().attribute("department")).containsExactly("traffic");
        assertThat(who.principal().attribute("groups")).containsExactly("/city");
        server.verify(postRequestedFor(urlEqualTo("/realms/city/token"))
                .withBasicAuth(new com.github.tomakehurst.wiremock.client.BasicCredentials("twintown", "s3cret"))
                .withRequestBody(containing("code=c0de"))
                .withRequestBody(containing("code_verifier=verifier")));
    }

    @Test
    void aNodeWithoutASecretSendsItsIdAlone() {
        answers(claims().claim("nonce", "once").build(), claims().build());
        provider(Optional.empty()).finish("c0de", LOGIN);
        server.verify(postRequestedFor(urlEqualTo("/realms/city/token"))
                .withoutHeader("Authorization")
                .withRequestBody(containing("client_id=twintown")));
    }

    @Test
    void anIdTokenOfAnotherSignInOrAnotherClientIsRefused() {
        answers(claims().claim("nonce", "another").build(), claims().build());
        refused(() -> provider.finish("c0de", LOGIN), ProblemType.UNAUTHORIZED);
        answers(claims().claim("nonce", "once").audience("other").build(), claims().build());
        refused(() -> provider.finish("c0de", LOGIN), ProblemType.UNAUTHORIZED);
    }

    @Test
    void whatAnAccessTokenSaysOfSomebodyElseIsNotMixedIn() {
        answers(
                claims().claim("nonce", "once").build(),
                claims().subject("other")
                        .claim("realm_access", Map.of("roles", List.of("traffic-steward")))
                        .build());
        assertThat(provider.finish("c0de", LOGIN).principal().roles()).isEmpty();
    }

    @Test
    void aRefusedCodeIsARefusedSignIn() {
        server.stubFor(post("/realms/city/token")
                .willReturn(aResponse().withStatus(400).withBody("{\"error\": \"invalid_grant\"}")));
        refused(() -> provider.finish("c0de", LOGIN), ProblemType.UNAUTHORIZED);
        server.stubFor(post("/realms/city/token").willReturn(aResponse().withBody("<html>")));
        refused(() -> provider.finish("c0de", LOGIN), ProblemType.BAD_GATEWAY);
    }

    @Test
    void aMachinesTokenHolds() {
        Principal machine = shows(claims().claim("client_id", "hub")
                .claim("name", null)
                .claim("preferred_username", "service-account-hub")
                .claim("realm_access", Map.of("roles", List.of("traffic-steward")))
                .build());
        assertThat(machine.kind()).isEqualTo(Principal.Kind.MACHINE);
        assertThat(machine.name()).isEqualTo("service-account-hub");
        assertThat(machine.roles()).containsExactly(Role.STEWARD);
    }

    @Test
    void keysThatTheProviderRotatesAreFoundAndOldOnesForgotten() {
        shows(claims().build());
        publishes(TestIssuer.published(TestIssuer.EC));
        now.updateAndGet(instant -> instant.plusSeconds(31));
        String fresh = TestIssuer.ec(TestIssuer.EC, claims().build());
        assertThat(provider.bearers().verifier().apply(fresh).principal().id()).isEqualTo("city:4711");
        refused(() -> shows(claims().build()), ProblemType.UNAUTHORIZED);
    }

    @Test
    void aProviderThatCallsItselfSomethingElseIsNotTrusted() {
        describes("https://evil.example");
        refused(() -> provider.authorizationUrl(LOGIN), ProblemType.BAD_GATEWAY);
        refused(() -> shows(claims().build()), ProblemType.UNAVAILABLE);
    }

    @Test
    void aProviderThatIsDownStopsSignInsButNotTokensOfKnownKeys() {
        shows(claims().build());
        ForeignProvider newcomer = provider(Optional.empty());
        server.stop();
        now.updateAndGet(instant -> instant.plusSeconds(1200));
        JWTClaimsSet.Builder later =
                claims().expirationTime(java.util.Date.from(now.get().plusSeconds(300)));
        assertThat(shows(later.build()).id()).isEqualTo("city:4711");
        refused(() -> newcomer.authorizationUrl(LOGIN), ProblemType.BAD_GATEWAY);
        assertThat(newcomer.endSessionUrl("", "https://twin.example/")).isEmpty();
    }

    @Test
    void signingOutLeadsToTheProvidersPage() {
        provider.authorizationUrl(LOGIN);
        assertThat(provider.endSessionUrl("t0ken", "https://twin.example/").orElseThrow())
                .startsWith(issuer + "/logout?")
                .contains("id_token_hint=t0ken", "post_logout_redirect_uri=https%3A%2F%2Ftwin.example%2F");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ProblemType type) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(call).satisfies(e -> {
            assertThat(e.problem().type()).isEqualTo(type);
            assertThat(e.problem().detail()).doesNotContain("s3cret", "c0de");
        });
    }
}
