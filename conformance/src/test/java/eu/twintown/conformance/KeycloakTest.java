package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * People and machines of a real Keycloak ({@code ./twintown test keycloak}; docs/identity.md). The system property
 * {@code twintown.keycloak} names the archive of its distribution.
 */
@Tag("keycloak")
class KeycloakTest {
    private static final Pattern LOGIN_FORM = Pattern.compile("action=\"([^\"]+)\"");
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String SECRET = "a secret of tests only";

    @TempDir
    private static Path folder;

    private static Keycloak keycloak;
    private static RunningNode node;

    private Browser browser;

    @BeforeAll
    static void start() throws IOException {
        keycloak = Keycloak.shared();
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        node = RunningNode.startWith(
                Map.of("TWINTOWN_ACCESS_PUBLIC", "health"), """
                - name: city
                  title: City account
                  issuer: %s
                  client-id: twintown
                  client-secret-file: %s
                  attributes: [email]
                  roles:
                    - {claim: realm_access.roles, value: traffic-steward, role: steward}
                """.formatted(keycloak.issuer("city"), secret));
        keycloak.realm("city", realm());
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @BeforeEach
    void open() {
        browser = new Browser(node);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    private static String realm() {
        return """
                {"realm": "city", "enabled": true, "sslRequired": "none",
                 "roles": {"realm": [{"name": "traffic-steward"}]},
                 "clients": [
                  {"clientId": "twintown", "secret": "${secret}", "redirectUris": ["${node}/auth/callback"],
                   "attributes": {"pkce.code.challenge.method": "S256", "post.logout.redirect.uris": "${node}/"}},
                  {"clientId": "hub", "secret": "${secret}", "serviceAccountsEnabled": true,
                   "standardFlowEnabled": false, "protocolMappers": [${audience}]},
                  {"clientId": "stranger", "secret": "${secret}", "serviceAccountsEnabled": true,
                   "standardFlowEnabled": false},
                  {"clientId": "portal", "secret": "${secret}", "directAccessGrantsEnabled": true,
                   "protocolMappers": [${exchanger}]},
                  {"clientId": "exchanger", "secret": "${secret}", "protocolMappers": [${audience}],
                   "attributes": {"standard.token.exchange.enabled": "true"}}],
                 "users": [
                  {"username": "anna", "enabled": true, "firstName": "Anna", "lastName": "Example",
                   "email": "anna@city.example", "emailVerified": true, "realmRoles": ["traffic-steward"],
                   "credentials": [{"type": "password", "value": "${secret}"}]},
                  {"username": "victor", "enabled": true, "firstName": "Victor", "lastName": "Example",
                   "email": "victor@city.example", "emailVerified": true,
                   "credentials": [{"type": "password", "value": "${secret}"}]},
                  {"username": "service-account-hub", "enabled": true, "serviceAccountClientId": "hub",
                   "realmRoles": ["traffic-steward"]}]}
                """.replace("${audience}", audience("twintown"))
                .replace("${exchanger}", audience("exchanger"))
                .replace("${secret}", SECRET)
                .replace("${node}", node.url());
    }

    private static String audience(String client) {
        return """
                {"name": "audience", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
                 "config": {"included.client.audience": "%s", "access.token.claim": "true"}}""".formatted(client);
    }

    /** Goes to Keycloak's form, fills it in, and gives its answer. */
    private HttpResponse<String> fillIn(String user, String password) {
        String keycloaksPage = Browser.location(browser.get("/auth/login?provider=city&return=/api/access/rules"));
        assertThat(keycloaksPage).startsWith(keycloak.issuer("city")).contains("code_challenge_method=S256");
        HttpResponse<String> page = browser.get(keycloaksPage);
        Matcher form = LOGIN_FORM.matcher(page.body());
        assertThat(form.find()).as(page.body()).isTrue();
        return browser.post(
                form.group(1).replace("&amp;", "&"),
                Map.of("username", user, "password", password, "credentialId", ""));
    }

    private void signIn(String user) {
        HttpResponse<String> back = browser.get(Browser.location(fillIn(user, SECRET)));
        assertThat(Browser.location(back)).isEqualTo("/api/access/rules");
    }

    private JsonNode machine(String client) {
        return keycloak.token(
                "city", Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", SECRET));
    }

    private static String access(JsonNode tokens) {
        assertThat(tokens.path("access_token").asString(""))
                .as(tokens.toString())
                .isNotEmpty();
        return tokens.path("access_token").asString();
    }

    private HttpResponse<String> ask(String token, String path) {
        return browser.get(path, "Authorization", "Bearer " + token);
    }

    @Test
    void aPersonSignsInByCodeAndPkceWithTheRolesOfTheRealm() {
        signIn("anna");
        JsonNode session = browser.session();
        assertThat(session.path("principal").asString()).startsWith("city:");
        assertThat(session.path("name").asString()).isEqualTo("Anna Example");
        assertThat(session.path("kind").asString()).isEqualTo("person");
        assertThat(session.path("roles").toString()).isEqualTo("[\"steward\"]");
        assertThat(browser.get("/api/access/rules").statusCode()).isEqualTo(200);
    }

    @Test
    void aPersonWithoutARoleIsKnownButMayNothing() {
        signIn("victor");
        assertThat(browser.session().path("signedIn").asBoolean()).isTrue();
        assertThat(browser.get("/ngsi-ld/v1/types").statusCode()).isEqualTo(403);
    }

    @Test
    void aWrongPasswordStaysAtKeycloak() {
        assertThat(fillIn("anna", "wrong").statusCode()).isEqualTo(200);
        assertThat(browser.session().path("signedIn").asBoolean()).isFalse();
    }

    @Test
    void signingOutEndsTheSessionAtKeycloakToo() {
        signIn("anna");
        String out = Browser.location(
                browser.get(browser.session().path("signOutUrl").asString()));
        assertThat(out).startsWith(keycloak.issuer("city"));
        HttpResponse<String> signedOut = browser.get(out);
        assertThat(Browser.location(signedOut)).startsWith(node.url() + "/");
        HttpResponse<String> again = browser.get(Browser.location(browser.get("/auth/login?provider=city")));
        assertThat(again.statusCode())
                .as("Keycloak asks for the password again")
                .isEqualTo(200);
    }

    @Test
    void aMachineWorksWithClientCredentials() {
        String token = access(machine("hub"));
        JsonNode session =
                JsonMapper.shared().readTree(ask(token, "/api/session").body());
        assertThat(session.path("kind").asString()).isEqualTo("machine");
        assertThat(session.path("roles").toString()).isEqualTo("[\"steward\"]");
        assertThat(browser.send(
                                "POST",
                                "/ngsi-ld/v1/entities",
                                "{\"id\": \"urn:x:keycloak\", \"type\": \"Car\"}",
                                "Content-Type",
                                "application/json",
                                "Authorization",
                                "Bearer " + token)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        assertThat(ask(access(machine("stranger")), "/health").statusCode()).isEqualTo(401);
    }

    @Test
    void keysThatKeycloakRotatesAreFollowed() throws Exception {
        String before = access(machine("hub"));
        assertThat(ask(before, "/ngsi-ld/v1/types").statusCode()).isEqualTo(200);
        keycloak.admin("POST", "/city/components", """
                {"name": "fresh", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
                 "config": {"priority": ["500"], "enabled": ["true"], "active": ["true"], "algorithm": ["RS256"]}}
                """);
        String after = access(machine("hub"));
        assertThat(SignedJWT.parse(after).getHeader().getKeyID())
                .isNotEqualTo(SignedJWT.parse(before).getHeader().getKeyID());
        await().atMost(Duration.ofSeconds(45))
                .untilAsserted(() ->
                        assertThat(ask(after, "/ngsi-ld/v1/types").statusCode()).isEqualTo(200));
        assertThat(ask(access(machine("hub")), "/ngsi-ld/v1/types").statusCode())
                .isEqualTo(200);
        assertThat(ask(before, "/ngsi-ld/v1/types").statusCode()).isEqualTo(200);
    }

    private String annasTokenForTheExchanger() {
        return access(keycloak.token(
                "city",
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "portal",
                        "client_secret",
                        SECRET,
                        "username",
                        "anna",
                        "password",
                        SECRET,
                        "scope",
                        "openid")));
    }

    @Test
    void aTokenThatKeycloakExchangedIsThePersonsOwn() {
        String annas = annasTokenForTheExchanger();
        assertThat(ask(annas, "/ngsi-ld/v1/types").statusCode()).isEqualTo(401);
        String exchanged = access(keycloak.token(
                "city",
                Map.of(
                        "grant_type",
                        EXCHANGE,
                        "client_id",
                        "exchanger",
                        "client_secret",
                        SECRET,
                        "subject_token",
                        annas,
                        "subject_token_type",
                        ACCESS_TOKEN,
                        "audience",
                        "twintown")));
        JsonNode session =
                JsonMapper.shared().readTree(ask(exchanged, "/api/session").body());
        assertThat(session.path("name").asString()).isEqualTo("Anna Example");
        assertThat(session.path("kind").asString()).isEqualTo("person");
        assertThat(session.path("roles").toString()).isEqualTo("[\"steward\"]");
    }

    @Test
    void theLocalIssuerExchangesATokenOfKeycloak() throws Exception {
        Map<String, String> form = new HashMap<>();
        form.put("grant_type", EXCHANGE);
        form.put("client_id", "broker");
        form.put("client_secret", RunningNode.PASSWORD);
        form.put("subject_token", access(machine("hub")));
        form.put("subject_token_type", ACCESS_TOKEN);
        HttpResponse<String> answer = browser.post("/oidc/token", form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        SignedJWT exchanged = SignedJWT.parse(
                JsonMapper.shared().readTree(answer.body()).path("access_token").asString());
        assertThat(exchanged.getJWTClaimsSet().getSubject()).startsWith("city:");
        assertThat(ask(exchanged.serialize(), "/ngsi-ld/v1/types").statusCode()).isEqualTo(200);
    }
}
