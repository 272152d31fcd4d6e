package eu.twintown.store.history;

import eu.twintown.kernel.time.DateTimes;
import eu.twintown.store.database.Micros;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text taken apart into what stays the same from sample to sample and the numbers in between. The pattern holds
 * {@link #NUMBER} where a run of digits stood and {@link #TIME} followed by the count of digits of its fraction where an
 * ISO 8601 time stood; neither character occurs in JSON text.
 *
 * @param pattern the text with its numbers taken out
 * @param numbers the runs of digits, and times in microseconds
 * @param widths for each run how many digits it had; 0 for times
 */
public record TextPattern(String pattern, List<Long> numbers, List<Integer> widths) {
    static final char NUMBER = '\u0001';
    static final char TIME = '\u0002';

    private static final int MOST_DIGITS = 18;
    private static final int SECONDS_LENGTH = "2022-11-29T10:05:00".length();
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    public static TextPattern of(String text) {
        StringBuilder pattern = new StringBuilder(text.length());
        List<Long> numbers = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        int position = 0;
        while (position < text.length()) {
            if (!isDigit(text.charAt(position))) {
                pattern.append(text.charAt(position++));
                continue;
            }
            int timeEnd = timeEnd(text, position);
            Optional<Long> time = timeEnd < 0 ? Optional.empty() : time(text, position, timeEnd);
            if (time.isPresent()) {
                int fraction = Math.max(0, timeEnd - position - SECONDS_LENGTH - 2);
                pattern.append(TIME).append((char) ('0' + fraction));
                numbers.add(time.get());
                widths.add(0);
                position = timeEnd;
                continue;
            }
            int end = position;
            while (end < text.length() && isDigit(text.charAt(end)) && end - position < MOST_DIGITS) {
                end++;
            }
            pattern.append(NUMBER);
            numbers.add(Long.parseLong(text, position, end, 10));
            widths.add(end - position);
            position = end;
        }
        return new TextPattern(pattern.toString(), numbers, widths);
    }

    /** The text that this pattern makes of the numbers. */
    public static String fill(String pattern, long[] numbers, int[] widths) {
        StringBuilder text = new StringBuilder(pattern.length() + 32);
        int next = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == NUMBER) {
                String digits = Long.toString(numbers[next]);
                text.repeat('0', widths[next] - digits.length()).append(digits);
                next++;
            } else if (c == TIME) {
                text.append(time(numbers[next++], pattern.charAt(++i) - '0'));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** Where the time that starts here ends; -1 where none does. */
    private static int timeEnd(String text, int start) {
        int end = start + SECONDS_LENGTH;
        if (end >= text.length()
                || text.charAt(start + 4) != '-'
                || text.charAt(start + 10) != 'T'
                || (start > 0 && isDigit(text.charAt(start - 1)))) {
            return -1;
        }
        if (text.charAt(end) == '.') {
            end++;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
        }
        return end < text.length() && text.charAt(end) == 'Z' ? end + 1 : -1;
    }

    private static Optional<Long> time(String text, int start, int end) {
        String time = text.substring(start, end);
        int fraction = Math.max(0, end - start - SECONDS_LENGTH - 2);
        return DateTimes.parse(time)
                .map(Micros::of)
                // Only what comes out again letter by letter.
                .filter(micros -> time(micros, fraction).equals(time));
    }

    private static String time(long micros, int fraction) {
        long seconds = Math.floorDiv(micros, 1_000_000L);
        StringBuilder text = new StringBuilder(SECONDS.format(Instant.ofEpochSecond(seconds)));
        if (fraction > 0) {
            String digits = Long.toString(1_000_000L + Math.floorMod(micros, 1_000_000L));
            text.append('.').append(digits, 1, 1 + fraction);
        }
        return text.append('Z').toString();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
