package eu.twintown.node.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DealtTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void onlyWhatWasToldInTheSameWordsIsKnown() {
        Dealt dealt = new Dealt(100);
        dealt.add(print(5, "a"));

        assertThat(dealt.contains(print(5, "a"))).isTrue();
        assertThat(dealt.contains(print(5, "b"))).as("a correction").isFalse();
        assertThat(dealt.contains(print(4, "a"))).as("a late record").isFalse();
        assertThat(dealt.contains(print(6, "a"))).isFalse();
    }

    @Test
    void whatIsOlderThanSomethingForgottenCountsAsDealtWith() {
        Dealt dealt = new Dealt(50);
        for (int minute = 0; minute < 500; minute++) {
            dealt.add(print(minute, "a"));
        }

        assertThat(dealt.contains(print(0, "a"))).isTrue();
        for (int minute = 0; minute < 500; minute++) {
            assertThat(dealt.contains(print(minute, "a")))
                    .as("minute %d", minute)
                    .isTrue();
        }
        assertThat(dealt.contains(print(500, "a"))).isFalse();
    }

    @Test
    void recordsWithoutATimeAreAlwaysLookedAt() {
        Dealt dealt = new Dealt(50);
        Dealt.Print timeless = new Dealt.Print(new UUID(1, 2), "s", Instant.MIN);
        dealt.add(timeless);

        assertThat(dealt.contains(timeless)).isFalse();
    }

    private static Dealt.Print print(int minute, String words) {
        String text = minute + words;
        return new Dealt.Print(
                UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)),
                "stream",
                START.plusSeconds(60L * minute));
    }
}
