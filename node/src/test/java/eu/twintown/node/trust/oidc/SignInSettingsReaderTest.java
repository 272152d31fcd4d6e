package eu.twintown.node.trust.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.trust.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SignInSettingsReaderTest {
    private static final String HASH = "pbkdf2-sha512$1000$c2FsdHNhbHRzYWx0c2FsdA$" + "A".repeat(43);

    private final List<String> faults = new ArrayList<>();

    @TempDir
    private Path folder;

    private SignInSettings read(String yaml, Map<String, String> environment) {
        return new SignInSettingsReader(environment)
                .read(new ConfigNode(new YAMLMapper().readTree(yaml), folder, faults));
    }

    @Test
    void withoutASectionThereIsALocalIssuerWithoutUsers() {
        SignInSettings settings = read("node: {}", Map.of());
        assertThat(settings.local()).contains(SignInSettings.Local.EMPTY);
        assertThat(settings.providers()).isEmpty();
        assertThat(settings.session()).isEqualTo(SignInSettings.Session.USUAL);
        assertThat(settings.tolerance()).isEqualTo(Duration.ofSeconds(60));
        assertThat(faults).isEmpty();
    }

    @Test
    void theLocalIssuerCanBeSwitchedOff() {
        assertThat(read("sign-in: {local: {enabled: false}}", Map.of()).local()).isEmpty();
    }

    @Test
    void readsUsersClientsAndProviders() throws Exception {
        Files.writeString(folder.resolve("secret"), "hush\n");
        SignInSettings settings = read("""
                sign-in:
                  session: {idle: 10m, longest: 2h}
                  clock-tolerance: 5s
                  local:
                    access-token-life: 5m
                    users:
                      - {name: anna, title: Anna, password-hash: "%s", roles: [steward, auditor], attributes: {department: [traffic]}}
                    clients:
                      - {id: hub, secret-hash: "%s", roles: [steward], may-exchange: true}
                      - {id: app, redirect-uris: ["https://app.example/back", "http://localhost:3000/"]}
                  providers:
                    - name: city
                      issuer: https://id.example/realms/city
                      client-id: twintown
                      client-secret-file: secret
                      attributes: [department]
                      roles: [{claim: realm_access.roles, value: boss, role: admin}]
                    - {name: other, issuer: "https://o.example", client-id: x, client-secret-env: OTHER, keys-max-age: 10m}
                """.formatted(HASH, HASH), Map.of("OTHER", "psst"));
        assertThat(faults).isEmpty();
        SignInSettings.Local local = settings.local().orElseThrow();
        assertThat(local.users()).singleElement().satisfies(user -> {
            assertThat(user.roles()).containsExactlyInAnyOrder(Role.STEWARD, Role.AUDITOR);
            assertThat(user.attributes()).containsEntry("department", List.of("traffic"));
            assertThat(user.toString()).doesNotContain("pbkdf2");
        });
        assertThat(local.clients())
                .extracting(SignInSettings.Client::mayExchange)
                .containsExactly(true, false);
        assertThat(local.accessTokenLife()).isEqualTo(Duration.ofMinutes(5));
        SignInSettings.Provider city = settings.providers().getFirst();
        assertThat(city.secret()).contains("hush");
        assertThat(city.toString()).doesNotContain("hush");
        assertThat(city.audience()).isEqualTo("twintown");
        assertThat(city.scopes()).containsExactly("openid", "profile");
        assertThat(city.roles())
                .containsExactly(new SignInSettings.RoleMapping("realm_access.roles", "boss", Role.ADMIN));
        assertThat(settings.providers().get(1).secret()).contains("psst");
        assertThat(settings.providers().get(1).keysMaxAge()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void tellsAllFaultsWithTheirPlace() {
        read("""
                sign-in:
                  local:
                    users: [{name: "a b", password-hash: secret, roles: [king]}]
                    clients: [{id: x}, {id: y, redirect-uris: ["http://far.example/", "https://a.example/#b", "app:x"]}]
                  providers:
                    - {name: local, client-id: c, scopes: [profile], client-secret-env: NOPE}
                """, Map.of());
        assertThat(faults)
                .satisfiesExactlyInAnyOrder(
                        f -> assertThat(f).startsWith("sign-in.local.users[0].name: 'a b' must be"),
                        f -> assertThat(f).startsWith("sign-in.local.users[0].password-hash: is not a hash"),
                        f -> assertThat(f).startsWith("sign-in.local.users[0].roles: 'king' is not one of viewer"),
                        f -> assertThat(f).startsWith("sign-in.local.clients[0].secret-hash: is missing"),
                        f -> assertThat(f).startsWith("sign-in.local.clients[1].redirect-uris: 'http://far"),
                        f -> assertThat(f).startsWith("sign-in.local.clients[1].redirect-uris: 'https://a"),
                        f -> assertThat(f).startsWith("sign-in.local.clients[1].redirect-uris: 'app:x'"),
                        f -> assertThat(f).startsWith("sign-in.providers[0].issuer: is missing"),
                        f -> assertThat(f).startsWith("sign-in.providers[0].scopes: must hold openid"),
                        f -> assertThat(f).startsWith("sign-in.providers[0].client-secret-env: the environment has no"),
                        f -> assertThat(f).startsWith("sign-in.providers: the name 'local' stands twice"));
    }
}
