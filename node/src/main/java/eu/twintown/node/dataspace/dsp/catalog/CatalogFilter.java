package eu.twintown.node.dataspace.dsp.catalog;

import eu.twintown.node.dataspace.dsp.message.DspException;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * What of a catalog is asked for: the member {@code filter} of a CatalogRequestMessage, whose form each connector chooses
 * itself. Here it is an object with any of {@code type} (of entities), {@code keyword} (a whole word of title or
 * description), {@code text} (a part of them), {@code limit} and {@code offset}. The query object that Eclipse EDC sends
 * is understood as long as it has no filter expression.
 */
record CatalogFilter(
        Optional<String> type, Optional<String> keyword, Optional<String> text, OptionalInt limit, int offset) {
    private static final int LONGEST = 200;
    private static final int MOST = 1_000;

    static final CatalogFilter ALL =
            new CatalogFilter(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), 0);

    /** @throws DspException 400 where it asks for something that is not supported */
    static CatalogFilter of(DspMessage message) {
        JsonNode filter = message.find("filter");
        if (filter.isMissingNode() || filter.isNull() || filter.isArray() && filter.isEmpty()) {
            return ALL;
        }
        JsonNode one = filter.isArray() && filter.size() == 1 ? filter.get(0) : filter;
        if (!one.isObject()) {
            throw unsupported("the filter must be one object");
        }
        JsonNode expression = member(one, "filterExpression");
        if (!expression.isMissingNode() && !expression.isNull() && !expression.isEmpty()) {
            throw unsupported("filterExpression is not supported");
        }
        int limit = number(member(one, "limit"), 0);
        return new CatalogFilter(
                text(one, "type"),
                text(one, "keyword"),
                text(one, "text"),
                limit > 0 ? OptionalInt.of(Math.min(limit, MOST)) : OptionalInt.empty(),
                number(member(one, "offset"), 0));
    }

    boolean matches(CatalogEntry entry) {
        return type.filter(wanted -> !entry.hasType(wanted)).isEmpty()
                && text.filter(part -> !entry.text().contains(part.toLowerCase(Locale.ROOT)))
                        .isEmpty()
                && keyword.filter(word -> !hasWord(entry, word.toLowerCase(Locale.ROOT)))
                        .isEmpty();
    }

    /** Whether every dataset passes. */
    boolean isOpen() {
        return type.isEmpty() && keyword.isEmpty() && text.isEmpty();
    }

    private static boolean hasWord(CatalogEntry entry, String word) {
        return Arrays.asList(entry.text().split("[^\\p{L}\\p{N}]+", -1)).contains(word);
    }

    private static JsonNode member(JsonNode object, String name) {
        for (String key : object.propertyNames()) {
            if (key.equals(name) || key.endsWith("/" + name) || key.endsWith(":" + name)) {
                JsonNode value = object.get(key);
                JsonNode one = value.isArray() && value.size() == 1 ? value.get(0) : value;
                return one.has("@value") ? one.get("@value") : value;
            }
        }
        return object.path(name);
    }

    private static Optional<String> text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString() || value.asString().length() > LONGEST) {
            throw unsupported(name + " must be a text of at most " + LONGEST + " characters");
        }
        return Optional.of(value.asString());
    }

    private static int number(JsonNode value, int otherwise) {
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber() || value.asInt() < 0) {
            throw unsupported("limit and offset must be whole numbers from 0");
        }
        return value.asInt();
    }

    private static DspException unsupported(String why) {
        return new DspException(
                400, "UNSUPPORTED_FILTER", "This filter is not supported: " + why + "; known are type, keyword, text");
    }
}
