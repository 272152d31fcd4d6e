package eu.twintown.node.mediation.mapping;

import eu.twintown.node.mediation.Slug;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Functions on text, lists and structure. */
final class TextFunctions {
    private static final JsonMapper MAPPER = new JsonMapper();

    private TextFunctions() {}

    static void addTo(Map<String, Functions.Entry> entries) {
        entries.put("text", onText(text -> text));
        entries.put("trim", onText(String::strip));
        entries.put("lower", onText(text -> text.toLowerCase(Locale.ROOT)));
        entries.put("upper", onText(text -> text.toUpperCase(Locale.ROOT)));
        entries.put("slug", onText(TextFunctions::slug));
        entries.put("unquote", onText(TextFunctions::unquote));
        entries.put("replace", Functions.plain(2, 2, TextFunctions::replace));
        entries.put("after", Functions.plain(1, 1, TextFunctions::after));
        entries.put("before", Functions.plain(1, 1, TextFunctions::before));
        entries.put("split", Functions.plain(1, 1, TextFunctions::split));
        entries.put("item", new Functions.Entry(1, 1, TextFunctions::item));
        entries.put("list", Functions.plain(0, 0, (value, none) -> list(value)));
        entries.put("json", Functions.plain(0, 0, (value, none) -> json(value)));
        entries.put("get", new Functions.Entry(1, 1, TextFunctions::get));
        entries.put("null", Functions.plain(1, 1, TextFunctions::nullIf));
        entries.put("default", Functions.plain(1, 1, TextFunctions::otherwise));
    }

    private static Functions.Entry onText(UnaryOperator<String> change) {
        return Functions.plain(0, 0, (value, none) -> Values.text(change.apply(Values.text(value))));
    }

    private static String slug(String text) {
        String slug = Slug.of(text);
        if (slug.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' has no letter or digit to make an identifier of");
        }
        return slug;
    }

    private static String unquote(String text) {
        String trimmed = text.strip();
        boolean quoted = trimmed.length() >= 2
                && (trimmed.charAt(0) == '\'' || trimmed.charAt(0) == '"')
                && trimmed.charAt(0) == trimmed.charAt(trimmed.length() - 1);
        return quoted ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
    }

    private static JsonNode replace(JsonNode value, List<JsonNode> arguments) {
        String from = Values.text(arguments.get(0));
        return Values.text(Values.text(value).replace(from, Values.text(arguments.get(1))));
    }

    private static JsonNode after(JsonNode value, List<JsonNode> arguments) {
        String text = Values.text(value);
        String mark = Values.text(arguments.getFirst());
        int at = text.indexOf(mark);
        return at < 0 ? Values.missing() : Values.text(text.substring(at + mark.length()));
    }

    private static JsonNode before(JsonNode value, List<JsonNode> arguments) {
        String text = Values.text(value);
        int at = text.indexOf(Values.text(arguments.getFirst()));
        return at < 0 ? Values.missing() : Values.text(text.substring(0, at));
    }

    private static JsonNode split(JsonNode value, List<JsonNode> arguments) {
        ArrayNode list = Values.JSON.arrayNode();
        Arrays.stream(Values.text(value).split(Pattern.quote(Values.text(arguments.getFirst()))))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .forEach(list::add);
        return list;
    }

    private static Functions.Function item(List<JsonNode> arguments) {
        int index = Path.index(Values.text(arguments.getFirst()));
        return (value, none) -> Path.item(value, index);
    }

    private static JsonNode list(JsonNode value) {
        return value.isArray() ? value : Values.JSON.arrayNode().add(value);
    }

    private static JsonNode json(JsonNode value) {
        if (!value.isString()) {
            return value;
        }
        try {
            return MAPPER.readTree(value.asString());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the text is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Functions.Function get(List<JsonNode> arguments) {
        Path path = Path.parse(Values.text(arguments.getFirst()));
        return (value, none) -> path.from(value);
    }

    private static JsonNode nullIf(JsonNode value, List<JsonNode> arguments) {
        boolean same = Values.text(value).equals(Values.text(arguments.getFirst()));
        return same ? Values.missing() : value;
    }

    private static JsonNode otherwise(JsonNode value, List<JsonNode> arguments) {
        return Values.isMissing(value) ? arguments.getFirst() : value;
    }
}
