package eu.twintown.node.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One media range of an Accept header (RFC 9110, section 12.5.1).
 *
 * @param range such as {@code application/json}, {@code application/*} or {@code *}{@code /*}, in lower case
 * @param quality relative weight from 0 (not acceptable) to 1
 */
record AcceptRange(String range, double quality) {

    static List<AcceptRange> parse(String header) {
        List<AcceptRange> ranges = new ArrayList<>(4);
        for (String item : header.split(",", -1)) {
            int semicolon = item.indexOf(';');
            String range = (semicolon < 0 ? item : item.substring(0, semicolon))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            if (!range.isEmpty()) {
                ranges.add(new AcceptRange(range, semicolon < 0 ? 1 : quality(item, semicolon)));
            }
        }
        return ranges;
    }

    private static double quality(String item, int from) {
        for (String parameter : item.substring(from + 1).split(";", -1)) {
            String text = parameter.strip();
            if (text.startsWith("q=") || text.startsWith("Q=")) {
                try {
                    return Math.clamp(Double.parseDouble(text.substring(2)), 0, 1);
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }

    /** The weight of a media type: that of the most specific range that covers it, 0 where none does. */
    static double quality(List<AcceptRange> ranges, String mediaType) {
        String wholeType = mediaType.substring(0, mediaType.indexOf('/') + 1) + "*";
        double quality = 0;
        int specific = 0;
        for (AcceptRange range : ranges) {
            int precision = range.range.equals(mediaType)
                    ? 3
                    : range.range.equals(wholeType) ? 2 : range.range.equals("*/*") ? 1 : 0;
            if (precision > specific) {
                specific = precision;
                quality = range.quality;
            }
        }
        return quality;
    }
}
