package eu.twintown.node.federation;

/**
 * Values of NGSILD-Warning headers (ETSI GS CIM 009 V1.9.1, clause 6.3.17) in the form of RFC 7234, section 5.5: code,
 * agent, quoted text.
 */
final class Warnings {
    /** Something came, but not what NGSI-LD has. */
    static final int INVALID = 111;

    /** Nothing came in time, or a loop was found. */
    static final int NO_ANSWER = 199;

    /** An error came. */
    static final int ERROR = 299;

    private static final int LONGEST = 300;

    private Warnings() {}

    static String of(int code, Registration registration, String what) {
        String text = registration.name() + " (" + registration.id() + "): " + what;
        return code + " " + registration.agent() + " \"" + headerText(text) + "\"";
    }

    /** What can stand between quotes in a header: printable ASCII without quote and backslash, and not too long. */
    private static String headerText(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(c ->
                        safe.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? (c == '"' ? '\'' : '?') : (char) c));
        return safe.toString();
    }
}
