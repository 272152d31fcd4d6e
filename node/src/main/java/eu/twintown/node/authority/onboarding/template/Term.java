package eu.twintown.node.authority.onboarding.template;

import java.time.Duration;

/** How long a credential is to be valid, as the notary decides it. */
public record Term(int amount, Unit unit) {
    public static final int MOST = 1000;
    public static final Term USUAL = new Term(1, Unit.YEAR);

    /** Units of the published API. */
    public enum Unit {
        HOUR(Duration.ofHours(1)),
        DAY(Duration.ofDays(1)),
        YEAR(Duration.ofDays(365));

        private final Duration duration;

        Unit(Duration duration) {
            this.duration = duration;
        }
    }

    /** At least an hour, at most the life of the onboarding CA. */
    public Duration duration() {
        Duration wanted = unit.duration.multipliedBy(Math.max(1, amount));
        Duration most = Duration.ofDays(1800);
        return wanted.compareTo(most) > 0 ? most : wanted;
    }
}
