package eu.twintown.kernel.query;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.Map;

/** A place in the text of a query parameter, and the one way to say what was expected there. */
final class Cursor {

    private static final int SHOWN = 12;

    private final String parameter;
    private final String text;
    private int position;

    Cursor(String parameter, String text) {
        this.parameter = parameter;
        this.text = text;
    }

    int position() {
        return position;
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /** The character here, or 0 at the end. */
    char here() {
        return atEnd() ? 0 : text.charAt(position);
    }

    String text() {
        return text;
    }

    String since(int start) {
        return text.substring(start, position);
    }

    boolean startsWith(String token) {
        return text.startsWith(token, position);
    }

    /** Steps over the token if it stands here. */
    boolean skip(String token) {
        if (startsWith(token)) {
            position += token.length();
            return true;
        }
        return false;
    }

    void skipSpaces() {
        while (here() == ' ') {
            position++;
        }
    }

    /** Steps over the token, which must stand here. */
    void expect(String token, String expected) {
        if (!skip(token)) {
            throw fault(expected);
        }
    }

    /** Steps over a name (clause 4.6.2), optionally with a prefix and a colon. */
    String name(String expected) {
        int start = position;
        word(expected);
        if (here() == ':' && position + 1 < text.length() && Character.isLetter(text.codePointAt(position + 1))) {
            position++;
            word(expected);
        }
        return since(start);
    }

    /** Steps over a letter followed by letters, numbers and underscores. */
    private void word(String expected) {
        if (atEnd() || !Character.isLetter(text.codePointAt(position))) {
            throw fault(expected);
        }
        while (!atEnd() && isNameCharacter(text.codePointAt(position))) {
            position += Character.charCount(text.codePointAt(position));
        }
    }

    /** Letters (L), numbers (N) of any script, and the underscore. */
    static boolean isNameCharacter(int codePoint) {
        int category = Character.getType(codePoint);
        return codePoint == '_'
                || Character.isLetter(codePoint)
                || category == Character.DECIMAL_DIGIT_NUMBER
                || category == Character.LETTER_NUMBER
                || category == Character.OTHER_NUMBER;
    }

    /** The fault that here stands something else than what was expected. */
    ProblemException fault(String expected) {
        return fault(position, expected);
    }

    /** The fault that at that position stands something else than what was expected. */
    ProblemException fault(int at, String expected) {
        String found;
        if (at >= text.length()) {
            found = "the end";
        } else {
            int end = text.offsetByCodePoints(at, Math.min(SHOWN, text.codePointCount(at, text.length())));
            found = "'" + text.substring(at, end) + (end < text.length() ? "…'" : "'");
        }
        return problem(
                ProblemType.BAD_REQUEST_DATA,
                parameter + ": at position " + at + " expected " + expected + ", found " + found,
                at,
                expected);
    }

    ProblemException tooComplex(String limit) {
        return problem(
                ProblemType.TOO_COMPLEX_QUERY,
                parameter + " is too complex: at position " + position + " it passes the limit of " + limit,
                position,
                "at most " + limit);
    }

    ProblemException notImplemented(String what, String instead) {
        return problem(
                ProblemType.NOT_IMPLEMENTED,
                parameter + ": at position " + position + " stands " + what + ", which this node does not support yet",
                position,
                instead);
    }

    private ProblemException problem(ProblemType type, String detail, int at, String expected) {
        return new ProblemException(new Problem(
                type, detail, Map.of("parameter", parameter, "position", Integer.toString(at), "expected", expected)));
    }
}
