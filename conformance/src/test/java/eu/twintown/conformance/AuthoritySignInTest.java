package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.AuthorityWiring;
import eu.twintown.node.Settings;
import eu.twintown.node.authority.AuthoritySettings;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The staff of a governance authority at the sign-in page of its console. */
class AuthoritySignInTest {
    @TempDir
    private Path folder;

    private String url = "";

    private AuthorityWiring start() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        StoreConfig store = StoreFixture.config();
        Files.writeString(folder.resolve("db"), store.password().orElseThrow());
        Files.writeString(folder.resolve("olivia"), RunningNode.PASSWORD);
        Path file = Files.writeString(folder.resolve("authority.yaml"), """
                node: {name: sandbox, title: Sandbox, country: BE, public-url: "%s"}
                server: {port: %d}
                store: {jdbc-url: "%s", user: "%s", password-file: db, schema: %s}
                authority:
                  tier2: {port: 0, name: localhost}
                  users:
                    - {name: olivia, password-file: olivia, roles: [NOTARY]}
                """.formatted(
                        url, port, store.jdbcUrl().orElseThrow(), store.user().orElseThrow(), store.schema()));
        Settings settings = Settings.read(file, Map.of());
        return AuthorityWiring.start(settings, AuthoritySettings.read(settings.config(), false));
    }

    @Test
    void aNotarySignsInAndDecidesRequestsAndNothingElse() throws IOException {
        try (AuthorityWiring authority = start();
                Browser browser = new Browser(url)) {
            assertThat(browser.get("/api/authority/requests").statusCode()).isEqualTo(401);
            browser.get(Browser.location(browser.fillIn("olivia", RunningNode.PASSWORD, "/")));
            assertThat(browser.session().path("name").asString()).isEqualTo("olivia");
            assertThat(browser.get("/api/authority/requests").statusCode()).isEqualTo(200);
            assertThat(browser.get("/api/node").statusCode()).isEqualTo(200);
            String csrf = browser.session().path("csrfToken").asString();
            assertThat(browser.send(
                                    "PUT",
                                    "/api/authority/faults",
                                    "{}",
                                    "X-CSRF-Token",
                                    csrf,
                                    "Content-Type",
                                    "application/json")
                            .statusCode())
                    .as("faults are not the notary's")
                    .isEqualTo(403);
            assertThat(browser.get("/api/keys").statusCode()).isEqualTo(403);
            assertThat(authority.firstPassword())
                    .as("there is still an admin to make at the first start")
                    .isPresent();
        }
    }

    @Test
    void aWrongPasswordDoesNotSignIn() throws IOException {
        try (AuthorityWiring authority = start();
                Browser browser = new Browser(url)) {
            HttpResponse<String> answer = browser.fillIn("olivia", "something else", "/");
            assertThat(answer.statusCode()).isNotEqualTo(303);
            assertThat(browser.session().path("signedIn").booleanValue()).isFalse();
            assertThat(authority.tier1Port()).isPositive();
        }
    }
}
