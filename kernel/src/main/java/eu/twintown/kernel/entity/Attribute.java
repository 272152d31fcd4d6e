package eu.twintown.kernel.entity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One instance of an attribute, in expanded form (ETSI GS CIM 009 V1.9.1, clause 4.5).
 *
 * @param kind which of the eight kinds
 * @param value the content of the kind's value member. Member names inside a compound Property value are expanded IRIs;
 *     GeoJSON and the content of a JsonProperty stand as they came; vocab values are expanded IRIs
 * @param datasetId tells instances of one attribute apart; absent for the default instance
 * @param observedAt when it was so, as the caller wrote it (ISO 8601, UTC)
 * @param unitCode UN/CEFACT code of the unit
 * @param objectTypes expanded types of a relationship's target, where given
 * @param valueType expanded type of the value (V1.9.1), where given
 * @param expiresAt when a transient attribute ends
 * @param createdAt when this attribute was first stored; absent before that
 * @param modifiedAt when it last changed in the store
 * @param instanceId names one instance in a temporal evolution
 * @param attributes sub-attributes by expanded name
 */
public record Attribute(
        AttributeKind kind,
        JsonNode value,
        @Nullable String datasetId,
        @Nullable String observedAt,
        @Nullable String unitCode,
        List<String> objectTypes,
        @Nullable String valueType,
        @Nullable Instant expiresAt,
        @Nullable Instant createdAt,
        @Nullable Instant modifiedAt,
        @Nullable String instanceId,
        Map<String, List<Attribute>> attributes) {

    /** An attribute that has a value and nothing else. */
    public static Attribute of(AttributeKind kind, JsonNode value) {
        return new Attribute(kind, value, null, null, null, List.of(), null, null, null, null, null, Map.of());
    }

    public Attribute withTimes(@Nullable Instant created, @Nullable Instant modified) {
        return new Attribute(
                kind,
                value,
                datasetId,
                observedAt,
                unitCode,
                objectTypes,
                valueType,
                expiresAt,
                created,
                modified,
                instanceId,
                attributes);
    }
}
