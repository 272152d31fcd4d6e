package eu.twintown.kernel.query;

/** What counts as an absolute URI or IRI in a query (RFC 3986, RFC 3987): a scheme, a colon, and no forbidden signs. */
final class Uris {

    private Uris() {}

    static boolean isUri(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1 || !isAsciiLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            char c = text.charAt(i);
            if (!isAsciiLetter(c) && (c < '0' || c > '9') && "+-.".indexOf(c) < 0) {
                return false;
            }
        }
        return text.chars().skip(colon).noneMatch(c -> c <= ' ' || c == 0x7f || "<>\"{}|\\^`".indexOf(c) >= 0);
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
