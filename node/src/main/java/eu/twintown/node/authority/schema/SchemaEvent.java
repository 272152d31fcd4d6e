package eu.twintown.node.authority.schema;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A change of a schema, in the form that Simpl's schema sync adapter takes. */
final class SchemaEvent {
    static final String PUBLISHED = "SchemaPublished";
    static final String REVOKED = "SchemaRevoked";

    private SchemaEvent() {}

    static ObjectNode of(Schema schema, URI base, Instant now) {
        ObjectNode event = JsonMapper.shared().createObjectNode();
        event.put("eventId", UUID.randomUUID().toString());
        event.put("eventType", schema.revoked() ? REVOKED : PUBLISHED);
        event.put("timestamp", now.toString());
        ObjectNode data = event.putObject("data");
        String uri = base + "/schemas/" + schema.name();
        data.putObject("schema")
                .put("uri", uri)
                .put("name", schema.name())
                .put("title", schema.title())
                .put("description", schema.description())
                .put("resourceType", schema.resourceType())
                .put("status", schema.status());
        if (!schema.revoked()) {
            data.putObject("version")
                    .put("uri", uri + "/" + schema.latest().version())
                    .put("version", schema.latest().version())
                    .put("changelog", schema.latest().changelog())
                    .put("created", schema.latest().created().toString());
        }
        return event;
    }
}
