package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A person signs in at the local issuer with a browser, on a node where only signs of life are public. */
class SignInTest {
    private static RunningNode node;

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

    @Test
    void whoIsNotSignedInIsToldWhereToSignIn() {
        HttpResponse<String> refused = browser.get("/ngsi-ld/v1/types");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"twintown\"");
        assertThat(refused.body()).contains("\"signInUrl\":\"/auth/login\"");
        JsonNode session = browser.session();
        assertThat(session.path("signedIn").asBoolean()).isFalse();
        assertThat(session.path("kind").asString()).isEqualTo("anonymous");
        assertThat(session.path("signInUrl").asString()).isEqualTo("/auth/login");
        assertThat(session.has("csrfToken")).isFalse();
        assertThat(session.path("providers").get(0).path("name").asString()).isEqualTo("local");
    }

    @Test
    void aPersonSignsInAndComesBackToWhereTheyWantedToGo() {
        assertThat(browser.signIn("anna")).isEqualTo("/ngsi-ld/v1/types");
        assertThat(browser.get("/ngsi-ld/v1/types").statusCode()).isEqualTo(200);
        JsonNode session = browser.session();
        assertThat(session.path("signedIn").asBoolean()).isTrue();
        assertThat(session.path("principal").asString()).isEqualTo("local:anna");
        assertThat(session.path("name").asString()).isEqualTo("Anna Admin");
        assertThat(session.path("kind").asString()).isEqualTo("person");
        assertThat(session.path("roles").toString()).isEqualTo("[\"admin\"]");
        assertThat(session.path("provider").asString()).isEqualTo("local");
    }

    @Test
    void theSessionCookieIsNotForScriptsAndStaysOnThisSite() {
        HttpResponse<String> filled = browser.fillIn("anna", RunningNode.PASSWORD, "/");
        HttpResponse<String> back = browser.get(Browser.location(filled));
        assertThat(back.headers().allValues("Set-Cookie")).anySatisfy(cookie -> assertThat(cookie)
                .startsWith("twintown-testtown-session=")
                .contains("; HttpOnly", "; SameSite=Lax", "; Path=/")
                .doesNotContain("Secure"));
    }

    @Test
    void aChangeWithTheCookieNeedsTheTokenOfTheSession() {
        browser.signIn("anna");
        String car = "{\"id\": \"urn:x:csrf\", \"type\": \"Car\"}";
        String[] json = {"Content-Type", "application/json"};
        assertThat(browser.send("POST", "/ngsi-ld/v1/entities", car, json).statusCode())
                .isEqualTo(401);
        assertThat(browser.send(
                                "POST",
                                "/ngsi-ld/v1/entities",
                                car,
                                "Content-Type",
                                "application/json",
                                "X-CSRF-Token",
                                "made-up")
                        .statusCode())
                .isEqualTo(401);
        String token = browser.session().path("csrfToken").asString();
        assertThat(browser.send(
                                "POST",
                                "/ngsi-ld/v1/entities",
                                car,
                                "Content-Type",
                                "application/json",
                                "X-CSRF-Token",
                                token)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aViewerReadsAndIsToldWhatChangingWouldNeed() {
        browser.signIn("victor");
        String token = browser.session().path("csrfToken").asString();
        assertThat(browser.get("/ngsi-ld/v1/types").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = browser.send(
                "POST", "/ngsi-ld/v1/entities", "{}", "Content-Type", "application/json", "X-CSRF-Token", token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Needed: steward", "Victor Viewer has viewer");
        assertThat(browser.get("/api/access/rules").statusCode()).isEqualTo(403);
    }

    @Test
    void aWrongPasswordShowsThePageAgainAndSaysSo() {
        HttpResponse<String> again = browser.fillIn("anna", "wrong", "/");
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.body()).contains("role=\"alert\"", "value=\"anna\"").doesNotContain("wrong\"");
        HttpResponse<String> nobody = browser.fillIn("<b>$nobody\"", "wrong", "/");
        assertThat(nobody.body()).contains("value=\"&lt;b&gt;&#36;nobody&quot;\"");
        assertThat(browser.session().path("signedIn").asBoolean()).isFalse();
    }

    @Test
    void signingOutEndsTheSessionAndNeedsItsToken() {
        browser.signIn("anna");
        assertThat(browser.get("/auth/logout").statusCode()).isEqualTo(403);
        assertThat(browser.get("/auth/logout?token=made-up").statusCode()).isEqualTo(403);
        assertThat(browser.session().path("signedIn").asBoolean()).isTrue();
        HttpResponse<String> out =
                browser.get(browser.session().path("signOutUrl").asString());
        assertThat(Browser.location(out)).isEqualTo("/");
        assertThat(browser.session().path("signedIn").asBoolean()).isFalse();
        assertThat(browser.get("/ngsi-ld/v1/types").statusCode()).isEqualTo(401);
    }

    @Test
    void theNodeIsNoSpringboardToElsewhere() {
        for (String elsewhere : new String[] {"https://evil.example/", "//evil.example", "/\\evil.example"}) {
            HttpResponse<String> filled = browser.fillIn("anna", RunningNode.PASSWORD, elsewhere);
            assertThat(Browser.location(browser.get(Browser.location(filled)))).isEqualTo("/");
            browser.close();
            browser = new Browser(node);
        }
    }

    @Test
    void aSignInThatBeganInAnotherBrowserDoesNotEndHere() {
        try (Browser other = new Browser(node)) {
            HttpResponse<String> page = other.get(Browser.location(other.get("/auth/login")));
            assertThat(browser.submit(page, "anna", RunningNode.PASSWORD).statusCode())
                    .isEqualTo(400);
            String callback = Browser.location(other.submit(page, "anna", RunningNode.PASSWORD));
            assertThat(browser.get(callback).statusCode()).isEqualTo(400);
            assertThat(other.get(callback).statusCode()).isEqualTo(303);
            assertThat(other.get(callback).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void thePageSpeaksTheReadersLanguageAndLoadsNothingFromElsewhere() {
        Map<String, String> titles = Map.of(
                "en",
                "Sign in",
                "de-DE",
                "Anmelden",
                "nl",
                "Aanmelden",
                "fr-BE, en;q=0.5",
                "Se connecter",
                "es",
                "Iniciar sesión",
                "fi",
                "Sign in",
                "",
                "Sign in");
        titles.forEach((languages, title) -> {
            String address = Browser.location(browser.get("/auth/login"));
            HttpResponse<String> page = browser.get(address, "Accept-Language", languages);
            assertThat(page.body()).contains("<h1>" + title + "</h1>").doesNotContain("http://", "https://", "<script");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'");
        });
    }
}
