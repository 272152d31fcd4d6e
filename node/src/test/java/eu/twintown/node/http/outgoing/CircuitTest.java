package eu.twintown.node.http.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitTest {
    private Instant now = Instant.EPOCH;
    private final Circuit circuit = new Circuit(3, Duration.ofSeconds(10), () -> now);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            circuit.failed();
        }
    }

    @Test
    void staysClosedBelowTheLimitAndCountsConsecutiveFailuresOnly() {
        fail(2);
        circuit.succeeded();
        fail(2);
        assertThat(circuit.tryPass()).isTrue();
    }

    @Test
    void letsExactlyOneProbeThroughAfterTheCooldown() {
        fail(3);
        assertThat(circuit.tryPass()).isFalse();
        now = now.plusSeconds(10);
        assertThat(circuit.tryPass()).isTrue();
        assertThat(circuit.tryPass()).isFalse();
    }

    @Test
    void closesWhenTheProbeSucceedsAndReopensWhenItFails() {
        fail(3);
        now = now.plusSeconds(10);
        assertThat(circuit.tryPass()).isTrue();
        circuit.failed();
        assertThat(circuit.tryPass()).isFalse();
        now = now.plusSeconds(10);
        assertThat(circuit.tryPass()).isTrue();
        circuit.succeeded();
        assertThat(circuit.tryPass()).isTrue();
        assertThat(circuit.tryPass()).isTrue();
    }

    @Test
    void triesAgainWhenAProbeNeverReports() {
        fail(3);
        now = now.plusSeconds(10);
        assertThat(circuit.tryPass()).isTrue();
        now = now.plusSeconds(10);
        assertThat(circuit.tryPass()).isTrue();
    }
}
