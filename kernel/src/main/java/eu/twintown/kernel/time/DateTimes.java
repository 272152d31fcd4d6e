package eu.twintown.kernel.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * DateTime, Date and Time strings exactly as ETSI GS CIM 009 V1.9.1, clause 4.6.3 has them: extended format, all
 * components, UTC with a trailing {@code Z}, up to six digits of a fraction after a point or (in requests) a comma.
 */
public final class DateTimes {

    /** What a DateTime looks like, for messages. */
    public static final String EXPECTED = "a DateTime in UTC such as 2026-11-22T08:15:00Z";

    private static final int DATE_LENGTH = 10;
    private static final int TIME_LENGTH = 8;
    private static final int MAX_FRACTION_DIGITS = 6;

    private DateTimes() {}

    /** The instant that a DateTime string names; empty where it is no such string. */
    public static Optional<Instant> parse(String text) {
        if (text.length() <= DATE_LENGTH || text.charAt(DATE_LENGTH) != 'T') {
            return Optional.empty();
        }
        return date(text, DATE_LENGTH).flatMap(date -> time(text, DATE_LENGTH + 1)
                .map(time -> LocalDateTime.of(date, time).toInstant(ZoneOffset.UTC)));
    }

    /** The day that a Date string such as {@code 2026-11-22} names; empty where it is no such string. */
    public static Optional<LocalDate> parseDate(String text) {
        return date(text, text.length());
    }

    /** The time of day that a Time string such as {@code 08:15:00Z} names; empty where it is no such string. */
    public static Optional<LocalTime> parseTime(String text) {
        return time(text, 0);
    }

    /** The DateTime string of an instant, to the microsecond, without a fraction where it is a whole second. */
    public static String format(Instant instant) {
        Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
        LocalDateTime utc = LocalDateTime.ofEpochSecond(micros.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(DATE_LENGTH + TIME_LENGTH + MAX_FRACTION_DIGITS + 3);
        out.append(utc.toLocalDate()).append('T');
        return time(out, utc.toLocalTime().withNano(micros.getNano())).toString();
    }

    /** The Time string of a time of day, to the microsecond. */
    public static String format(LocalTime time) {
        return time(new StringBuilder(TIME_LENGTH + MAX_FRACTION_DIGITS + 2), time)
                .toString();
    }

    private static StringBuilder time(StringBuilder out, LocalTime time) {
        pad(out, time.getHour()).append(':');
        pad(out, time.getMinute()).append(':');
        pad(out, time.getSecond());
        int micros = time.getNano() / 1000;
        if (micros != 0) {
            String digits = Integer.toString(1_000_000 + micros).substring(1);
            int end = digits.length();
            while (digits.charAt(end - 1) == '0') {
                end--;
            }
            out.append('.').append(digits, 0, end);
        }
        return out.append('Z');
    }

    private static StringBuilder pad(StringBuilder out, int number) {
        return number < 10 ? out.append('0').append(number) : out.append(number);
    }

    private static Optional<LocalDate> date(String text, int length) {
        if (length != DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return Optional.empty();
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        if (year < 0 || month < 0 || day < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalTime> time(String text, int start) {
        int end = text.length() - 1;
        if (end < start + TIME_LENGTH
                || text.charAt(end) != 'Z'
                || text.charAt(start + 2) != ':'
                || text.charAt(start + 5) != ':') {
            return Optional.empty();
        }
        int hour = digits(text, start, start + 2);
        int minute = digits(text, start + 3, start + 5);
        int second = digits(text, start + 6, start + 8);
        int nanos = nanos(text, start + TIME_LENGTH, end);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || nanos < 0) {
            return Optional.empty();
        }
        return Optional.of(LocalTime.of(hour, minute, second, nanos));
    }

    /** The fraction between {@code from} (its separator) and {@code to} in nanoseconds; -1 where it is none. */
    private static int nanos(String text, int from, int to) {
        if (from == to) {
            return 0;
        }
        int count = to - from - 1;
        if (count < 1 || count > MAX_FRACTION_DIGITS || (text.charAt(from) != '.' && text.charAt(from) != ',')) {
            return -1;
        }
        int value = digits(text, from + 1, to);
        if (value < 0) {
            return -1;
        }
        for (int i = count; i < 9; i++) {
            value *= 10;
        }
        return value;
    }

    /** The number in these digits; -1 where one is no ASCII digit. */
    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
