package eu.twintown.node.mediation.mapping;

import eu.twintown.node.mediation.Degrees;
import eu.twintown.node.mediation.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Functions that read numbers and booleans, and reckon with numbers. */
final class NumberFunctions {
    private static final Set<String> YES = Set.of("1", "true", "yes", "y", "ja", "j", "oui", "si", "sí", "sì", "x");
    private static final Set<String> NO = Set.of("0", "false", "no", "n", "nein", "nee", "non", "");

    private NumberFunctions() {}

    static void addTo(Map<String, Functions.Entry> entries) {
        entries.put("number", new Functions.Entry(0, 1, NumberFunctions::number));
        entries.put("integer", Functions.plain(0, 0, (value, none) -> integer(value)));
        entries.put("boolean", Functions.plain(0, 0, (value, none) -> bool(value)));
        entries.put("times", new Functions.Entry(1, 1, arguments -> {
            BigDecimal factor = need(arguments.getFirst());
            return (value, none) -> Values.number(need(value).multiply(factor));
        }));
        entries.put("add", new Functions.Entry(1, 1, arguments -> {
            BigDecimal summand = need(arguments.getFirst());
            return (value, none) -> Values.number(need(value).add(summand));
        }));
        entries.put("round", new Functions.Entry(0, 1, arguments -> {
            int digits = arguments.isEmpty() ? 0 : need(arguments.getFirst()).intValueExact();
            return (value, none) -> Values.number(need(value).setScale(digits, RoundingMode.HALF_UP));
        }));
        entries.put("dms", new Functions.Entry(0, 1, arguments -> {
            String language = Functions.text(arguments, 0, "");
            return (value, none) -> Values.JSON.numberNode(Degrees.parse(Values.text(value), language));
        }));
        entries.put("convert", new Functions.Entry(2, 2, NumberFunctions::convert));
    }

    static BigDecimal need(JsonNode value) {
        return Values.asNumber(value)
                .orElseThrow(() -> new IllegalArgumentException(Values.shown(value) + " is not a number"));
    }

    static Unit unit(String code) {
        return Unit.of(code)
                .orElseThrow(() -> new IllegalArgumentException("'" + code + "' is not a known UN/CEFACT unit code"));
    }

    /** With a decimal comma, points and blanks group digits; with a decimal point, nothing does. */
    private static Functions.Function number(List<JsonNode> arguments) {
        String sign = Functions.text(arguments, 0, ".");
        if (!sign.equals(".") && !sign.equals(",")) {
            throw new IllegalArgumentException("the decimal sign is '.' or ','");
        }
        if (sign.equals(".")) {
            return (value, none) -> Values.number(need(value));
        }
        return (value, none) -> {
            if (value.isNumber()) {
                return value;
            }
            String text = Values.text(value).strip().replaceAll("(?<=\\d)[.\\h](?=\\d{3}(?!\\d))", "");
            return Values.number(need(Values.text(text.contains(".") ? "" : text.replace(',', '.')), value));
        };
    }

    private static BigDecimal need(JsonNode read, JsonNode shown) {
        return Values.asNumber(read)
                .orElseThrow(() ->
                        new IllegalArgumentException(Values.shown(shown) + " is not a number with a decimal comma"));
    }

    private static JsonNode integer(JsonNode value) {
        BigDecimal number = need(value);
        if (number.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(Values.shown(value) + " is not a whole number");
        }
        return Values.number(number);
    }

    private static JsonNode bool(JsonNode value) {
        String text = Values.text(value).strip().toLowerCase(Locale.ROOT);
        if (!YES.contains(text) && !NO.contains(text)) {
            throw new IllegalArgumentException(Values.shown(value) + " is neither true nor false");
        }
        return Values.JSON.booleanNode(YES.contains(text));
    }

    private static Functions.Function convert(List<JsonNode> arguments) {
        Unit from = unit(Values.text(arguments.get(0)));
        Unit to = unit(Values.text(arguments.get(1)));
        from.convert(BigDecimal.ONE, to);
        return (value, none) -> Values.number(from.convert(need(value), to));
    }
}
