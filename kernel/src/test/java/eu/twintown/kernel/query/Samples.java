package eu.twintown.kernel.query;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Entities for the tests of this package; names expand to {@code x:name}, system names to their IRIs. */
final class Samples {

    private static final Set<String> CORE =
            Set.of("observedAt", "createdAt", "modifiedAt", "expiresAt", "unitCode", "datasetId", "location");

    private Samples() {}

    static String expand(String name) {
        return switch (name) {
            case "id", "type" -> "@" + name;
            case "objectType" -> "https://uri.etsi.org/ngsi-ld/hasObjectType";
            default -> CORE.contains(name) ? "https://uri.etsi.org/ngsi-ld/" + name : "x:" + name;
        };
    }

    static String compact(String iri) {
        return iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf(':')) + 1);
    }

    static Attribute attribute(AttributeKind kind, String json) {
        return Attribute.of(kind, JsonMapper.shared().readTree(json.replace('\'', '"')));
    }

    static Attribute property(String json) {
        return attribute(AttributeKind.PROPERTY, json);
    }

    static Attribute with(
            Attribute base, @Nullable String datasetId, @Nullable String observedAt, Map<String, List<Attribute>> sub) {
        return new Attribute(
                base.kind(),
                base.value(),
                datasetId,
                observedAt,
                "CEL",
                List.of("x:Device"),
                null,
                null,
                null,
                null,
                null,
                sub);
    }

    static Entity entity(Map<String, Attribute> attributes) {
        Map<String, List<Attribute>> lists = new LinkedHashMap<>();
        attributes.forEach((name, attribute) -> lists.put(expand(name), List.of(attribute)));
        return new Entity("urn:x:1", List.of("x:T"), lists);
    }

    static Entity entity(String name, Attribute... instances) {
        return new Entity("urn:x:1", List.of("x:T"), Map.of(expand(name), List.of(instances)));
    }

    static Entity scoped(List<String> types, List<String> scopes) {
        return new Entity("urn:x:1", types, scopes, Instant.parse("2026-01-01T00:00:00Z"), null, null, Map.of());
    }

    static boolean q(String text, Entity entity) {
        return QExpression.parse(text, Samples::expand).test(entity);
    }
}
