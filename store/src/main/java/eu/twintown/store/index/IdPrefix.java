package eu.twintown.store.index;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The literal beginning that a pattern demands of an id, as a range of texts compared by bytes.
 *
 * @param from the beginning itself
 * @param to the first text after all that begin so
 */
public record IdPrefix(String from, String to) {
    /** Characters that mean themselves in a pattern. */
    private static final String PLAIN = " :/-_,;=%~@!'#&";

    private static final String QUANTIFIERS = "?*{";

    public static Optional<IdPrefix> of(Pattern pattern) {
        String text = pattern.pattern();
        if (pattern.flags() != 0 || !text.startsWith("^") || text.contains("|")) {
            return Optional.empty();
        }
        int end = 1;
        while (end < text.length() && isPlain(text.charAt(end))) {
            end++;
        }
        // A quantifier that allows none belongs to the last character.
        if (end < text.length() && QUANTIFIERS.indexOf(text.charAt(end)) >= 0) {
            end--;
        }
        String prefix = text.substring(1, Math.max(1, end));
        if (prefix.isEmpty()) {
            return Optional.empty();
        }
        char last = prefix.charAt(prefix.length() - 1);
        return Optional.of(new IdPrefix(prefix, prefix.substring(0, prefix.length() - 1) + (char) (last + 1)));
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || PLAIN.indexOf(c) >= 0;
    }
}
