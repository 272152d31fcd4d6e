package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.time.DateTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values that stand for a period of time. Periods begin at multiples of their length since 1970 (UTC), and only those that
 * are over count. A number becomes the mean of what was observed in the period; anything else is shown where it was the
 * same all through it. A value without time of observation is a state: it is shown as it is once it has held for a whole
 * period (at once where it is no number and has never changed), and as mean where it has changed.
 */
public final class Averages {
    /** What an averaged value says of itself: a sub-attribute with the period, named like the operand of the city profile. */
    public static final String PERIOD = "https://twintown.eu/odrl/city/temporalAggregation";

    private final Duration period;
    private final Window observed;
    private final Instant start;
    private final Instant end;

    /** @param now decides which period is the last that is over */
    public Averages(Duration period, Window observed, Instant now) {
        this.period = period;
        this.observed = observed;
        this.end = floor(now);
        this.start = end.minus(period);
    }

    /** First moment of the last period that is over. */
    public Instant start() {
        return start;
    }

    /** First moment after the last period that is over. */
    public Instant end() {
        return end;
    }

    /** The first moment of the period that a time lies in. */
    public Instant floor(Instant time) {
        long length = Math.max(1, period.toMillis());
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), length) * length);
    }

    /** The first moment after the period that a time lies in. */
    public Instant after(Instant time) {
        return floor(time).plus(period);
    }

    /** Whether the values of the last period need what was observed in it. */
    public boolean needsObserved(Entity projected) {
        return anyInstance(projected, true);
    }

    /** Whether they need what came in it without time of observation. */
    public boolean needsStates(Entity projected) {
        return anyInstance(projected, false);
    }

    private boolean anyInstance(Entity entity, boolean withTime) {
        for (List<Attribute> instances : entity.attributes().values()) {
            for (Attribute instance : instances) {
                if ((instance.observedAt() != null) == withTime && (withTime || !hasHeld(instance))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A name or a place that has been the same ever since the entity is known tells nothing of what happened when. */
    private boolean hasHeld(Attribute state) {
        Instant modified = state.modifiedAt();
        return modified != null
                && (modified.isBefore(start) || modified.equals(state.createdAt()) && !Instances.isNumber(state));
    }

    /**
     * An entity with the values of the last period that is over; empty where there are none.
     *
     * @param projected what is shown of it, values as they are
     * @param samples what is shown of its history in that period
     */
    public Optional<Entity> current(Entity projected, Optional<Entity> samples) {
        Map<String, List<Attribute>> values = new LinkedHashMap<>();
        projected.attributes().forEach((name, instances) -> {
            List<Attribute> history = samples.map(entity -> entity.attributes().getOrDefault(name, List.of()))
                    .orElse(List.of());
            List<Attribute> shown = new ArrayList<>();
            for (Attribute instance : instances) {
                if (instance.observedAt() == null && hasHeld(instance)) {
                    shown.add(instance);
                } else {
                    Bucket bucket = new Bucket();
                    history.stream()
                            .filter(sample -> same(sample.datasetId(), instance.datasetId()))
                            .filter(sample -> Instances.time(sample)
                                    .filter(at -> !at.isBefore(start) && at.isBefore(end))
                                    .isPresent())
                            .forEach(bucket::add);
                    bucket.value(start).ifPresent(shown::add);
                }
            }
            if (!shown.isEmpty()) {
                values.put(name, shown);
            }
        });
        return values.isEmpty() ? Optional.empty() : Optional.of(with(projected, values));
    }

    /** A temporal evolution with one instance for each period that is over and lies wholly in the window. */
    public Optional<Entity> evolution(Entity projected) {
        Map<String, List<Attribute>> values = new LinkedHashMap<>();
        projected.attributes().forEach((name, instances) -> {
            Map<String, TreeMap<Instant, Bucket>> buckets = new LinkedHashMap<>();
            for (Attribute instance : instances) {
                String observedAt = instance.observedAt();
                Optional<Instant> at = observedAt == null ? Optional.empty() : DateTimes.parse(observedAt);
                at.map(this::floor)
                        .filter(from -> !from.isAfter(start) && observed.covers(from, from.plus(period)))
                        .ifPresent(from -> buckets.computeIfAbsent(
                                        String.valueOf(instance.datasetId()), id -> new TreeMap<>())
                                .computeIfAbsent(from, time -> new Bucket())
                                .add(instance));
            }
            List<Attribute> shown = new ArrayList<>();
            buckets.values()
                    .forEach(series ->
                            series.forEach((from, bucket) -> bucket.value(from).ifPresent(shown::add)));
            if (!shown.isEmpty()) {
                values.put(name, shown);
            }
        });
        return values.isEmpty() ? Optional.empty() : Optional.of(with(projected, values));
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return one == null ? other == null : one.equals(other);
    }

    private static Entity with(Entity entity, Map<String, List<Attribute>> attributes) {
        return new Entity(
                entity.id(),
                entity.types(),
                entity.scopes(),
                entity.createdAt(),
                Part.latest(attributes),
                entity.expiresAt(),
                attributes);
    }

    /** The samples of one series in one period. */
    private final class Bucket {
        private final List<Attribute> samples = new ArrayList<>();

        void add(Attribute sample) {
            samples.add(sample);
        }

        Optional<Attribute> value(Instant from) {
            if (samples.isEmpty() || !observed.covers(from, from.plus(period))) {
                return Optional.empty();
            }
            Attribute last = samples.getLast();
            if (samples.stream().allMatch(Instances::isNumber)) {
                double mean = samples.stream()
                        .mapToDouble(sample -> sample.value().asDouble())
                        .average()
                        .orElseThrow();
                return Optional.of(Instances.number(
                        mean,
                        last.datasetId(),
                        last.unitCode(),
                        from,
                        from.plus(period),
                        Map.of(PERIOD, period.toString())));
            }
            return samples.stream().allMatch(sample -> sample.value().equals(last.value()))
                    ? Optional.of(at(last, from))
                    : Optional.empty();
        }

        /** A value that was the same all through the period, without what tells when in it. */
        private Attribute at(Attribute sample, Instant from) {
            Instant known = from.plus(period);
            return new Attribute(
                    sample.kind(),
                    sample.value(),
                    sample.datasetId(),
                    DateTimes.format(from),
                    sample.unitCode(),
                    sample.objectTypes(),
                    sample.valueType(),
                    sample.expiresAt(),
                    known,
                    known,
                    null,
                    Map.of());
        }
    }
}
