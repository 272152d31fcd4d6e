package eu.twintown.node.trust.oidc.session;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Role;
import eu.twintown.node.trust.oidc.SignInProvider;
import eu.twintown.node.trust.oidc.SignInSettings;
import eu.twintown.store.StoreFixture;
import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Principal ANNA = new Principal(
            "city:4711",
            Principal.Kind.PERSON,
            "Anna",
            Set.of(Role.STEWARD, Role.AUDITOR),
            Map.of("department", List.of("traffic", "parks")));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final StoreFixture fixture = StoreFixture.open();
    private final Documents documents = fixture.store().documents();
    private final Sessions sessions = open();

    private Sessions open() {
        return new Sessions(
                documents, new SignInSettings.Session(Duration.ofMinutes(30), Duration.ofHours(8)), now::get);
    }

    private void later(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aSessionIsFoundWithAllThatWasSaidOfThePersonAlsoAfterARestart() {
        Sessions.Started started = sessions.start("city", new SignInProvider.SignedIn(ANNA, "id-token"));
        for (Sessions some : List.of(sessions, open())) {
            Session found = some.find(started.secret()).orElseThrow();
            assertThat(found.principal()).isEqualTo(ANNA);
            assertThat(found.provider()).isEqualTo("city");
            assertThat(found.csrf()).isEqualTo(started.session().csrf()).isNotEqualTo(started.secret());
            assertThat(found.idToken()).isEqualTo("id-token");
        }
        assertThat(sessions.find("made-up")).isEmpty();
    }

    @Test
    void theStoreDoesNotKnowWhatTheBrowserHolds() {
        Sessions.Started started = sessions.start("city", new SignInProvider.SignedIn(ANNA, ""));
        documents.list("session", "", 10, 0).forEach(document -> {
            assertThat(document.id()).isNotEqualTo(started.secret());
            assertThat(document.json()).doesNotContain(started.secret());
        });
    }

    @Test
    void aSessionEndsWhenNothingCameForAWhile() {
        Sessions.Started started = sessions.start("city", new SignInProvider.SignedIn(ANNA, ""));
        for (int i = 0; i < 4; i++) {
            later(Duration.ofMinutes(20));
            assertThat(sessions.find(started.secret())).isPresent();
        }
        later(Duration.ofMinutes(31));
        assertThat(sessions.find(started.secret())).isEmpty();
    }

    @Test
    void aSessionEndsHoweverBusyItIs() {
        Sessions.Started started = sessions.start("city", new SignInProvider.SignedIn(ANNA, ""));
        for (int i = 0; i < 24; i++) {
            later(Duration.ofMinutes(20));
            sessions.find(started.secret());
        }
        later(Duration.ofMinutes(1));
        assertThat(sessions.find(started.secret())).isEmpty();
    }

    @Test
    void anEndedSessionIsGoneForOtherNodesOnTheSameDatabaseToo() {
        Sessions.Started started = sessions.start("city", new SignInProvider.SignedIn(ANNA, ""));
        Sessions other = open();
        assertThat(other.find(started.secret())).isPresent();
        sessions.end(started.secret());
        assertThat(other.find(started.secret())).isEmpty();
        assertThat(sessions.find(started.secret())).isEmpty();
    }

    @Test
    void sessionsThatAreOverAreSweptOut() {
        sessions.start("city", new SignInProvider.SignedIn(ANNA, ""));
        later(Duration.ofHours(9));
        sessions.start("city", new SignInProvider.SignedIn(ANNA, ""));
        assertThat(documents.count("session", "")).isEqualTo(1);
    }
}
