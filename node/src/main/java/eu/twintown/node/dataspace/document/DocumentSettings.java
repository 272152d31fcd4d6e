package eu.twintown.node.dataspace.document;

import eu.twintown.node.config.ConfigNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The section {@code documents}.
 *
 * @param exchange whether a document is made of each agreement that this node gives data under
 * @param automatic whether documents of others are signed without a person, where their text is that of the templates
 * @param clauses which templates stand in a document
 * @param language of which the text prevails
 * @param parameters {@code law}, {@code court}, {@code contact}, {@code pilotEnd}, where given
 */
public record DocumentSettings(
        boolean exchange, boolean automatic, List<String> clauses, Locale language, Map<String, String> parameters) {
    static final List<String> CLAUSES = List.of("data-sharing", "service", "consortium", "post-pilot");

    public static final DocumentSettings USUAL =
            new DocumentSettings(true, true, List.of("data-sharing", "service"), Locale.ENGLISH, Map.of());

    public DocumentSettings {
        clauses = List.copyOf(clauses);
        parameters = Map.copyOf(parameters);
    }

    public static DocumentSettings read(ConfigNode root) {
        ConfigNode section = root.section("documents");
        section.allowOnly("exchange", "sign", "clauses", "language", "law", "court", "contact", "pilot-end");
        List<String> clauses = section.has("clauses") ? section.texts("clauses") : USUAL.clauses();
        clauses.stream()
                .filter(clause -> !CLAUSES.contains(clause))
                .forEach(clause ->
                        section.fault("clauses", "'" + clause + "' is not one of " + String.join(", ", CLAUSES)));
        Map<String, String> parameters = new TreeMap<>();
        for (String key : List.of("law", "court", "contact", "pilot-end")) {
            section.optionalText(key)
                    .ifPresent(text -> parameters.put(key.equals("pilot-end") ? "pilotEnd" : key, text));
        }
        return new DocumentSettings(
                section.flag("exchange", true),
                section.oneOf("sign", "automatic", "automatic", "person").equals("automatic"),
                clauses,
                Locale.of(section.oneOf("language", "en", "en", "de", "nl", "fr", "es")),
                parameters);
    }
}
