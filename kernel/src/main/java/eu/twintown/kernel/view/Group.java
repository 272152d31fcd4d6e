package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.time.DateTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sums of what lies in one area, for each value and, where there are periods, each period. */
final class Group {
    /** What a value says of itself: a sub-attribute with the level, named like the operand of the city profile. */
    private static final String LEVEL = "https://twintown.eu/odrl/city/spatialAggregation";

    private final Part part;
    private final TreeMap<Series, Sum> sums = new TreeMap<>();

    Group(Part part) {
        this.part = part;
    }

    /** Counts one thing's value; each has at most one in a series. */
    void add(Series series, Attribute value) {
        sums.computeIfAbsent(series, key -> new Sum()).add(value);
    }

    /** The means behind each of which enough things stand. */
    Map<String, List<Attribute>> means(String level) {
        Map<String, List<Attribute>> means = new LinkedHashMap<>();
        shown().forEach((series, sum) ->
                means.computeIfAbsent(series.name(), name -> new ArrayList<>()).add(mean(series, sum, level)));
        return means;
    }

    /** The first moment of the first period that is shown; empty where there are no periods. */
    Optional<Instant> first() {
        return shown().keySet().stream()
                .filter(series -> !series.isPresent())
                .map(Series::from)
                .min(Instant::compareTo);
    }

    private Map<Series, Sum> shown() {
        Map<Series, Sum> shown = new TreeMap<>(sums);
        shown.values().removeIf(sum -> sum.count < part.least());
        return shown;
    }

    private Attribute mean(Series series, Sum sum, String level) {
        Map<String, String> by = new LinkedHashMap<>(Map.of(LEVEL, level));
        Optional<Duration> period = series.isPresent() ? part.period() : Optional.of(part.periods());
        period.ifPresent(length -> by.put(Averages.PERIOD, length.toString()));
        return Instances.number(
                sum.total / sum.count,
                series.datasetId().isEmpty() ? null : series.datasetId(),
                sum.unitCode,
                series.isPresent() ? sum.latest : series.from(),
                series.isPresent() ? null : series.from().plus(part.periods()),
                by);
    }

    private static final class Sum {
        private double total;
        private int count;
        private @Nullable Instant latest;
        private @Nullable String unitCode;

        void add(Attribute instance) {
            total += instance.value().asDouble();
            unitCode = count == 0 || Objects.equals(unitCode, instance.unitCode()) ? instance.unitCode() : null;
            count++;
            String observedAt = instance.observedAt();
            if (observedAt != null) {
                DateTimes.parse(observedAt)
                        .filter(at -> latest == null || at.isAfter(latest))
                        .ifPresent(at -> latest = at);
            }
        }
    }
}
