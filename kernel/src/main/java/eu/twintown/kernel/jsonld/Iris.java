package eu.twintown.kernel.jsonld;

import java.util.Set;

/** What counts as a keyword, an absolute IRI, a name. */
public final class Iris {

    private static final Set<String> KEYWORDS = Set.of(
            "@base",
            "@container",
            "@context",
            "@default",
            "@direction",
            "@graph",
            "@id",
            "@import",
            "@included",
            "@index",
            "@json",
            "@language",
            "@list",
            "@nest",
            "@none",
            "@prefix",
            "@propagate",
            "@protected",
            "@reverse",
            "@set",
            "@type",
            "@value",
            "@version",
            "@vocab");

    private Iris() {}

    static boolean isKeyword(String text) {
        return !text.isEmpty() && text.charAt(0) == '@' && KEYWORDS.contains(text);
    }

    /** Whether a text has the form of a keyword (JSON-LD 1.1: such terms are ignored). */
    public static boolean looksLikeKeyword(String text) {
        if (text.length() < 2 || text.charAt(0) != '@') {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    static boolean endsWithGenDelim(String iri) {
        return !iri.isEmpty() && ":/?#[]@".indexOf(iri.charAt(iri.length() - 1)) >= 0;
    }

    /** Whether a text is an absolute URI or IRI (RFC 3986, 3987): a scheme, a colon, no spaces or control characters. */
    public static boolean isAbsolute(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1 || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') {
                return false;
            }
        }
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '<' || c == '>' || c == '"' || c == '{' || c == '}' || c == '|' || c == '\\'
                    || c == '^' || c == '`' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Whether a text is a name as clause 4.6.2 wants it: a letter, then letters, numbers and underscores. */
    public static boolean isName(String text) {
        if (text.isEmpty() || !Character.isLetter(text.codePointAt(0))) {
            return false;
        }
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!Character.isLetter(c) && c != '_' && !isNumber(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    private static boolean isNumber(int c) {
        int type = Character.getType(c);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
