package eu.twintown.kernel.entity;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The NGSI-LD Null, which stands for "delete this" in fragments and for "was deleted" in history (clause 4.5.0). */
public final class NgsiLdNull {

    public static final String URI = "urn:ngsi-ld:null";

    /** Stands for the NGSI-LD Null where a fragment deletes {@code expiresAt}. */
    public static final Instant INSTANT = Instant.MIN;

    /** Stands for the NGSI-LD Null where a fragment deletes the scope. */
    public static final List<String> SCOPE = List.of(URI);

    private NgsiLdNull() {}

    /** Whether an attribute's value is the NGSI-LD Null of its kind. */
    public static boolean is(Attribute attribute) {
        JsonNode value = attribute.value();
        return switch (attribute.kind()) {
            case LANGUAGE_PROPERTY -> is(value) || value.size() == 1 && is(value.path("@none"));
            case LIST_PROPERTY, LIST_RELATIONSHIP -> is(value) || value.size() == 1 && is(value.path(0));
            default -> is(value);
        };
    }

    /** Whether a value is the URI of the NGSI-LD Null. */
    public static boolean is(JsonNode value) {
        return value.isString() && value.asString().equals(URI);
    }

    /** Whether the NGSI-LD Null stands anywhere inside a value. */
    public static boolean isWithin(JsonNode value) {
        if (value.isContainer()) {
            for (JsonNode part : value) {
                if (isWithin(part)) {
                    return true;
                }
            }
            return false;
        }
        return is(value);
    }
}
