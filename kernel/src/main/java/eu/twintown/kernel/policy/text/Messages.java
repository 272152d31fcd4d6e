package eu.twintown.kernel.policy.text;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one language (en, de, nl, fr, es; English for all others). */
final class Messages {
    private static final String NAME = "eu.twintown.kernel.policy.text.policy";
    private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

    private final ResourceBundle bundle;

    Messages(Locale locale) {
        this.bundle = ResourceBundle.getBundle(
                NAME, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    boolean has(String key) {
        return bundle.containsKey(key);
    }

    /** The text with its places filled, in one pass: what is filled in is never read as a place. */
    String text(String key, String... values) {
        Matcher places = PLACE.matcher(bundle.getString(key));
        return places.replaceAll(place -> Matcher.quoteReplacement(values[Integer.parseInt(place.group(1))]));
    }
}
