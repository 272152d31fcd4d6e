package eu.twintown.node.trust.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The life of a key.
 *
 * @param retired when another took its place
 * @param verifiableUntil until when it is still published after that
 */
record KeyDates(Instant created, Optional<Instant> retired, Optional<Instant> verifiableUntil) {

    static KeyDates from(Instant created) {
        return new KeyDates(created, Optional.empty(), Optional.empty());
    }

    KeyDates retire(Instant at, Duration keep) {
        return new KeyDates(created, Optional.of(at), Optional.of(at.plus(keep)));
    }

    boolean publishedAt(Instant now) {
        return verifiableUntil.map(now::isBefore).orElse(true);
    }
}
