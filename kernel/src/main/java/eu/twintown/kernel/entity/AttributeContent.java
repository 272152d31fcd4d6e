package eu.twintown.kernel.entity;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** What an attribute instance says, apart from when it was observed or written, and from its identifiers. */
public final class AttributeContent {

    private AttributeContent() {}

    /** Whether two instances say the same: kind, value, unit, types of what is related, and all sub-attributes. */
    public static boolean same(Attribute a, Attribute b) {
        return a.kind() == b.kind()
                && sameValue(a.value(), b.value())
                && Objects.equals(a.unitCode(), b.unitCode())
                && a.objectTypes().equals(b.objectTypes())
                && sameAttributes(a.attributes(), b.attributes());
    }

    private static boolean sameAttributes(Map<String, List<Attribute>> a, Map<String, List<Attribute>> b) {
        return a.keySet().equals(b.keySet())
                && a.keySet().stream().allMatch(name -> {
                    List<Attribute> left = a.getOrDefault(name, List.of());
                    List<Attribute> right = b.getOrDefault(name, List.of());
                    return left.size() == right.size() && same(left.getFirst(), right.getFirst());
                });
    }

    /** Equal as JSON; 1 and 1.0 are the same number however they are held. */
    private static boolean sameValue(JsonNode a, JsonNode b) {
        return a.equals(
                (x, y) -> x.isNumber() && y.isNumber()
                        ? x.decimalValue().compareTo(y.decimalValue())
                        : x.equals(y) ? 0 : 1,
                b);
    }
}
