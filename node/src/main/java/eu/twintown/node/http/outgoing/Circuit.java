package eu.twintown.node.http.outgoing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The circuit breaker of one peer. Closed: requests pass. Open, after a number of consecutive failures: requests are
 * refused. After the cool-down it is half open: one request passes as a probe, and its result closes or reopens the
 * circuit.
 */
final class Circuit {
    private final int failuresToOpen;
    private final Duration cooldown;
    private final InstantSource clock;
    private int failures;
    private Instant closedUntilProbe = Instant.MIN;

    Circuit(int failuresToOpen, Duration cooldown, InstantSource clock) {
        this.failuresToOpen = failuresToOpen;
        this.cooldown = cooldown;
        this.clock = clock;
    }

    /** Whether a request may pass now; in the half-open state true only for the probe. */
    synchronized boolean tryPass() {
        if (failures < failuresToOpen) {
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(closedUntilProbe)) {
            return false;
        }
        // The next probe is due when this one has not reported within a further cool-down.
        closedUntilProbe = now.plus(cooldown);
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed() {
        failures = Math.min(failures + 1, failuresToOpen);
        if (failures >= failuresToOpen) {
            closedUntilProbe = clock.instant().plus(cooldown);
        }
    }
}
