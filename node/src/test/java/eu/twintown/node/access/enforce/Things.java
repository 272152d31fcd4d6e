package eu.twintown.node.access.enforce;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.jsonld.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes entities for tests, under the short names of the core context. */
final class Things {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Things() {}

    static String iri(String name) {
        return Context.core().expand(name);
    }

    /** An entity with these attributes, given as name and JSON value in turn. */
    static Entity thing(String id, String type, Object... attributes) {
        Map<String, List<Attribute>> all = new LinkedHashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            all.computeIfAbsent(iri((String) attributes[i]), name -> new ArrayList<>())
                    .add(
                            attributes[i + 1] instanceof Attribute attribute
                                    ? attribute
                                    : property(String.valueOf(attributes[i + 1])));
        }
        return new Entity("urn:x:" + id, List.of(iri(type)), all);
    }

    static Attribute property(String json) {
        return Attribute.of(AttributeKind.PROPERTY, MAPPER.readTree(json));
    }

    static Attribute observed(double value, String at) {
        return observed(MAPPER.getNodeFactory().numberNode(value), at, null);
    }

    static Attribute observed(JsonNode value, String at, @Nullable String datasetId) {
        return new Attribute(
                AttributeKind.PROPERTY, value, datasetId, at, null, List.of(), null, null, null, null, null, Map.of());
    }

    /** The same instance with the time at which it was so. */
    static Attribute at(Attribute instance, String time) {
        return new Attribute(
                instance.kind(),
                instance.value(),
                instance.datasetId(),
                time,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }

    static Attribute point(double longitude, double latitude) {
        return Attribute.of(
                AttributeKind.GEO_PROPERTY,
                MAPPER.readTree("{\"type\":\"Point\",\"coordinates\":[" + longitude + "," + latitude + "]}"));
    }

    /** A square between two corners. */
    static Attribute square(double west, double south, double east, double north) {
        return Attribute.of(AttributeKind.GEO_PROPERTY, MAPPER.readTree("""
                {"type":"Polygon","coordinates":[[[%1$s,%2$s],[%3$s,%2$s],[%3$s,%4$s],[%1$s,%4$s],[%1$s,%2$s]]]}""".formatted(west, south, east, north)));
    }
}
