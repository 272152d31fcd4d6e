package eu.twintown.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * One measured figure.
 *
 * @param group the bench group it belongs to
 * @param name what was measured
 * @param value the figure
 * @param unit its unit
 * @param yardstick what it is compared with, measured in the same run and the same unit
 * @param goal what is to be reached
 */
public record Figure(
        String group, String name, double value, String unit, Optional<Yardstick> yardstick, Optional<Goal> goal) {

    /** A figure of something bare that shows what this machine gives at this moment. */
    public record Yardstick(String name, double value) {}

    /**
     * A limit.
     *
     * @param onRatio whether the ratio to the yardstick is limited, instead of the figure itself
     * @param atMost whether the limit is the most, or else the least, that is wanted
     */
    public record Goal(boolean onRatio, boolean atMost, double limit) {

        /** The ratio to the yardstick must not be above the limit. */
        public static Goal ratioAtMost(double limit) {
            return new Goal(true, true, limit);
        }

        /** The ratio to the yardstick must not be below the limit. */
        public static Goal ratioAtLeast(double limit) {
            return new Goal(true, false, limit);
        }

        /** The figure must not be above the limit. */
        public static Goal atMost(double limit) {
            return new Goal(false, true, limit);
        }

        String text() {
            return (onRatio ? "ratio " : "") + (atMost ? "<= " : ">= ") + Report.number(limit);
        }
    }

    /** The figure divided by its yardstick. */
    public Optional<Double> ratio() {
        return yardstick.filter(stick -> stick.value() > 0).map(stick -> value / stick.value());
    }

    /** Whether the goal is reached; empty where there is none, or nothing to judge it by. */
    public Optional<Boolean> reached() {
        return goal.flatMap(wanted -> (wanted.onRatio() ? ratio() : Optional.of(value))
                .filter(Double::isFinite)
                .map(measured -> wanted.atMost() ? measured <= wanted.limit() : measured >= wanted.limit()));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %s %s%s",
                name,
                Report.number(value),
                unit,
                yardstick
                        .map(stick -> " (" + stick.name() + " " + Report.number(stick.value()) + ")")
                        .orElse(""));
    }
}
