package eu.twintown.node.authority.catalogue.query;

import eu.twintown.node.catalogue.simpl.check.SelfDescription;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The searches of Simpl's query mapper: by a word in any text, and by values of single properties. */
public final class Search {
    private static final Set<String> RANGE = Set.of("op1", "value1", "op2", "value2");
    private static final Set<String> OPERATORS = Set.of("=", "<", "<=", ">", ">=");

    private Search() {}

    /** Whether every word of {@code text} stands somewhere in the description, in whatever case. */
    public static boolean anywhere(SelfDescription description, String text) {
        String all = String.join(
                        "\n",
                        Claims.of(description).stream()
                                .flatMap(claims -> claims.properties().values().stream())
                                .flatMap(List::stream)
                                .toList())
                .toLowerCase(Locale.ROOT);
        for (String word : text.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the parts have what is wanted.
     *
     * @param wanted by class, such as {@code simpl:OfferingPrice}: by property a text to be contained, or a range of two
     *     operators and values
     */
    public static boolean matches(SelfDescription description, ObjectNode wanted) {
        List<Claims> parts = Claims.of(description);
        return wanted.properties().stream().allMatch(entry -> parts.stream()
                .filter(part -> part.labels().contains(local(entry.getKey())))
                .anyMatch(part -> matches(part, entry.getValue())));
    }

    /** Refuses what cannot be searched for. */
    public static void check(JsonNode wanted) {
        if (!wanted.isObject() || wanted.isEmpty()) {
            throw new QueryFault("Name at least one class, such as simpl:GeneralServiceProperties, with properties");
        }
        for (Map.Entry<String, JsonNode> part : wanted.properties()) {
            long properties = part.getValue().properties().stream()
                    .filter(p -> !p.getKey().startsWith("@"))
                    .count();
            if (!part.getValue().isObject() || properties == 0) {
                throw new QueryFault("No properties are given in " + part.getKey() + "; name at least one");
            }
            part.getValue().properties().forEach(p -> checkRange(part.getKey(), p.getValue()));
        }
    }

    private static void checkRange(String part, JsonNode value) {
        if (!value.isObject()) {
            return;
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            boolean operator = member.getKey().startsWith("op");
            if (!RANGE.contains(member.getKey())
                    || operator && !OPERATORS.contains(member.getValue().asString(""))) {
                throw new QueryFault("'" + member.getKey() + "' with the value " + member.getValue() + " in " + part
                        + " is not understood; a range has op1, value1, op2, value2, with the operators " + OPERATORS);
            }
        }
    }

    private static boolean matches(Claims part, JsonNode wanted) {
        return wanted.properties().stream()
                .filter(entry -> !entry.getKey().startsWith("@"))
                .allMatch(entry ->
                        part.values(local(entry.getKey())).stream().anyMatch(text -> matches(text, entry.getValue())));
    }

    private static boolean matches(String text, JsonNode value) {
        if (!value.isObject()) {
            return text.toLowerCase(Locale.ROOT).contains(value.asString("").toLowerCase(Locale.ROOT));
        }
        return within(text, value, "1") && within(text, value, "2");
    }

    private static boolean within(String text, JsonNode range, String number) {
        JsonNode bound = range.path("value" + number);
        return bound.isMissingNode()
                || CypherQuery.Comparison.holds(text, range.path("op" + number).asString("="), bound.asString(""));
    }

    private static String local(String name) {
        return name.substring(name.lastIndexOf(':') + 1);
    }
}
