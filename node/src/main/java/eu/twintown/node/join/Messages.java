package eu.twintown.node.join;

import java.util.Locale;
import java.util.ResourceBundle;

/** What joining says to people. */
final class Messages {
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("eu.twintown.node.join.messages", Locale.ROOT);

    private Messages() {}

    /** The text with its places filled in, as {@link String#format} does. */
    static String get(String key, Object... values) {
        return String.format(Locale.ROOT, TEXTS.getString(key), values);
    }
}
