package eu.twintown.node.authority.schema;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a form as {@code multipart/form-data} (RFC 7578), by name, all of them texts. */
final class FormParts {
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data\\s*;.*?boundary=\"?([^\"\\s;,]{1,70})\"?.*");
    private static final Pattern NAME = Pattern.compile("(?i)\\bname=\"([^\"]*)\"");

    private final Map<String, String> parts = new HashMap<>();

    private FormParts() {}

    static FormParts of(Exchange exchange, JsonBodies bodies) {
        Matcher boundary = BOUNDARY.matcher(exchange.header("Content-Type").orElse(""));
        if (!boundary.matches()) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the parts as multipart/form-data, with a boundary");
        }
        FormParts form = new FormParts();
        String body = "\r\n" + new String(bodies.bytes(exchange), StandardCharsets.UTF_8);
        String[] pieces = body.split(Pattern.quote("\r\n--" + boundary.group(1)), -1);
        for (int i = 1; i < pieces.length && !pieces[i].startsWith("--"); i++) {
            int head = pieces[i].indexOf("\r\n\r\n");
            Matcher name = NAME.matcher(head < 0 ? "" : pieces[i].substring(0, head));
            if (!name.find()) {
                throw new ProblemException(ProblemType.INVALID_REQUEST, "A part of the form has no name");
            }
            form.parts.put(name.group(1), pieces[i].substring(head + 4));
        }
        return form;
    }

    /** A part that must be there and hold something. */
    String text(String name) {
        String text = parts.getOrDefault(name, "");
        if (text.isBlank()) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST_DATA, "The form has no part '" + name + "', or it is empty");
        }
        return text;
    }
}
