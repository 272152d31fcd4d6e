package eu.twintown.kernel.entity;

import eu.twintown.kernel.jsonld.CoreContext;
import tools.jackson.databind.JsonNode;

/** What may be left out in the concise representation so that reading it gives the same again (clause 4.5.2.3, 4.7.3). */
final class ConciseForm {

    private ConciseForm() {}

    /** Whether the value alone says everything. */
    static boolean isValueOnly(Attribute attribute, boolean sysAttrs) {
        if (attribute.observedAt() != null
                || attribute.unitCode() != null
                || attribute.datasetId() != null
                || attribute.instanceId() != null
                || attribute.valueType() != null
                || !attribute.attributes().isEmpty()
                || sysAttrs && (attribute.createdAt() != null || attribute.expiresAt() != null)) {
            return false;
        }
        return switch (attribute.kind()) {
            case PROPERTY -> !isAmbiguous(attribute.value());
            case GEO_PROPERTY -> attribute.value().isObject();
            default -> false;
        };
    }

    /** Whether the kind cannot be told from the value. */
    static boolean needsType(Attribute attribute) {
        return switch (attribute.kind()) {
            case PROPERTY -> attribute.value().isMissingNode() || claimsGeometry(attribute.value());
            case GEO_PROPERTY -> !GeoJsonCheck.looksLikeGeometry(attribute.value());
            default -> attribute.value().isMissingNode();
        };
    }

    /** Whether an expanded value would be read as something else if it stood alone. */
    private static boolean isAmbiguous(JsonNode value) {
        if (value.isArray()) {
            for (JsonNode item : value) {
                if (item.isObject() && isAmbiguous(item)) {
                    return true;
                }
            }
            return value.isEmpty();
        }
        if (!value.isObject()) {
            return NgsiLdNull.is(value);
        }
        for (String iri : value.propertyNames()) {
            boolean core = iri.startsWith(CoreContext.NAMESPACE) && !iri.startsWith(CoreContext.VOCAB);
            if (core || iri.equals("type") || iri.equals("@type") || iri.equals("@id") || iri.equals("@value")) {
                return true;
            }
        }
        return value.isEmpty();
    }

    private static boolean claimsGeometry(JsonNode value) {
        return value.isObject() && value.has("@type") && value.has("https://purl.org/geojson/vocab#coordinates");
    }
}
