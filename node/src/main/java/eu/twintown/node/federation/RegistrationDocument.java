package eu.twintown.node.federation;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Registration documents between their compact form, as callers see it, and the stored form with expanded names. */
final class RegistrationDocument {
    static final String NULL = "urn:ngsi-ld:null";
    private static final Set<String> NAMES = Set.of("propertyNames", "relationshipNames");
    // Given by the node alone; ignored where a caller sends them (clause 5.2.9, Table 5.2.9-2).
    private static final Set<String> OUTPUT_ONLY =
            Set.of("status", "timesSent", "timesFailed", "lastSuccess", "lastFailure", "createdAt", "modifiedAt");

    private RegistrationDocument() {}

    /** The stored form of what a caller sent. */
    static ObjectNode expand(JsonNode document, Context context) {
        if (!document.isObject()) {
            throw ProblemException.badData("The body must be a JSON object", "");
        }
        ObjectNode copy = (ObjectNode) renamed(document, context::expand);
        OUTPUT_ONLY.forEach(copy::remove);
        copy.remove("@context");
        return copy;
    }

    static ObjectNode compact(JsonNode stored, Context context) {
        return (ObjectNode) renamed(stored, context::compact);
    }

    /** Partial update (clause 5.5.8): members are added or replaced, and deleted by NGSI-LD Null. */
    static ObjectNode patched(JsonNode stored, ObjectNode fragment) {
        ObjectNode result = (ObjectNode) stored.deepCopy();
        for (String member : fragment.propertyNames()) {
            JsonNode value = fragment.get(member);
            if (value.isNull() || value.equals(StringNode.valueOf(NULL))) {
                result.remove(member);
            } else {
                result.set(member, value);
            }
        }
        return result;
    }

    private static JsonNode renamed(JsonNode document, UnaryOperator<String> rename) {
        JsonNode copy = document.deepCopy();
        for (JsonNode info : copy.path("information")) {
            if (info instanceof ObjectNode element) {
                NAMES.forEach(name -> rename(element, name, rename));
                for (JsonNode entity : element.path("entities")) {
                    if (entity instanceof ObjectNode selector) {
                        rename(selector, "type", rename);
                    }
                }
            }
        }
        return copy;
    }

    /** Renames a text or the texts of an array; what is neither stays for the check to find. */
    private static void rename(ObjectNode node, String member, UnaryOperator<String> rename) {
        JsonNode value = node.path(member);
        if (value.isString()) {
            node.put(member, rename.apply(value.asString()));
        } else if (value.isArray()) {
            ArrayNode names = JsonNodeFactory.instance.arrayNode();
            value.forEach(
                    name -> names.add(name.isString() ? StringNode.valueOf(rename.apply(name.asString())) : name));
            node.set(member, names);
        }
    }
}
