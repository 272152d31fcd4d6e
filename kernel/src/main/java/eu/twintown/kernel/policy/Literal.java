package eu.twintown.kernel.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A typed literal. Dates and times without a zone are UTC; a date stands for its whole day; a year counts as 365 days
 * and a month as 30 where durations are compared.
 *
 * @param text as it was written
 * @param datatype the IRI of its datatype
 * @param value what it means: BigDecimal, Boolean, Instant, LocalDate, LocalTime or Duration; for other datatypes the
 *     text itself. Empty where the text does not fit the datatype, so that no comparison with it holds.
 */
public record Literal(String text, String datatype, Optional<Object> value) implements Operand {

    /** The literal of a text and the IRI of a datatype. */
    public static Literal of(String text, String datatype) {
        try {
            return new Literal(text, datatype, Optional.of(parse(text.strip(), datatype)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return new Literal(text, datatype, Optional.empty());
        }
    }

    private static Object parse(String text, String datatype) {
        String local = datatype.startsWith(Odrl.XSD) ? datatype.substring(Odrl.XSD.length()) : "";
        return switch (local) {
            case "decimal",
                    "integer",
                    "int",
                    "long",
                    "short",
                    "double",
                    "float",
                    "nonNegativeInteger",
                    "positiveInteger" -> number(text);
            case "boolean" -> bool(text);
            case "dateTime", "dateTimeStamp" -> instant(text);
            case "date" -> LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
            case "time" -> LocalTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
            case "duration", "dayTimeDuration", "yearMonthDuration" -> duration(text);
            default -> text;
        };
    }

    private static BigDecimal number(String text) {
        if (text.length() > 64) {
            throw new IllegalArgumentException("more than 64 characters");
        }
        BigDecimal number = new BigDecimal(text);
        if (Math.abs(number.scale()) > 400) {
            throw new IllegalArgumentException("beyond the range of numbers");
        }
        return number;
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true", "1" -> Boolean.TRUE;
            case "false", "0" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException("not a boolean");
        };
    }

    private static Instant instant(String text) {
        boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
        return zoned
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    /** An ISO 8601 duration that may mix days and hours, such as P1Y2M3DT4H. */
    private static Duration duration(String text) {
        int t = text.indexOf('T');
        String days = t < 0 ? text : text.substring(0, t);
        Duration result = Duration.ZERO;
        if (days.length() > 1 && !days.equals("-P")) {
            Period period = Period.parse(days);
            result = Duration.ofDays(period.getYears() * 365L + period.getMonths() * 30L + period.getDays());
        }
        return t < 0
                ? result
                : result.plus(Duration.parse((text.startsWith("-") ? "-PT" : "PT") + text.substring(t + 1)));
    }
}
