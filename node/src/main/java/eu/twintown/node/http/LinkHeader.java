package eu.twintown.node.http;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import io.helidon.http.HeaderNames;
import java.util.Optional;

/** The Link header as carrier of a JSON-LD context (ETSI GS CIM 009 V1.9.1, clause 6.3.5) and of pages (6.3.10). */
public final class LinkHeader {

    private static final String CONTEXT_REL = "http://www.w3.org/ns/json-ld#context";

    private LinkHeader() {}

    /** The URL of the JSON-LD context that the request names, if any. */
    public static Optional<String> context(Exchange exchange) {
        Optional<String> found = Optional.empty();
        for (String value : exchange.headerLines(HeaderNames.LINK)) {
            Optional<String> url = context(value);
            if (url.isPresent() && found.isPresent()) {
                throw twice();
            }
            found = url.isPresent() ? url : found;
        }
        return found;
    }

    /** The context in one header value, which may hold several links. */
    static Optional<String> context(String value) {
        Optional<String> found = Optional.empty();
        int at = 0;
        while (true) {
            int open = value.indexOf('<', at);
            int close = open < 0 ? -1 : value.indexOf('>', open);
            if (close < 0) {
                return found;
            }
            int end = endOfLink(value, close);
            if (hasRel(value.substring(close + 1, end))) {
                if (found.isPresent()) {
                    throw twice();
                }
                found = Optional.of(value.substring(open + 1, close).strip());
            }
            at = end;
        }
    }

    /** Where the parameters of a link end: at a comma outside of quotes. */
    private static int endOfLink(String value, int from) {
        boolean quoted = false;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                return i;
            }
        }
        return value.length();
    }

    private static boolean hasRel(String parameters) {
        for (String parameter : parameters.split(";", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase("rel")) {
                String rel = parameter.substring(equals + 1).strip();
                return rel.equals(CONTEXT_REL) || rel.equals("\"" + CONTEXT_REL + "\"");
            }
        }
        return false;
    }

    private static ProblemException twice() {
        return new ProblemException(
                ProblemType.BAD_REQUEST_DATA, "The Link header names more than one JSON-LD context; name one");
    }

    /** A Link header value that names a JSON-LD context. */
    public static String toContext(String url) {
        return "<" + url + ">; rel=\"" + CONTEXT_REL + "\"; type=\"application/ld+json\"";
    }

    /** A Link header value that names another page. */
    public static String toPage(String url, String rel, MediaType type) {
        return "<" + url + ">; rel=\"" + rel + "\"; type=\"" + type.text() + "\"";
    }
}
