package eu.twintown.node.subscription;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityWriter;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.time.DateTimes;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.subscription.Subscription.Endpoint;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes the request that carries a notification (ETSI GS CIM 009 V1.9.1, clauses 5.3.1, 5.8.6, 6.3.8). */
final class NotificationWriter {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NULL = "urn:ngsi-ld:null";
    private static final String CONTEXT_REL = "http://www.w3.org/ns/json-ld#context";

    private final Function<JsonNode, Context> contexts;

    NotificationWriter(Function<JsonNode, Context> contexts) {
        this.contexts = contexts;
    }

    OutgoingClient.Request request(Subscription subscription, List<Notice> notices, Instant now) {
        Endpoint endpoint = subscription.endpoint();
        boolean plain = endpoint.accept().equals(NotificationParser.JSON) || prefersPlainGeoJson(endpoint);
        JsonNode source = plain ? linkable(subscription.context()) : subscription.context();
        Context context = contexts.apply(source);
        Map<String, String> headers = new LinkedHashMap<>(endpoint.headers());
        headers.put("Content-Type", endpoint.accept());
        if (plain) {
            headers.put("Link", "<" + url(source) + ">; rel=\"" + CONTEXT_REL + "\"; type=\"application/ld+json\"");
        }
        if (!subscription.key().tenant().isEmpty()) {
            headers.put("NGSILD-Tenant", subscription.key().tenant());
        }
        byte[] body = body(subscription, notices, context, !plain, now);
        return new OutgoingClient.Request("POST", endpoint.uri(), headers, body, endpoint.timeout());
    }

    private static boolean prefersPlainGeoJson(Endpoint endpoint) {
        return endpoint.accept().equals(NotificationParser.GEO_JSON)
                && endpoint.headers().entrySet().stream()
                        .anyMatch(header -> header.getKey().equalsIgnoreCase("Prefer")
                                && header.getValue().equals("body=json"));
    }

    /**
     * A context that can stand in a Link header: the one URL beside the core context. An inline context cannot, so then
     * names are written out in full, which means the same.
     */
    private static JsonNode linkable(JsonNode source) {
        if (source.isString()) {
            return source;
        }
        JsonNode core = Context.core().source();
        List<JsonNode> others = source.isArray()
                ? source.valueStream().filter(part -> !part.equals(core)).toList()
                : List.of();
        return others.size() == 1 && others.getFirst().isString() ? others.getFirst() : core;
    }

    private static String url(JsonNode source) {
        return source.isString() ? source.asString() : source.path(0).asString();
    }

    private static byte[] body(
            Subscription subscription, List<Notice> notices, Context context, boolean withContext, Instant now) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        boolean geo = subscription.representation().format() == Representation.Format.GEOJSON;
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeStringProperty("id", "urn:ngsi-ld:Notification:" + UUID.randomUUID());
            generator.writeStringProperty("type", "Notification");
            generator.writeStringProperty("subscriptionId", subscription.key().id());
            generator.writeStringProperty("notifiedAt", DateTimes.format(now));
            generator.writeName("data");
            if (geo) {
                generator.writeStartObject();
                generator.writeStringProperty("type", "FeatureCollection");
                generator.writeName("features");
            }
            generator.writeStartArray();
            for (Notice notice : notices) {
                write(generator, notice, context, subscription.representation(), withContext && !geo);
            }
            generator.writeEndArray();
            if (geo) {
                writeContext(generator, context, withContext);
                generator.writeEndObject();
            }
            writeContext(generator, context, withContext && !geo);
            generator.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void writeContext(JsonGenerator generator, Context context, boolean wanted) {
        if (wanted) {
            generator.writeName("@context");
            generator.writeTree(context.source());
        }
    }

    private static void write(
            JsonGenerator generator,
            Notice notice,
            Context context,
            Representation representation,
            boolean withContext) {
        if (!notice.entityDeleted() && notice.deletedAttributes().isEmpty()) {
            EntityWriter.write(generator, notice.entity(), context, representation, withContext);
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator part = JSON.createGenerator(out)) {
            Entity shown = notice.entityDeleted() ? bare(notice.entity()) : notice.entity();
            EntityWriter.write(part, shown, context, representation, withContext);
        }
        ObjectNode entity = (ObjectNode) JSON.readTree(out.toByteArray());
        if (notice.entityDeleted()) {
            entity.put("deletedAt", DateTimes.format(notice.at()));
        }
        ObjectNode members = entity.path("properties") instanceof ObjectNode properties ? properties : entity;
        for (String name : notice.deletedAttributes()) {
            boolean picked =
                    representation.pick().isEmpty() || representation.pick().contains(name);
            if (picked && !representation.omit().contains(name)) {
                members.put(context.compact(name), NULL);
            }
        }
        generator.writeTree(entity);
    }

    /** Of a deleted entity no attributes are told (clause 5.8.6). */
    private static Entity bare(Entity entity) {
        return new Entity(
                entity.id(),
                entity.types(),
                List.of(),
                entity.createdAt(),
                entity.modifiedAt(),
                entity.expiresAt(),
                Map.of());
    }
}
