package eu.twintown.kernel.query;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a query term's path leads to in one instance of an attribute: the target element's value or object (clause 4.9).
 */
sealed interface Target {

    /** A system time. */
    record Time(Instant time) implements Target {
        @Override
        public boolean compares(Operator operator, Operand operand) {
            return switch (operand) {
                case Literal literal -> operator.holds(literal.of(time));
                case Operand.Range range ->
                    inside(range.least().of(time), range.most().of(time)) == (operator == Operator.EQUAL);
                case Operand.Values list ->
                    list.values().stream().anyMatch(value -> value.of(time) == Order.SAME)
                            == (operator == Operator.EQUAL);
            };
        }

        @Override
        public boolean matches(RegularExpression pattern, boolean matching) {
            return false;
        }
    }

    /** The object of a relationship, a URI or an array of them: only equality is defined. */
    record Reference(JsonNode uris) implements Target {
        @Override
        public boolean compares(Operator operator, Operand operand) {
            return operator.isEquality() && includes(uris, operand) == (operator == Operator.EQUAL);
        }

        @Override
        public boolean matches(RegularExpression pattern, boolean matching) {
            return false;
        }
    }

    /**
     * A JSON value.
     *
     * @param each whether it is an array of values that are alternatives (texts in several languages), so that one of
     *     them is enough for the operators that do not look into arrays
     */
    record Value(JsonNode value, boolean each) implements Target {
        @Override
        public boolean compares(Operator operator, Operand operand) {
            if (operator.isEquality()) {
                return any(node -> includes(node, operand)) == (operator == Operator.EQUAL);
            }
            return operand instanceof Literal literal && any(node -> operator.holds(literal.of(bare(node))));
        }

        @Override
        public boolean matches(RegularExpression pattern, boolean matching) {
            if (!each) {
                JsonNode text = bare(value);
                return text.isString() && pattern.matches(text.asString()) == matching;
            }
            return any(text -> text.isString())
                    && any(text -> text.isString() && pattern.matches(text.asString())) == matching;
        }

        private boolean any(Predicate<JsonNode> test) {
            if (!each) {
                return test.test(value);
            }
            for (JsonNode node : value) {
                if (test.test(node)) {
                    return true;
                }
            }
            return false;
        }
    }

    boolean compares(Operator operator, Operand operand);

    boolean matches(RegularExpression pattern, boolean matching);

    /** Whether one of the targets that the path leads to in this entity passes the test. */
    static boolean any(Entity entity, AttributePath path, Predicate<Target> test) {
        List<String> names = path.names();
        List<Attribute> instances = entity.attributes().get(names.getFirst());
        if (instances == null) {
            return path.isSimple()
                    && SystemMember.of(entity, names.getFirst()).filter(test).isPresent();
        }
        return any(instances, path, 1, test);
    }

    private static boolean any(List<Attribute> instances, AttributePath path, int depth, Predicate<Target> test) {
        for (Attribute instance : instances) {
            if (depth == path.names().size()) {
                Target target = of(instance, path);
                if (target != null && test.test(target)) {
                    return true;
                }
                continue;
            }
            String name = path.names().get(depth);
            List<Attribute> below = instance.attributes().get(name);
            boolean found = below != null
                    ? any(below, path, depth + 1, test)
                    : depth == path.names().size() - 1
                            && path.member().isEmpty()
                            && SystemMember.of(instance, name).filter(test).isPresent();
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Target of(Attribute attribute, AttributePath path) {
        AttributeKind kind = attribute.kind();
        JsonNode value = attribute.value();
        if (kind == AttributeKind.LANGUAGE_PROPERTY) {
            return inLanguage(value, path.member());
        }
        if (path.member().isEmpty()) {
            return kind == AttributeKind.RELATIONSHIP || kind == AttributeKind.LIST_RELATIONSHIP
                    ? new Reference(value)
                    : new Value(value, false);
        }
        // Only compound values of Properties are held with expanded names (kernel.entity.Attribute).
        boolean expanded = kind == AttributeKind.PROPERTY || kind == AttributeKind.LIST_PROPERTY;
        JsonNode member = value;
        for (String name : expanded ? path.expandedMember() : path.member()) {
            member = member.path(name);
        }
        return member.isMissingNode() || kind == AttributeKind.RELATIONSHIP ? null : new Value(member, false);
    }

    /** The text or texts of one language; of all where none or {@code *} is asked for. */
    private static @Nullable Target inLanguage(JsonNode languageMap, List<String> member) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        boolean all =
                member.isEmpty() || (member.size() == 1 && member.getFirst().equals("*"));
        for (var entry : languageMap.properties()) {
            if (all || (member.size() == 1 && member.getFirst().equalsIgnoreCase(entry.getKey()))) {
                if (entry.getValue() instanceof ArrayNode several) {
                    texts.addAll(several);
                } else {
                    texts.add(entry.getValue());
                }
            }
        }
        return texts.isEmpty() ? null : new Value(texts, true);
    }

    /** The equal operator: identical to, or a member of an array, or within the range, or one of the list. */
    private static boolean includes(JsonNode target, Operand operand) {
        return switch (operand) {
            case Literal literal -> contains(target, literal);
            case Operand.Values list -> list.values().stream().anyMatch(value -> contains(target, value));
            case Operand.Range range ->
                inside(range.least().of(bare(target)), range.most().of(bare(target)));
        };
    }

    private static boolean contains(JsonNode target, Literal literal) {
        if (!target.isArray()) {
            return literal.of(bare(target)) == Order.SAME;
        }
        for (JsonNode element : target) {
            if (literal.of(bare(element)) == Order.SAME) {
                return true;
            }
        }
        return false;
    }

    private static boolean inside(Order least, Order most) {
        return (least == Order.SAME || least == Order.AFTER) && (most == Order.SAME || most == Order.BEFORE);
    }

    /** The value inside a JSON-LD typed value (clause 4.6.3), or inside an element of an object list. */
    private static JsonNode bare(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        JsonNode value = node.path("@value");
        return value.isMissingNode() ? node.path("object").isString() ? node.path("object") : node : value;
    }
}
