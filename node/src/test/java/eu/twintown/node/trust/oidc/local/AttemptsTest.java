package eu.twintown.node.trust.oidc.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final Attempts attempts = new Attempts(now::get);

    private void fail(int times, String account, String address) {
        for (int i = 0; i < times; i++) {
            attempts.take(account, address);
        }
    }

    @Test
    void theEleventhAttemptAtAnAccountIsRefusedAndTellsHowLongToWait() {
        fail(10, "anna", "192.0.2.1");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> attempts.take("anna", "192.0.2.2"))
                .satisfies(e -> {
                    assertThat(e.problem().type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
                    assertThat(Long.parseLong(e.problem().extensions().get("retryAfter")))
                            .isBetween(1L, 120L);
                });
        assertThatCode(() -> attempts.take("berta", "192.0.2.1")).doesNotThrowAnyException();
    }

    @Test
    void manyAccountsFromOneAddressAreRefusedToo() {
        for (int i = 0; i < 60; i++) {
            attempts.take("user-" + i, "192.0.2.1");
        }
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> attempts.take("another", "192.0.2.1"));
        assertThatCode(() -> attempts.take("another", "192.0.2.2")).doesNotThrowAnyException();
    }

    @Test
    void timeGivesNewAttemptsAndWaitingIsNotPunishedFurther() {
        fail(10, "anna", "a");
        for (int i = 0; i < 100; i++) {
            assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> attempts.take("anna", "a" + 1));
        }
        now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(3)));
        assertThatCode(() -> attempts.take("anna", "b")).doesNotThrowAnyException();
    }

    @Test
    void aRightPasswordGivesTheAttemptsBack() {
        for (int i = 0; i < 30; i++) {
            attempts.take("anna", "a");
            attempts.succeeded("anna", "a");
        }
        assertThatCode(() -> fail(10, "anna", "a")).doesNotThrowAnyException();
    }
}
