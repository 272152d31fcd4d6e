package eu.twintown.node.trust.gaiax;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The JSON Canonicalization Scheme (RFC 8785): one sequence of bytes for each JSON document. */
public final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * The canonical form in UTF-8.
     *
     * @throws IllegalArgumentException for a number that JSON Canonicalization does not know
     */
    public static byte[] of(JsonNode json) {
        StringBuilder out = new StringBuilder();
        write(json, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonNode json, StringBuilder out) {
        if (json.isObject()) {
            // String's own order is that of UTF-16 code units, which the scheme wants (section 3.2.3).
            String[] names = json.propertyNames().toArray(String[]::new);
            Arrays.sort(names);
            out.append('{');
            for (String name : names) {
                separate(out, '{');
                text(name, out);
                out.append(':');
                write(json.get(name), out);
            }
            out.append('}');
        } else if (json.isArray()) {
            out.append('[');
            for (JsonNode value : json.values()) {
                separate(out, '[');
                write(value, out);
            }
            out.append(']');
        } else if (json.isString()) {
            text(json.asString(), out);
        } else if (json.isNumber()) {
            out.append(number(json.doubleValue()));
        } else {
            out.append(json);
        }
    }

    private static void separate(StringBuilder out, char opening) {
        if (out.charAt(out.length() - 1) != opening) {
            out.append(',');
        }
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                out.append(text, copied, i).append(escaped(c));
                copied = i + 1;
            }
        }
        out.append(text, copied, text.length()).append('"');
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            default -> String.format(Locale.ROOT, "\\u%04x", (int) c);
        };
    }

    /** As ECMAScript writes numbers (section 3.2.2.3): Java finds the same shortest digits and sets the point otherwise. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " is no number of JSON");
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        String sign = value < 0 ? "-" : "";
        if (point > 21 || point <= -6) {
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            int exponent = point - 1;
            return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
        }
        if (point >= digits.length()) {
            return sign + digits + "0".repeat(point - digits.length());
        }
        return point > 0
                ? sign + digits.substring(0, point) + "." + digits.substring(point)
                : sign + "0." + "0".repeat(-point) + digits;
    }

    /** Java writes two digits at least, also where one would be enough to tell the number from its neighbours. */
    private static BigDecimal shortest(double value) {
        BigDecimal two = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal one = two.round(new MathContext(1, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        return two.precision() == 2 && one.doubleValue() == value ? one : two;
    }
}
