package eu.twintown.node.http;

import java.util.List;
import java.util.Locale;

/** The languages in which the node speaks to people. */
public final class Languages {
    public static final List<Locale> ALL =
            List.of(Locale.ENGLISH, Locale.GERMAN, Locale.of("nl"), Locale.FRENCH, Locale.of("es"));

    private Languages() {}

    /** The one that the caller prefers, by its header Accept-Language; English where it wants none of them. */
    public static Locale of(Exchange exchange) {
        return best(exchange.header("Accept-Language").orElse(""));
    }

    /** The best of them for ranges as Accept-Language has them (RFC 9110, section 12.5.4). */
    public static Locale best(String ranges) {
        try {
            Locale found = ranges.isBlank() ? null : Locale.lookup(Locale.LanguageRange.parse(ranges), ALL);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }
}
