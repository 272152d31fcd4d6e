package eu.twintown.node.authority.onboarding;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A media type that documents may have. */
record MimeType(String id, String value, String description) {
    ObjectNode json() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", id)
                .put("value", value)
                .put("description", description);
    }
}
