package eu.twintown.kernel.entity;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What has been read of one attribute instance so far: its members may come in any order. */
final class AttributeSlots {

    @Nullable AttributeKind kind;

    /** The member that held the value, such as {@code object}. */
    @Nullable String valueMember;

    JsonNode value = MissingNode.getInstance();

    /** Whether the value still has names as they came, because the kind was not known when it was read. */
    boolean raw;

    @Nullable String datasetId;

    @Nullable String observedAt;

    @Nullable String unitCode;

    @Nullable String valueType;

    @Nullable String instanceId;

    @Nullable Instant expiresAt;

    @Nullable Instant createdAt;

    @Nullable Instant modifiedAt;

    List<String> objectTypes = List.of();

    private @Nullable Map<String, List<Attribute>> attributes;

    /** Adds a sub-attribute; false where there is one of this name already. */
    boolean add(String iri, List<Attribute> instances) {
        Map<String, List<Attribute>> map = attributes;
        if (map == null) {
            map = new LinkedHashMap<>();
            attributes = map;
        }
        return map.put(iri, instances) == null;
    }

    Attribute toAttribute(AttributeKind finalKind) {
        Map<String, List<Attribute>> map = attributes;
        return new Attribute(
                finalKind,
                value,
                datasetId,
                observedAt,
                unitCode,
                objectTypes,
                valueType,
                expiresAt,
                createdAt,
                modifiedAt,
                instanceId,
                map == null ? Map.of() : Collections.unmodifiableMap(map));
    }
}
