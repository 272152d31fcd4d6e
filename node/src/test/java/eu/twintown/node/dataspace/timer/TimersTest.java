package eu.twintown.node.dataspace.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimersTest {
    private final Timers timers = new Timers(InstantSource.system());
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        timers.close();
    }

    @Test
    void whatIsDueIsDoneAtItsMomentAndNotBefore() {
        Instant due = Instant.now().plusMillis(300);
        timers.at("one", due, () -> done.add(Instant.now().isBefore(due) ? "early" : "in time"));
        await().atMost(Duration.ofSeconds(5)).until(() -> done.equals(List.of("in time")));
    }

    @Test
    void whatWasDueInThePastIsDoneAtOnce() {
        timers.at("one", Instant.EPOCH, () -> done.add("late"));
        await().until(() -> done.equals(List.of("late")));
    }

    @Test
    void theSameNameAgainReplacesAndCancelForgets() {
        timers.after("one", Duration.ofMillis(100), () -> done.add("first"));
        timers.after("one", Duration.ofMillis(200), () -> done.add("second"));
        timers.after("two", Duration.ofMillis(100), () -> done.add("cancelled"));
        timers.cancel("two");
        timers.after("three", Duration.ofMillis(400), () -> done.add("end"));
        await().until(() -> done.contains("end"));
        assertThat(done).containsExactly("second", "end");
    }

    @Test
    void oneThatWaitsOrFailsDelaysNoOther() throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        timers.at("waiting", Instant.EPOCH, () -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        timers.at("failing", Instant.EPOCH, () -> {
            throw new IllegalStateException("on purpose");
        });
        timers.at("other", Instant.EPOCH, () -> done.add("other"));
        await().until(() -> done.contains("other"));
        latch.countDown();
    }

    @Test
    void oneThatSetsItselfAgainGoesOn() {
        again(3);
        await().until(() -> done.size() == 3);
    }

    private void again(int times) {
        if (times > 0) {
            timers.after("again", Duration.ofMillis(10), () -> {
                done.add("again");
                again(times - 1);
            });
        }
    }

    @Test
    void pausesGrowToFiveMinutes() {
        assertThat(Backoff.after(1)).isBetween(Duration.ofMillis(800), Duration.ofSeconds(1));
        assertThat(Backoff.after(4)).isBetween(Duration.ofMillis(6_400), Duration.ofSeconds(8));
        assertThat(Backoff.after(100)).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5));
    }
}
