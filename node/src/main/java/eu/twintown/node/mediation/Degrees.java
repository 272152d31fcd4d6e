package eu.twintown.node.mediation;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Angles written as degrees, minutes and seconds, such as {@code 3°42'43.91"O}. */
public final class Degrees {
    private static final Pattern FORM = Pattern.compile("([+-]?)(\\d{1,3}(?:[.,]\\d+)?)\\s*[°º]?"
            + "(?:\\s*(\\d{1,2}(?:[.,]\\d+)?)\\s*['’′])?"
            + "(?:\\s*(\\d{1,2}(?:[.,]\\d+)?)\\s*(?:\"|''|″|”))?"
            + "\\s*([NSEWO]?)");

    private Degrees() {}

    /**
     * Decimal degrees, negative for south and west.
     *
     * @param language what {@code O} stands for: east in German ({@code de}), west in Romance languages
     * @throws IllegalArgumentException where the text is not an angle
     */
    public static double parse(String text, String language) {
        Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not an angle such as 3°42'43.91\"W");
        }
        double minutes = number(matcher.group(3));
        double seconds = number(matcher.group(4));
        if (minutes >= 60 || seconds >= 60) {
            throw new IllegalArgumentException("'" + text + "' has 60 or more minutes or seconds");
        }
        double degrees = number(matcher.group(2)) + minutes / 60 + seconds / 3600;
        String side = matcher.group(5);
        boolean negative = matcher.group(1).equals("-")
                || side.equals("S")
                || side.equals("W")
                || (side.equals("O") && !language.equals("de"));
        return negative ? -degrees : degrees;
    }

    private static double number(@Nullable String text) {
        return text == null ? 0 : Double.parseDouble(text.replace(',', '.'));
    }
}
