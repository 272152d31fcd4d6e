package eu.twintown.node.federation;

import java.time.Instant;
import java.util.Optional;

/**
 * How a registered source has been doing.
 *
 * @param id of the registration
 * @param url root of its NGSI-LD API
 * @param state {@code up}, {@code down} or {@code unknown}: what came of the last request
 * @param lastAnswer when it last answered usefully
 * @param lastFailure when a request last failed
 * @param error what the last failure was; stays until the next success
 * @param latencyMs how long the last answer took
 * @param timesSent requests since the node started
 * @param timesFailed those of them that failed
 */
public record PeerState(
        String id,
        String name,
        String url,
        String state,
        Optional<Instant> lastAnswer,
        Optional<Instant> lastFailure,
        Optional<String> error,
        Optional<Long> latencyMs,
        long timesSent,
        long timesFailed) {

    static PeerState unknown(Registration registration) {
        return new PeerState(
                registration.id(),
                registration.name(),
                registration.endpoint().toString(),
                "unknown",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0);
    }

    PeerState answered(Instant at, long millis) {
        return new PeerState(
                id,
                name,
                url,
                "up",
                Optional.of(at),
                lastFailure,
                Optional.empty(),
                Optional.of(millis),
                timesSent + 1,
                timesFailed);
    }

    PeerState failed(Instant at, String what) {
        return new PeerState(
                id,
                name,
                url,
                "down",
                lastAnswer,
                Optional.of(at),
                Optional.of(what),
                latencyMs,
                timesSent + 1,
                timesFailed + 1);
    }
}
