package eu.twintown.node.mediation;

import java.math.BigDecimal;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a source writes times: ISO 8601, seconds or milliseconds since 1970, or a pattern. */
public final class TimeFormat {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    /** ISO 8601 with or without offset; a blank in the place of the T is fine; a date is its start. */
    public static final TimeFormat ISO_8601 = new TimeFormat("ISO 8601", text -> parse(ISO, isoText(text)));

    private final String name;
    private final Function<String, Reading> parser;

    private TimeFormat(String name, Function<String, Reading> parser) {
        this.name = name;
        this.parser = parser;
    }

    /** What a text says: an instant, or a time on some clock. */
    public sealed interface Reading {
        /** A time with its offset. */
        record Moment(Instant instant) implements Reading {}

        /** A time without one. */
        record Clock(LocalDateTime time) implements Reading {}
    }

    /**
     * A format by its name in mapping files.
     *
     * @param name {@code iso}, {@code epoch}, {@code epochMillis} or a pattern of {@link DateTimeFormatter}
     * @throws IllegalArgumentException where it is not a pattern
     */
    public static TimeFormat of(String name) {
        return switch (name) {
            case "iso" -> ISO_8601;
            case "epoch" -> new TimeFormat("seconds since 1970", text -> epoch(text, 1_000_000_000));
            case "epochMillis" -> new TimeFormat("milliseconds since 1970", text -> epoch(text, 1_000_000));
            default -> {
                DateTimeFormatter formatter = DateTimeFormatter.ofPattern(name, Locale.ROOT);
                yield new TimeFormat(name, text -> parse(formatter, text));
            }
        };
    }

    /**
     * Reads a time; {@code 24:00} is the start of the next day.
     *
     * @throws IllegalArgumentException where the text is not of this format
     */
    public Reading read(String text) {
        try {
            return parser.apply(text.strip());
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a time of the form " + name, e);
        }
    }

    private static Reading epoch(String text, long nanosPerUnit) {
        BigDecimal nanos = new BigDecimal(text).multiply(BigDecimal.valueOf(nanosPerUnit));
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        return new Reading.Moment(Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValue()));
    }

    private static String isoText(String text) {
        return text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    }

    private static Reading parse(DateTimeFormatter formatter, String text) {
        TemporalAccessor time = formatter.parse(text);
        LocalDate date = LocalDate.from(time);
        if (date.getDayOfMonth() >= 28 || date.getDayOfMonth() == 1) {
            checkDay(formatter.parseUnresolved(text, new ParsePosition(0)));
        }
        if (time.isSupported(ChronoField.OFFSET_SECONDS)) {
            return new Reading.Moment(OffsetDateTime.from(time).toInstant());
        }
        return new Reading.Clock(
                time.isSupported(ChronoField.SECOND_OF_DAY) ? LocalDateTime.from(time) : date.atStartOfDay());
    }

    /** The smart way of resolving, which 24:00 needs, would quietly make the 28th of a 30th of February. */
    private static void checkDay(@Nullable TemporalAccessor fields) {
        if (fields == null
                || !fields.isSupported(ChronoField.DAY_OF_MONTH)
                || !fields.isSupported(ChronoField.MONTH_OF_YEAR)) {
            return;
        }
        ChronoField year = fields.isSupported(ChronoField.YEAR_OF_ERA) ? ChronoField.YEAR_OF_ERA : ChronoField.YEAR;
        int years = fields.isSupported(year) ? Math.toIntExact(fields.getLong(year)) : 2000;
        int month = Math.toIntExact(fields.getLong(ChronoField.MONTH_OF_YEAR));
        int day = Math.toIntExact(fields.getLong(ChronoField.DAY_OF_MONTH));
        if (day > YearMonth.of(years, month).lengthOfMonth()) {
            throw new DateTimeException("There is no day " + day + " in this month");
        }
    }
}
