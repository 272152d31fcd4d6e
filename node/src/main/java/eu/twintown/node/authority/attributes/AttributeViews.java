package eu.twintown.node.authority.attributes;

import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.SimplProblem;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Identity attributes as the API shows them, and as callers name them. */
public record AttributeViews(IdentityAttributes attributes) {
    static final Map<String, Function<IdentityAttribute, String>> SORTS = Map.of(
            "code",
            IdentityAttribute::code,
            "name",
            IdentityAttribute::name,
            "creationTimestamp",
            a -> a.createdAt().toString(),
            "updateTimestamp",
            a -> a.updatedAt().toString());

    /** All members that either version knows. */
    public ObjectNode full(IdentityAttribute attribute) {
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("id", attribute.id())
                .put("code", attribute.code())
                .put("name", attribute.name());
        if (!attribute.description().isEmpty()) {
            json.put("description", attribute.description());
        }
        return json.put("assignableToRoles", attribute.assignableToRoles())
                .put("enabled", attribute.enabled())
                .put("creationTimestamp", attribute.createdAt().toString())
                .put("updateTimestamp", attribute.updatedAt().toString())
                .put("used", attributes.isUsed(attribute))
                .put("right", attribute.right())
                .put("builtIn", attribute.builtIn());
    }

    public ArrayNode list(List<IdentityAttribute> all) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        all.forEach(attribute -> array.add(full(attribute)));
        return array;
    }

    /** With whether a participant has them. */
    public ArrayNode withOwnership(String participantId) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        for (IdentityAttribute attribute : attributes.all()) {
            array.add(full(attribute)
                    .put("assignedToParticipant", attributes.ids(participantId).contains(attribute.id())));
        }
        return array;
    }

    /** The ids of attributes that are named by id or by code. */
    public List<String> ids(ArrayNode identifiers) {
        List<String> ids = new java.util.ArrayList<>();
        for (int i = 0; i < identifiers.size(); i++) {
            JsonNode item = identifiers.get(i);
            if (!(item instanceof ObjectNode object)) {
                throw SimplProblem.badRequest("/" + i + " must be an object with an id or a code");
            }
            Fields fields = new Fields(object, "/" + i);
            IdentityAttribute found =
                    object.has("id") ? attributes.get(fields.uuid("id")) : byCode(fields.text("code"), "/" + i);
            ids.add(found.id());
        }
        return ids;
    }

    private IdentityAttribute byCode(String code, String pointer) {
        return attributes
                .byCode(code)
                .orElseThrow(() ->
                        SimplProblem.badRequest(pointer + "/code: there is no identity attribute '" + code + "'"));
    }
}
