package eu.twintown.kernel.entity;

import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * DateTime as clause 4.6.3 wants it: {@code YYYY-MM-DDThh:mm:ss[.ffffff]Z}, always UTC. Checks without making anything,
 * for the parser; what else can be done with times is at {@code kernel.time.DateTimes}, which lies above this package.
 */
final class DateTimeSyntax {

    private static final int WHOLE_SECONDS = "2026-01-01T00:00:00Z".length();
    private static final int MICROSECONDS = "2026-01-01T00:00:00.000000Z".length();

    private DateTimeSyntax() {}

    /**
     * The text as a DateTime, with a decimal point where a comma stood (allowed for compatibility); empty where it is
     * none.
     */
    static Optional<String> normalized(String text) {
        if (!isDateTime(text)) {
            return Optional.empty();
        }
        return Optional.of(text.length() > WHOLE_SECONDS && text.charAt(19) == ',' ? text.replace(',', '.') : text);
    }

    /** The instant that a DateTime names; empty where the text is none. */
    static Optional<Instant> parse(String text) {
        return normalized(text).map(Instant::parse);
    }

    /** An instant as a DateTime; finer than microseconds is cut off. */
    static String format(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).toString();
    }

    /** Whether a text is a DateTime. */
    static boolean isDateTime(String text) {
        int length = text.length();
        if (length < WHOLE_SECONDS
                || length > MICROSECONDS
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || text.charAt(length - 1) != 'Z') {
            return false;
        }
        int month = number(text, 5, 7);
        return number(text, 0, 4) >= 0
                && month >= 1
                && month <= 12
                && isDay(text, month)
                && isTime(text)
                && isFraction(text, length);
    }

    private static boolean isDay(String text, int month) {
        int day = number(text, 8, 10);
        return day >= 1
                && (day <= 28 || day <= YearMonth.of(number(text, 0, 4), month).lengthOfMonth());
    }

    private static boolean isTime(String text) {
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
    }

    private static boolean isFraction(String text, int length) {
        if (length == WHOLE_SECONDS) {
            return true;
        }
        char separator = text.charAt(19);
        return (separator == '.' || separator == ',')
                && length > WHOLE_SECONDS + 1
                && number(text, 20, length - 1) >= 0;
    }

    /** The number between two positions, or -1 where something else than digits stands there. */
    private static int number(String text, int from, int to) {
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
