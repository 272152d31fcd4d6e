package eu.twintown.node.authority.participants;

import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.SimplProblem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a small form in {@code multipart/form-data} (RFC 7578), by name. */
final class MultipartForm {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";,]{1,70})\"?");
    private static final Pattern NAME = Pattern.compile("\\bname=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private final Map<String, byte[]> parts;

    private MultipartForm(Map<String, byte[]> parts) {
        this.parts = parts;
    }

    static MultipartForm of(Call call) {
        Matcher boundary = BOUNDARY.matcher(call.contentType());
        if (!call.contentType().toLowerCase(Locale.ROOT).startsWith("multipart/form-data") || !boundary.find()) {
            throw SimplProblem.badRequest("The body must be multipart/form-data with a boundary");
        }
        return parse(call.bytes(), boundary.group(1));
    }

    /** ISO 8859-1 keeps every byte as one character, so that text search serves for any content. */
    static MultipartForm parse(byte[] body, String boundary) {
        String text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1);
        String[] pieces = text.split(Pattern.quote("\r\n--" + boundary), -1);
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (int i = 1; i < pieces.length && !pieces[i].startsWith("--"); i++) {
            int head = pieces[i].indexOf("\r\n\r\n");
            Matcher name = NAME.matcher(head < 0 ? "" : pieces[i].substring(0, head));
            if (!name.find()) {
                throw SimplProblem.badRequest("A part of the form has no name");
            }
            parts.put(name.group(1), pieces[i].substring(head + 4).getBytes(StandardCharsets.ISO_8859_1));
        }
        return new MultipartForm(parts);
    }

    byte[] part(String name) {
        return Optional.ofNullable(parts.get(name))
                .orElseThrow(() -> SimplProblem.badRequest("The form has no part '" + name + "'"));
    }
}
