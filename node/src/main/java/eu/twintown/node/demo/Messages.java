package eu.twintown.node.demo;

import java.util.Locale;
import java.util.ResourceBundle;

/** What the demo says to people. */
final class Messages {
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("eu.twintown.node.demo.messages", Locale.ROOT);

    private Messages() {}

    /** The text with its places filled in, as {@link String#format} does. */
    static String get(String key, Object... values) {
        return String.format(Locale.ROOT, TEXTS.getString(key), values);
    }
}
