package eu.twintown.node.dataspace.text;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one message bundle in one language (en, de, nl, fr, es; English for all others). */
public final class Words {
    private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

    private final ResourceBundle bundle;
    private final Locale locale;

    /** @param name full name of the bundle, such as {@code eu.twintown.node.dataspace.text.offers} */
    public Words(String name, Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                name, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    public Locale locale() {
        return locale;
    }

    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /** The text with its places {@code {0}, {1}, ...} filled, in one pass: what is filled in is never read as a place. */
    public String text(String key, String... values) {
        String text = bundle.getString(key);
        if (text.indexOf('{') < 0) {
            return text;
        }
        Matcher places = PLACE.matcher(text);
        return places.replaceAll(place -> Matcher.quoteReplacement(values[Integer.parseInt(place.group(1))]));
    }
}
