package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * What values belong together.
 *
 * @param datasetId empty = none
 * @param from the period's first moment; {@link Instant#MIN} for what is so at present
 */
record Series(String name, String datasetId, Instant from) implements Comparable<Series> {
    private static final Comparator<Series> ORDER =
            Comparator.comparing(Series::name).thenComparing(Series::datasetId).thenComparing(Series::from);

    static Series of(String name, Attribute instance, Instant from) {
        return new Series(name, Objects.requireNonNullElse(instance.datasetId(), ""), from);
    }

    boolean isPresent() {
        return from.equals(Instant.MIN);
    }

    @Override
    public int compareTo(Series other) {
        return ORDER.compare(this, other);
    }
}
