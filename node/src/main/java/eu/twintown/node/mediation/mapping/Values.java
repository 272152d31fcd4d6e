package eu.twintown.node.mediation.mapping;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/** Small rules about values that all expressions share. */
final class Values {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Values() {}

    static JsonNode missing() {
        return MissingNode.getInstance();
    }

    static boolean isMissing(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** The value as people would write it; containers as JSON. */
    static String text(JsonNode value) {
        return value.isContainer() ? value.toString() : value.asString("");
    }

    /** The value in a sentence: short, in quotes. */
    static String shown(JsonNode value) {
        String text = text(value);
        return "'" + (text.length() > 60 ? text.substring(0, 57) + "..." : text) + "'";
    }

    static JsonNode text(String value) {
        return JSON.stringNode(value);
    }

    /** A number as JSON: whole where it is whole, so that 3.0 becomes 3. */
    static JsonNode number(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        if (plain.scale() <= 0 && plain.precision() - plain.scale() <= 18) {
            return JSON.numberNode(plain.longValueExact());
        }
        return JSON.numberNode(value.doubleValue());
    }

    /** The number that a JSON number or a numeric text is. */
    static Optional<BigDecimal> asNumber(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.decimalValue());
        }
        return value.isString() ? parse(value.asString().strip()) : Optional.empty();
    }

    static Optional<BigDecimal> parse(String text) {
        // anything longer is no measurement, and huge exponents would cost much to compute with
        if (text.isEmpty() || text.length() > 40) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) > 300 ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether a condition made of this value alone holds. */
    static boolean isTrue(JsonNode value) {
        if (isMissing(value)) {
            return false;
        }
        if (value.isContainer()) {
            return !value.isEmpty();
        }
        String text = value.asString("").strip().toLowerCase(Locale.ROOT);
        return !text.isEmpty()
                && !text.equals("false")
                && asNumber(value).map(number -> number.signum() != 0).orElse(true);
    }
}
