package eu.twintown.node.authority.onboarding.template;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A media type that documents may have. */
public record MimeType(String id, String value, String description) {
    public ObjectNode json() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", id)
                .put("value", value)
                .put("description", description);
    }
}
