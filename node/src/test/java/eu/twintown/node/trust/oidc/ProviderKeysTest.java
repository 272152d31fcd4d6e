package eu.twintown.node.trust.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.JWKSet;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProviderKeysTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(TestIssuer.NOW);
    private final AtomicReference<JWKSet> published = new AtomicReference<>(TestIssuer.published(TestIssuer.RSA));
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile boolean down;

    private final ProviderKeys keys =
            new ProviderKeys("https://id.example", this::fetch, Duration.ofHours(1), now::get);

    private JWKSet fetch() {
        fetches.incrementAndGet();
        if (down) {
            throw new ProblemException(ProblemType.BAD_GATEWAY, "down");
        }
        return published.get();
    }

    private void later(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Test
    void keysAreFetchedOnceForManyTokens() {
        for (int i = 0; i < 100; i++) {
            assertThat(keys.keys("rsa-1")).hasSize(1);
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aKeyThatCameByRotationIsFoundWithOneFetchMore() {
        keys.keys("rsa-1");
        published.set(TestIssuer.published(TestIssuer.RSA, TestIssuer.EC));
        later(Duration.ofSeconds(31));
        assertThat(keys.keys("ec-1")).hasSize(1);
        assertThat(keys.keys("rsa-1")).hasSize(1);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void madeUpKeyIdsDoNotTurnTheNodeAgainstTheProvider() {
        keys.keys("rsa-1");
        for (int i = 0; i < 50; i++) {
            assertThat(keys.keys("made-up-" + i)).isEmpty();
            later(Duration.ofSeconds(1));
        }
        assertThat(fetches.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void aKeyThatWasWithdrawnIsForgottenWhenTheKeysGetOld() {
        keys.keys("rsa-1");
        published.set(TestIssuer.published(TestIssuer.EC));
        later(Duration.ofMinutes(11));
        assertThat(keys.keys("rsa-1")).isEmpty();
    }

    @Test
    void keptKeysWorkWhileTheProviderIsDownUntilTheirStatedAgeAndThenNothingDoes() {
        keys.keys("rsa-1");
        down = true;
        later(Duration.ofMinutes(59));
        assertThat(keys.keys("rsa-1")).hasSize(1);
        later(Duration.ofMinutes(2));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> keys.keys("rsa-1"))
                .satisfies(e -> assertThat(e.problem().type()).isEqualTo(ProblemType.UNAVAILABLE));
        down = false;
        later(Duration.ofSeconds(31));
        assertThat(keys.keys("rsa-1")).hasSize(1);
    }

    @Test
    void aProviderThatWasNeverReachedGivesNoKeys() {
        down = true;
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> keys.keys("rsa-1"))
                .satisfies(e -> assertThat(e.problem().type()).isEqualTo(ProblemType.UNAVAILABLE));
    }

    @Test
    void aTokenWithoutAKeyIdMayBeOfAnyKey() {
        published.set(TestIssuer.published(TestIssuer.RSA, TestIssuer.EC));
        assertThat(keys.keys("")).hasSize(2);
    }
}
