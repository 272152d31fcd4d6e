package eu.twintown.kernel.entity;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an attribute instance follows from itself and a fragment: by partial update (clause 5.5.8: each member given
 * replaces the one there is) or by merge (clause 5.5.12: also into values and sub-attributes).
 */
final class AttributePatch {

    private AttributePatch() {}

    static Attribute apply(Attribute target, Attribute fragment, boolean deep, Instant now) {
        boolean hasValue = !fragment.value().isMissingNode();
        AttributeKind kind = hasValue ? fragment.kind() : target.kind();
        JsonNode value = hasValue ? value(target, fragment, deep) : target.value();
        return new Attribute(
                kind,
                value,
                target.datasetId(),
                text(target.observedAt(), fragment.observedAt()),
                text(target.unitCode(), fragment.unitCode()),
                fragment.objectTypes().isEmpty() ? target.objectTypes() : fragment.objectTypes(),
                text(target.valueType(), fragment.valueType()),
                instant(target.expiresAt(), fragment.expiresAt()),
                target.createdAt(),
                now,
                null,
                subAttributes(target.attributes(), fragment.attributes(), deep, now));
    }

    private static @Nullable String text(@Nullable String old, @Nullable String given) {
        if (given == null) {
            return old;
        }
        return given.equals(NgsiLdNull.URI) ? null : given;
    }

    static @Nullable Instant instant(@Nullable Instant old, @Nullable Instant given) {
        if (given == null) {
            return old;
        }
        return given.equals(NgsiLdNull.INSTANT) ? null : given;
    }

    private static JsonNode value(Attribute target, Attribute fragment, boolean deep) {
        boolean mergeable = target.kind() == fragment.kind()
                && switch (fragment.kind()) {
                    case PROPERTY, LANGUAGE_PROPERTY, JSON_PROPERTY -> true;
                    default -> false;
                };
        if (!deep) {
            return fragment.value();
        }
        return mergeable ? merge(target.value(), fragment.value()) : withoutNulls(fragment.value());
    }

    /** JSON Merge Patch (RFC 7396) with the NGSI-LD Null in the place of null. */
    static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject() || patch.has("@value") || patch.has("@list")) {
            return patch;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        if (target.isObject() && !target.has("@value")) {
            result.setAll((ObjectNode) target);
        }
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            if (NgsiLdNull.is(member.getValue())) {
                result.remove(member.getKey());
            } else {
                result.set(member.getKey(), merge(result.path(member.getKey()), member.getValue()));
            }
        }
        return result;
    }

    /** A value that is added: members that are NGSI-LD Null have nothing to delete and vanish (RFC 7396). */
    static JsonNode withoutNulls(JsonNode value) {
        return value.isObject() && NgsiLdNull.isWithin(value)
                ? merge(JsonNodeFactory.instance.objectNode(), value)
                : value;
    }

    private static Map<String, List<Attribute>> subAttributes(
            Map<String, List<Attribute>> target, Map<String, List<Attribute>> fragment, boolean deep, Instant now) {
        if (fragment.isEmpty()) {
            return target;
        }
        Map<String, List<Attribute>> result = new LinkedHashMap<>(target);
        fragment.forEach((iri, instances) -> {
            List<Attribute> list = result.getOrDefault(iri, List.of());
            for (Attribute instance : instances) {
                Attribute old = Instances.find(list, instance.datasetId());
                if (NgsiLdNull.is(instance)) {
                    list = Instances.without(list, instance.datasetId());
                } else if (old != null && deep) {
                    list = Instances.with(list, unstamped(apply(old, instance, true, now)));
                } else {
                    list = Instances.with(list, instance);
                }
            }
            if (list.isEmpty()) {
                result.remove(iri);
            } else {
                result.put(iri, list);
            }
        });
        return Collections.unmodifiableMap(result);
    }

    private static Attribute unstamped(Attribute attribute) {
        return attribute.withTimes(null, null);
    }
}
