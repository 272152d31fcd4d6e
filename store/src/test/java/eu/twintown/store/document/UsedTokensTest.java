package eu.twintown.store.document;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.store.Store;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UsedTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aTokenCountsOnceAlsoAfterARestartAndAtAnotherNode() {
        StoreConfig config = StoreFixture.config();
        try (StoreFixture store = StoreFixture.open(config);
                Store other = Store.open(config, true)) {
            assertThat(store.store().usedTokens().use("a", NOW.plusSeconds(60), NOW))
                    .isTrue();
            assertThat(store.store().usedTokens().use("a", NOW.plusSeconds(60), NOW))
                    .isFalse();
            assertThat(other.usedTokens().use("a", NOW.plusSeconds(60), NOW)).isFalse();
            assertThat(other.usedTokens().use("b", NOW.plusSeconds(60), NOW)).isTrue();
        }
    }

    @Test
    void whatHasExpiredIsForgottenAndNothingElse() {
        try (StoreFixture store = StoreFixture.open()) {
            UsedTokens tokens = store.store().usedTokens();
            tokens.use("short", NOW.plusSeconds(30), NOW);
            tokens.use("long", NOW.plus(Duration.ofHours(1)), NOW);
            Instant later = NOW.plus(Duration.ofMinutes(2));
            assertThat(tokens.use("long", NOW.plus(Duration.ofHours(1)), later)).isFalse();
            assertThat(tokens.use("short", later.plusSeconds(30), later)).isTrue();
        }
    }

    @Test
    void ofManyWhoUseOneTokenAtOnceOneSucceeds() throws InterruptedException {
        try (StoreFixture store = StoreFixture.open()) {
            AtomicInteger passed = new AtomicInteger();
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                threads.add(Thread.startVirtualThread(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    if (store.store().usedTokens().use("x".repeat(10_000), NOW.plusSeconds(60), NOW)) {
                        passed.incrementAndGet();
                    }
                }));
            }
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(passed).hasValue(1);
        }
    }
}
