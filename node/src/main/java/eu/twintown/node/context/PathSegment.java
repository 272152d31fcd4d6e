package eu.twintown.node.context;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding for one segment of a path (RFC 3986, section 3.3): usual ids stay readable. */
final class PathSegment {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String MARKS = "-._~:@!$&'()*+,;=";

    private PathSegment() {}

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || MARKS.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
