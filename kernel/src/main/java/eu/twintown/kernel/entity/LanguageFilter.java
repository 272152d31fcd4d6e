package eu.twintown.kernel.entity;

import eu.twintown.kernel.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The natural language filter (clause 4.15): the best match of a language map by a range list as in the header
 * Accept-Language (RFC 3282, 4647). Where nothing matches, any language is as good.
 */
public final class LanguageFilter {

    private final List<Locale.LanguageRange> ranges;

    private LanguageFilter(List<Locale.LanguageRange> ranges) {
        this.ranges = ranges;
    }

    /**
     * What was chosen.
     *
     * @param language the tag of the language
     * @param text the string, or array of strings, in it
     */
    record Choice(String language, JsonNode text) {}

    /** Parses a list such as {@code fr-CH,fr;q=0.9,*;q=0.5}; throws BadRequestData where it is none. */
    public static LanguageFilter parse(String text) {
        try {
            return new LanguageFilter(Locale.LanguageRange.parse(text.replace(" ", "")));
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter(
                    "lang", "\"" + text + "\" is not a list of languages such as en or fr-CH,fr;q=0.9,*;q=0.5");
        }
    }

    /** The best match; null where the map is empty. */
    @Nullable Choice choose(JsonNode languageMap) {
        for (Locale.LanguageRange range : ranges) {
            for (String wanted = range.getRange(); range.getWeight() > 0 && !wanted.isEmpty(); wanted = wider(wanted)) {
                Choice choice = find(languageMap, wanted);
                if (choice != null) {
                    return choice;
                }
            }
        }
        Choice none = find(languageMap, "@none");
        return none != null ? none : first(languageMap);
    }

    /** RFC 4647, lookup: cut off the last subtag, and a single letter before it. */
    private static String wider(String range) {
        int cut = range.lastIndexOf('-');
        if (cut >= 2 && range.charAt(cut - 2) == '-') {
            cut -= 2;
        }
        return cut < 0 ? "" : range.substring(0, cut);
    }

    private static @Nullable Choice find(JsonNode languageMap, String wanted) {
        if (wanted.equals("*")) {
            return first(languageMap);
        }
        for (Map.Entry<String, JsonNode> entry : languageMap.properties()) {
            if (entry.getKey().equalsIgnoreCase(wanted)) {
                return new Choice(entry.getKey(), entry.getValue());
            }
        }
        return null;
    }

    private static @Nullable Choice first(JsonNode languageMap) {
        for (Map.Entry<String, JsonNode> entry : languageMap.properties()) {
            return new Choice(entry.getKey(), entry.getValue());
        }
        return null;
    }
}
