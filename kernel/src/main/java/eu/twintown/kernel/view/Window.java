package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.time.DateTimes;
import java.time.Instant;
import java.util.Optional;

/**
 * A window of time of observation, half-open.
 *
 * @param from its first moment; empty = no bound
 * @param to the first moment after it; empty = no bound
 */
public record Window(Optional<Instant> from, Optional<Instant> to) {
    /** Any time, known or not. */
    public static final Window ALWAYS = new Window(Optional.empty(), Optional.empty());

    public static Window since(Instant from) {
        return new Window(Optional.of(from), Optional.empty());
    }

    public static Window until(Instant to) {
        return new Window(Optional.empty(), Optional.of(to));
    }

    /** What lies in both. */
    public Window and(Window other) {
        return new Window(later(from, other.from), earlier(to, other.to));
    }

    public boolean isAlways() {
        return from.isEmpty() && to.isEmpty();
    }

    public boolean contains(Instant time) {
        return !(from.isPresent() && time.isBefore(from.get()) || to.isPresent() && !time.isBefore(to.get()));
    }

    /** Whether it contains the whole of this half-open interval. */
    public boolean covers(Instant start, Instant end) {
        return !(from.isPresent() && start.isBefore(from.get()) || to.isPresent() && end.isAfter(to.get()));
    }

    /** Whether an instance was observed in it. An instance that does not tell when is in no window with a bound. */
    public boolean admits(Attribute instance) {
        if (isAlways()) {
            return true;
        }
        String observed = instance.observedAt();
        return observed != null && DateTimes.parse(observed).map(this::contains).orElse(false);
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent() && one.get().isBefore(other.get()) ? other : one.or(() -> other);
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent() && one.get().isAfter(other.get()) ? other : one.or(() -> other);
    }
}
