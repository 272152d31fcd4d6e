package eu.twintown.node.mediation.mapping;

import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.node.mediation.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one attribute is made of a record (docs/mapping.md, section 2.2).
 *
 * @param table values by the text of what the source says; empty = no table
 * @param otherwise what stands for texts that are not in the table
 * @param unit unit code of the value
 * @param from unit that the source's number is converted from
 * @param invalidDrops whether a value that cannot be read is left out instead of setting the record aside
 */
record AttributeRule(
        String name,
        AttributeKind kind,
        ValueRule value,
        Optional<Expression> when,
        List<Drop> drops,
        Map<String, JsonNode> table,
        Optional<JsonNode> otherwise,
        Optional<Unit> from,
        Optional<Unit> unit,
        Optional<Expression> observedAt,
        Optional<Template> datasetId,
        boolean required,
        boolean invalidDrops,
        boolean onChange,
        boolean ifAbsent,
        List<AttributeRule> attributes) {

    /** A condition under which the value is left out, and why. */
    record Drop(Expression when, String reason) {}

    /**
     * The attribute in normalised form; empty where the record has no value for it.
     *
     * @param dropped gets the reason where a value was there but is left out
     * @throws RecordFault where the record cannot be used
     */
    Optional<ObjectNode> evaluate(Scope scope, Consumer<String> dropped) {
        try {
            if (when.isPresent() && !Values.isTrue(when.get().evaluate(scope))) {
                return Optional.empty();
            }
            for (Drop drop : drops) {
                if (Values.isTrue(drop.when().evaluate(scope))) {
                    dropped.accept(name + ": " + drop.reason());
                    return Optional.empty();
                }
            }
            JsonNode found = converted(translated(value.evaluate(scope)));
            if (!Values.isMissing(found)) {
                return Optional.of(normalised(found, scope, dropped));
            }
        } catch (IllegalArgumentException | RecordFault e) {
            if (!invalidDrops) {
                throw new RecordFault(name + ": " + e.getMessage(), name);
            }
            dropped.accept(name + ": a value that cannot be read");
            return Optional.empty();
        }
        if (required) {
            throw new RecordFault(name + ": there is no value", name);
        }
        return Optional.empty();
    }

    private JsonNode translated(JsonNode found) {
        if (table.isEmpty() || Values.isMissing(found)) {
            return found;
        }
        JsonNode entry = table.get(Values.text(found));
        if (entry != null) {
            return entry;
        }
        return otherwise.orElseThrow(() -> new IllegalArgumentException(
                Values.shown(found) + " is not in the table of values: " + String.join(", ", table.keySet())));
    }

    private JsonNode converted(JsonNode found) {
        if (from.isEmpty() || unit.isEmpty() || Values.isMissing(found)) {
            return found;
        }
        return Values.number(from.get().convert(NumberFunctions.need(found), unit.get()));
    }

    private ObjectNode normalised(JsonNode found, Scope scope, Consumer<String> dropped) {
        ObjectNode attribute = Values.JSON.objectNode();
        attribute.put("type", kind.typeName());
        attribute.set(kind.valueMember(), found);
        observedAt
                .map(time -> time.evaluate(scope))
                .filter(time -> !Values.isMissing(time))
                .ifPresent(time -> attribute.put("observedAt", Values.text(time)));
        unit.ifPresent(code -> attribute.put("unitCode", code.code()));
        datasetId.ifPresent(template -> attribute.put("datasetId", template.evaluate(scope)));
        for (AttributeRule inner : attributes) {
            inner.evaluate(scope, dropped).ifPresent(value -> attribute.set(inner.name(), value));
        }
        return attribute;
    }
}
