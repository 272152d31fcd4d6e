package eu.twintown.kernel.query;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.regex.Pattern;

/**
 * A text that a matcher may look at only so often. Java's regular expressions backtrack, and some expressions would keep
 * a thread busy for hours; a stranger may send such an expression, but not have it run to its end.
 */
final class BoundedText implements CharSequence {

    private static final int MAX_LOOKS = 1_000_000;

    /** Signals the end of the patience; carries no trace, as it never leaves this class. */
    private static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private int looks = MAX_LOOKS;

    private BoundedText(String text) {
        this.text = text;
    }

    /**
     * Whether the pattern matches some part of the text.
     *
     * @throws ProblemException TooComplexQuery where this takes too many steps
     */
    static boolean find(Pattern pattern, String text) {
        try {
            return pattern.matcher(new BoundedText(text)).find();
        } catch (Exhausted | StackOverflowError e) {
            throw new ProblemException(
                    ProblemType.TOO_COMPLEX_QUERY,
                    "The regular expression takes too many steps on some value; write it with less nested repetition");
        }
    }

    @Override
    public char charAt(int index) {
        if (--looks < 0) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
