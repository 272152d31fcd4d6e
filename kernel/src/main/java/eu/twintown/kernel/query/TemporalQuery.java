package eu.twintown.kernel.query;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.time.DateTimes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which part of the history is asked for (ETSI GS CIM 009 V1.9.1, clause 4.11).
 *
 * @param relation before, after or between; empty = all of it
 * @param timeAt the instant, or the start of the interval
 * @param endTimeAt the end of the interval, for between
 * @param timeProperty which time of an instance counts
 * @param lastN only that many most recent instances per attribute; 0 = all
 */
public record TemporalQuery(
        Optional<Relation> relation,
        Optional<Instant> timeAt,
        Optional<Instant> endTimeAt,
        TimeProperty timeProperty,
        int lastN)
        implements Predicate<Attribute> {

    /** The whole history. */
    public static final TemporalQuery ALL =
            new TemporalQuery(Optional.empty(), Optional.empty(), Optional.empty(), TimeProperty.OBSERVED_AT, 0);

    public enum Relation {
        BEFORE,
        AFTER,
        BETWEEN;

        /** The name as it stands in {@code timerel}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum TimeProperty {
        OBSERVED_AT("observedAt"),
        CREATED_AT("createdAt"),
        MODIFIED_AT("modifiedAt"),
        DELETED_AT("deletedAt");

        private final String text;

        TimeProperty(String text) {
            this.text = text;
        }

        /** The name as it stands in {@code timeproperty}. */
        public String text() {
            return text;
        }
    }

    /**
     * Reads the parameters of a temporal query as they stand in a request.
     *
     * @throws ProblemException BadRequestData that names the parameter
     */
    public static TemporalQuery parse(
            Optional<String> timerel,
            Optional<String> timeAt,
            Optional<String> endTimeAt,
            Optional<String> timeproperty,
            Optional<String> lastN) {
        Optional<Relation> relation = timerel.map(TemporalQuery::relation);
        Optional<Instant> at = timeAt.map(text -> instant("timeAt", text));
        Optional<Instant> end = endTimeAt.map(text -> instant("endTimeAt", text));
        checkTogether(relation, at, end);
        return new TemporalQuery(
                relation,
                at,
                end,
                timeproperty.map(TemporalQuery::timeProperty).orElse(TimeProperty.OBSERVED_AT),
                lastN.map(TemporalQuery::count).orElse(0));
    }

    /** Whether this time lies in the part asked for: before exclusive, after inclusive, between start in, end out. */
    public boolean test(Instant time) {
        if (relation.isEmpty()) {
            return true;
        }
        Instant at = timeAt.orElseThrow();
        return switch (relation.get()) {
            case BEFORE -> time.isBefore(at);
            case AFTER -> !time.isBefore(at);
            case BETWEEN -> !time.isBefore(at) && time.isBefore(endTimeAt.orElseThrow());
        };
    }

    /** Whether this instance lies in the part asked for; false where it lacks the time that counts. */
    @Override
    public boolean test(Attribute attribute) {
        return relation.isEmpty()
                || timeOf(attribute, timeProperty).map(this::test).orElse(false);
    }

    /**
     * The time of an instance that counts. An instance carries no deletion time: where that is asked for, the history
     * applies {@link #test(Instant)} to what it has noted.
     */
    public static Optional<Instant> timeOf(Attribute attribute, TimeProperty property) {
        return switch (property) {
            case OBSERVED_AT -> Optional.ofNullable(attribute.observedAt()).flatMap(DateTimes::parse);
            case CREATED_AT -> Optional.ofNullable(attribute.createdAt());
            case MODIFIED_AT -> Optional.ofNullable(attribute.modifiedAt());
            case DELETED_AT -> Optional.empty();
        };
    }

    private static void checkTogether(Optional<Relation> relation, Optional<Instant> at, Optional<Instant> end) {
        if (relation.isEmpty() && at.isPresent()) {
            throw ProblemException.badParameter("timerel", "timeAt needs timerel: before, after or between");
        }
        if (relation.isPresent() && at.isEmpty()) {
            throw ProblemException.badParameter("timeAt", "timerel needs timeAt: " + DateTimes.EXPECTED);
        }
        boolean between = relation.filter(Relation.BETWEEN::equals).isPresent();
        if (between && end.isEmpty()) {
            throw ProblemException.badParameter("endTimeAt", "between needs endTimeAt: " + DateTimes.EXPECTED);
        }
        if (!between && end.isPresent()) {
            throw ProblemException.badParameter("endTimeAt", "endTimeAt goes only with timerel=between");
        }
        if (between && end.orElseThrow().isBefore(at.orElseThrow())) {
            throw ProblemException.badParameter("endTimeAt", "endTimeAt must not be before timeAt");
        }
    }

    private static Relation relation(String text) {
        return Arrays.stream(Relation.values())
                .filter(relation -> relation.text().equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.badParameter(
                        "timerel", "timerel is '" + text + "'; it must be before, after or between"));
    }

    private static TimeProperty timeProperty(String text) {
        return Arrays.stream(TimeProperty.values())
                .filter(property -> property.text().equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.badParameter(
                        "timeproperty",
                        "timeproperty is '" + text + "'; it must be one of "
                                + Arrays.stream(TimeProperty.values())
                                        .map(TimeProperty::text)
                                        .collect(Collectors.joining(", "))));
    }

    private static Instant instant(String parameter, String text) {
        return DateTimes.parse(text)
                .orElseThrow(() -> ProblemException.badParameter(
                        parameter, parameter + " is '" + text + "'; it must be " + DateTimes.EXPECTED));
    }

    private static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message for all that is not a positive whole number.
        }
        throw ProblemException.badParameter("lastN", "lastN is '" + text + "'; it must be a whole number from 1 up");
    }
}
