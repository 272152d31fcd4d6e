package eu.twintown.node.mediation.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Where to go from a value: member names and list positions. */
record Path(List<Part> parts) {
    private static final Pattern TEXT = Pattern.compile("\\.?([^.\\[\\]]+)|\\[(-?\\d+)]");

    /** One step. */
    sealed interface Part {}

    /** Into a member; {@code *} in the name stands for any text. */
    record Member(String name, Predicate<String> matches) implements Part {
        Member(String name) {
            this(name, name.contains("*") ? ColumnPattern.glob(name) : name::equals);
        }
    }

    /** Into a list; negative counts from its end. */
    record Item(int index) implements Part {}

    /** A path as text such as {@code a.b[0]}. */
    static Path parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = TEXT.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            end = matcher.end();
            parts.add(matcher.group(1) != null ? new Member(matcher.group(1)) : new Item(index(matcher.group(2))));
        }
        if (end != text.length() || parts.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is not a path such as a.b[0]");
        }
        return new Path(parts);
    }

    static int index(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("[" + digits + "] is not a position in a list", e);
        }
    }

    JsonNode from(JsonNode start) {
        JsonNode value = start;
        for (Part part : parts) {
            value = switch (part) {
                case Member member -> member(value, member);
                case Item item -> item(value, item.index());
            };
        }
        return value;
    }

    static JsonNode item(JsonNode list, int index) {
        return list.path(index < 0 ? list.size() + index : index);
    }

    private static JsonNode member(JsonNode value, Member member) {
        if (value.has(member.name())) {
            return value.path(member.name());
        }
        for (String name : value.propertyNames()) {
            if (member.matches().test(name)) {
                return value.path(name);
            }
        }
        return Values.missing();
    }
}
