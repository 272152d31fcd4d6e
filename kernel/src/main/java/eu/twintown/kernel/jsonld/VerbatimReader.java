package eu.twintown.kernel.jsonld;

import eu.twintown.kernel.problem.ProblemException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON values exactly as they are, down to a greatest depth. */
final class VerbatimReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final int maxDepth;

    VerbatimReader(JsonParser parser, int maxDepth) {
        this.parser = parser;
        this.maxDepth = maxDepth;
    }

    /** The value on whose first token the parser stands. */
    JsonNode read(int depth) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(depth);
        }
        return token == JsonToken.START_ARRAY ? array(depth) : scalar(parser);
    }

    private ObjectNode object(int depth) {
        check(parser, depth, maxDepth);
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.set(name, read(depth + 1));
        }
        return object;
    }

    private ArrayNode array(int depth) {
        check(parser, depth, maxDepth);
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(read(depth + 1));
        }
        return array;
    }

    static void check(JsonParser parser, int depth, int maxDepth) {
        if (depth > maxDepth) {
            throw ProblemException.badData(
                    "The value is nested too deep: at most " + maxDepth + " levels are taken here",
                    parser.streamReadContext().pathAsPointer().toString());
        }
    }

    /** The string, number, boolean or null on which the parser stands. */
    static JsonNode scalar(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> fraction(parser);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new IllegalStateException("No value starts with " + token);
        };
    }

    private static JsonNode integer(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private static JsonNode fraction(JsonParser parser) {
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            return NODES.numberNode(parser.getDecimalValue());
        }
        return NODES.numberNode(value);
    }
}
