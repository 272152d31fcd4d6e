package eu.twintown.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.authority.AuthoritySettings;
import eu.twintown.node.authority.HttpCaller;
import eu.twintown.node.authority.api.RoutePolicy;
import eu.twintown.node.config.ConfigException;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The authority as its command starts it. */
class AuthorityWiringTest {
    @TempDir
    private Path folder;

    @Test
    void itStartsFromAFileAndEveryRouteHasARule() throws Exception {
        int port = freePort();
        Settings settings = Settings.read(file(port, "roles: [NOTARY, IATTR_M, T2IAA_M]"), Map.of());
        try (AuthorityWiring wiring =
                AuthorityWiring.start(settings, AuthoritySettings.read(settings.config(), false))) {
            HttpCaller notary = new HttpCaller("http://127.0.0.1:" + port, "").signIn("olivia", "very-secret");

            assertThat(notary.get("/api/authority")
                            .expect(200)
                            .json()
                            .path("name")
                            .asString())
                    .isEqualTo("Sandbox");
            assertThat(wiring.tier2Port()).isPositive();
            assertThat(notary.get("/v1/schemas").status()).isEqualTo(200);
            assertThat(wiring.tier2Offered()).allMatch(RoutePolicy.named("rules-tier2.txt")::knows);
            assertThat(wiring.tier1Offered().stream()
                            .filter(r -> r.template().startsWith("/v1")
                                    || r.template().startsWith("/tier1")))
                    .isNotEmpty()
                    .allMatch(RoutePolicy.named("rules-tier1.txt")::knows);
            assertThat(new HttpCaller("http://127.0.0.1:" + port, "")
                            .get("/api/node")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void whatIsWrongInTheFileIsNamed() throws Exception {
        Settings settings = Settings.read(file(0, "roles: [KING]"), Map.of());

        assertThatThrownBy(() -> AuthoritySettings.read(settings.config(), false))
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.faults())
                        .anyMatch(fault -> fault.contains("roles") && fault.contains("NOTARY")));
    }

    private Path file(int port, String roles) throws Exception {
        StoreConfig store = StoreFixture.config();
        Files.writeString(folder.resolve("db"), store.password().orElseThrow());
        Files.writeString(folder.resolve("olivia"), "very-secret");
        return Files.writeString(folder.resolve("authority.yaml"), """
                node:
                  name: sandbox
                  title: Sandbox
                  country: BE
                  public-url: http://127.0.0.1:%d
                server:
                  port: %d
                store:
                  jdbc-url: %s
                  user: %s
                  password-file: db
                  schema: %s
                authority:
                  tier2:
                    port: 0
                    name: localhost
                  users:
                    - name: olivia
                      password-file: olivia
                      %s
                """.formatted(
                        port, port, store.jdbcUrl().orElseThrow(), store.user().orElseThrow(), store.schema(), roles));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
