package eu.twintown.kernel.query;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.StringNode;

/**
 * A regular expression of a query term. The clause asks for POSIX expressions (IEEE 1003.2); they are read as Java's,
 * which know the same signs, with POSIX classes such as {@code [[:alpha:]]} translated. Like POSIX tools and unlike a
 * whole-text match, an expression matches where any part of the text does; {@code ^} and {@code $} tie it down.
 *
 * <p>In a query it stands in double quotes, as a JSON string; or bare, and then it ends before the first {@code ;},
 * {@code |} or {@code )} that stands outside its own brackets and is not escaped.
 */
public final class RegularExpression {

    private static final int MAX_LENGTH = 1000;
    private static final Map<String, String> POSIX_NAMES = Stream.of(
                    "Alpha", "Digit", "Alnum", "Upper", "Lower", "Space", "Blank", "Punct", "Cntrl", "Graph", "Print",
                    "XDigit")
            .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name));
    private static final Pattern POSIX_CLASS =
            Pattern.compile("\\[:(" + String.join("|", POSIX_NAMES.keySet()) + "):]");

    private final String source;
    private final Pattern compiled;

    private RegularExpression(String source, Pattern compiled) {
        this.source = source;
        this.compiled = compiled;
    }

    /** The expression as it was written, without quotes. */
    public String source() {
        return source;
    }

    /**
     * Whether it matches some part of the text.
     *
     * @throws eu.twintown.kernel.problem.ProblemException TooComplexQuery where this would take too many steps
     */
    public boolean matches(String text) {
        return BoundedText.find(compiled, text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegularExpression expression && source.equals(expression.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }

    /** The text as it stands in a query. */
    String print() {
        return StringNode.valueOf(source).toString();
    }

    static RegularExpression read(Cursor cursor) {
        cursor.skipSpaces();
        int start = cursor.position();
        String source = cursor.here() == '"' ? Literals.string(cursor) : bare(cursor);
        if (source.isEmpty()) {
            throw cursor.fault(start, "a regular expression");
        }
        if (source.length() > MAX_LENGTH) {
            throw cursor.tooComplex(MAX_LENGTH + " characters in a regular expression");
        }
        try {
            String java =
                    POSIX_CLASS.matcher(source).replaceAll(match -> "\\\\p{" + POSIX_NAMES.get(match.group(1)) + "}");
            return new RegularExpression(source, Pattern.compile(java, Pattern.UNICODE_CHARACTER_CLASS));
        } catch (PatternSyntaxException e) {
            throw cursor.fault(start, "a regular expression (" + e.getDescription() + ")");
        }
    }

    private static String bare(Cursor cursor) {
        int start = cursor.position();
        String text = cursor.text();
        int group = 0;
        boolean set = false;
        int i = start;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (set) {
                set = c != ']' || text.charAt(i - 1) == '[';
            } else if (c == '[') {
                set = true;
            } else if (c == '(') {
                group++;
            } else if (c == ')' && --group < 0) {
                break;
            } else if (group == 0 && (c == ';' || c == '|')) {
                break;
            }
        }
        cursor.moveTo(Math.min(i, text.length()));
        return cursor.since(start);
    }
}
