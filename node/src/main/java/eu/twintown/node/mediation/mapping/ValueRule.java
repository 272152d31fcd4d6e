package eu.twintown.node.mediation.mapping;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where an attribute's value comes from. A missing result means that there is none. */
sealed interface ValueRule {

    JsonNode evaluate(Scope scope);

    /** An expression. */
    record Of(Expression expression) implements ValueRule {
        @Override
        public JsonNode evaluate(Scope scope) {
            return expression.evaluate(scope);
        }
    }

    /** The same in each record. */
    record Constant(JsonNode value) implements ValueRule {
        @Override
        public JsonNode evaluate(Scope scope) {
            return value;
        }
    }

    /** Text with expressions in it. */
    record Text(Template template) implements ValueRule {
        @Override
        public JsonNode evaluate(Scope scope) {
            return Values.text(template.evaluate(scope));
        }
    }

    /** A position of two expressions. */
    record Point(Expression east, Expression north, Positions positions) implements ValueRule {
        @Override
        public JsonNode evaluate(Scope scope) {
            JsonNode x = east.evaluate(scope);
            JsonNode y = north.evaluate(scope);
            return Values.isMissing(x) || Values.isMissing(y) ? Values.missing() : positions.point(x, y);
        }
    }

    /** A position of one expression that gives both coordinates. */
    record Pair(Expression pair, Positions positions) implements ValueRule {
        @Override
        public JsonNode evaluate(Scope scope) {
            JsonNode value = pair.evaluate(scope);
            return Values.isMissing(value) ? value : positions.pair(value);
        }
    }

    /** A GeoJSON geometry. */
    record Geometry(Expression geometry, Positions positions) implements ValueRule {
        @Override
        public JsonNode evaluate(Scope scope) {
            JsonNode value = geometry.evaluate(scope);
            return Values.isMissing(value) ? value : positions.geometry(value);
        }
    }

    /** Texts by language; those without a value are left out. */
    record Languages(Map<String, Expression> texts) implements ValueRule {
        @Override
        public JsonNode evaluate(Scope scope) {
            ObjectNode map = Values.JSON.objectNode();
            texts.forEach((language, expression) -> {
                JsonNode text = expression.evaluate(scope);
                if (!Values.isMissing(text)) {
                    map.put(language, Values.text(text));
                }
            });
            return map.isEmpty() ? Values.missing() : map;
        }
    }

    /** Texts by language, as an object of the record holds them. */
    record LanguageObject(Expression object) implements ValueRule {
        @Override
        public JsonNode evaluate(Scope scope) {
            JsonNode value = object.evaluate(scope);
            if (Values.isMissing(value)) {
                return value;
            }
            if (!value.isObject()) {
                throw new IllegalArgumentException(Values.shown(value) + " is not an object of texts by language");
            }
            ObjectNode map = Values.JSON.objectNode();
            value.properties().forEach(text -> {
                if (!Values.isMissing(text.getValue())) {
                    map.put(text.getKey(), Values.text(text.getValue()));
                }
            });
            return map.isEmpty() ? Values.missing() : map;
        }
    }
}
