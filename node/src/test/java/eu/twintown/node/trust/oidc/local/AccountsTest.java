package eu.twintown.node.trust.oidc.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.trust.Role;
import eu.twintown.node.trust.oidc.PasswordHash;
import eu.twintown.node.trust.oidc.SignInSettings;
import eu.twintown.store.StoreFixture;
import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final StoreFixture fixture = StoreFixture.open();
    private final Documents documents = fixture.store().documents();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theFirstStartMakesAnAdminAndTellsThePasswordOnce() {
        Accounts first = new Accounts(SignInSettings.Local.EMPTY, documents);
        String password = first.firstPassword().orElseThrow();
        assertThat(password).matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}");
        assertThat(documents.get("local-user", "", "admin").orElseThrow().json())
                .doesNotContain(password);
        Accounts second = new Accounts(SignInSettings.Local.EMPTY, documents);
        assertThat(second.firstPassword()).isEmpty();
        assertThat(second.authenticate("admin", password).orElseThrow().roles()).containsExactly(Role.ADMIN);
        assertThat(second.authenticate("admin", "wrong")).isEmpty();
        assertThat(second.authenticate("root", password)).isEmpty();
    }

    @Test
    void whereTheConfigurationNamesUsersTheFirstAdminIsGone() {
        String password = new Accounts(SignInSettings.Local.EMPTY, documents)
                .firstPassword()
                .orElseThrow();
        SignInSettings.User anna =
                new SignInSettings.User("anna", "Anna", PasswordHash.of("secret"), Set.of(Role.VIEWER), Map.of());
        Accounts accounts = new Accounts(
                new SignInSettings.Local(List.of(anna), List.of(), Duration.ofMinutes(1), Duration.ofDays(1)),
                documents);
        assertThat(accounts.firstPassword()).isEmpty();
        assertThat(accounts.authenticate("admin", password)).isEmpty();
        assertThat(accounts.authenticate("anna", "secret")).contains(anna);
    }
}
