package eu.twintown.kernel.query;

import eu.twintown.kernel.time.DateTimes;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the single values of a query term, and their JSON building blocks. */
final class Literals {

    private static final String EXPECTED = "a value: a number, a text in double quotes, a date or time such as"
            + " 2026-11-22T08:15:00Z, true, false or a URI";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_DIGITS = 400;

    private Literals() {}

    /**
     * Reads one value.
     *
     * @param words whether a bare word is a text too (attributes named in expandValues, example 12 of the clause)
     */
    static Literal read(Cursor cursor, boolean words) {
        if (cursor.here() == '"') {
            return new Literal.Text(string(cursor));
        }
        int start = cursor.position();
        int shortEnd = end(cursor, start, true);
        String token = cursor.text().substring(start, shortEnd);
        Optional<Literal> plain = plain(cursor, token);
        if (plain.isEmpty()
                && shortEnd < cursor.text().length()
                && cursor.text().charAt(shortEnd) == ',') {
            // A comma separates list values, but may also stand for the point in the seconds of a time (4.6.3).
            shortEnd = end(cursor, shortEnd + 1, true);
            plain = plain(cursor, cursor.text().substring(start, shortEnd));
        }
        if (plain.isPresent()) {
            cursor.moveTo(shortEnd);
            return plain.get();
        }
        int longEnd = end(cursor, start, false);
        String whole = cursor.text().substring(start, longEnd);
        if (words && !whole.isEmpty() && whole.codePoints().allMatch(Cursor::isNameCharacter)) {
            cursor.moveTo(longEnd);
            return new Literal.Text(whole);
        }
        if (Uris.isUri(whole)) {
            cursor.moveTo(longEnd);
            return new Literal.Uri(whole);
        }
        throw cursor.fault(EXPECTED);
    }

    private static Optional<Literal> plain(Cursor cursor, String token) {
        if (token.equals("true") || token.equals("false")) {
            return Optional.of(new Literal.Bool(token.equals("true")));
        }
        if (!token.isEmpty() && number(token, 0) == token.length()) {
            return Optional.of(new Literal.Number(decimal(cursor, token)));
        }
        return DateTimes.parse(token)
                .<Literal>map(Literal.DateTime::new)
                .or(() -> DateTimes.parseDate(token).map(Literal.Date::new))
                .or(() -> DateTimes.parseTime(token).map(Literal.Time::new));
    }

    /** Where an unquoted value ends: before ; | , blanks and a parenthesis that it did not open, perhaps before dots. */
    private static int end(Cursor cursor, int from, boolean atDots) {
        String text = cursor.text();
        int open = 0;
        int i = from;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ';' || c == '|' || c == ',' || c == ' ' || (atDots && text.startsWith("..", i))) {
                break;
            }
            if (c == '(') {
                open++;
            } else if (c == ')' && --open < 0) {
                break;
            }
        }
        return i;
    }

    /** A JSON string with its quotes; the cursor stands on the first. */
    static String string(Cursor cursor) {
        String text = cursor.text();
        int start = cursor.position();
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        if (i >= text.length()) {
            throw cursor.fault(text.length(), "a closing double quote");
        }
        try {
            String value = JSON.readValue(text.substring(start, i + 1), String.class);
            cursor.moveTo(i + 1);
            return value;
        } catch (JacksonException e) {
            throw cursor.fault("a text as in JSON (escapes such as \\n or \\u00e9, no control characters)");
        }
    }

    /** Where the JSON number that starts at {@code from} ends; -1 where none starts there. */
    static int number(String text, int from) {
        int i = from;
        if (i < text.length() && text.charAt(i) == '-') {
            i++;
        }
        int whole = digits(text, i);
        if (whole == i || (text.charAt(i) == '0' && whole > i + 1)) {
            return -1;
        }
        i = whole;
        if (i < text.length() && text.charAt(i) == '.') {
            int fraction = digits(text, i + 1);
            if (fraction == i + 1) {
                return i;
            }
            i = fraction;
        }
        if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            int sign = i + 1 < text.length() && "+-".indexOf(text.charAt(i + 1)) >= 0 ? i + 2 : i + 1;
            int exponent = digits(text, sign);
            return exponent == sign ? i : exponent;
        }
        return i;
    }

    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private static BigDecimal decimal(Cursor cursor, String token) {
        try {
            if (token.length() <= MAX_DIGITS) {
                return new BigDecimal(token);
            }
        } catch (NumberFormatException e) {
            // The exponent is out of every range: told below like any other number that is too large.
        }
        throw cursor.fault("a number of at most " + MAX_DIGITS + " characters and a sensible exponent");
    }
}
