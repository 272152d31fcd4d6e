package eu.twintown.kernel.entity;

import eu.twintown.kernel.problem.ProblemException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Checks that a value is a GeoJSON geometry of those that clause 4.7.1 allows (RFC 7946, section 3.1). */
final class GeoJsonCheck {

    /** How deep the arrays of coordinates are nested; a position is 1. */
    private static final Map<String, Integer> NESTING =
            Map.of("Point", 1, "MultiPoint", 2, "LineString", 2, "MultiLineString", 3, "Polygon", 3, "MultiPolygon", 4);

    private GeoJsonCheck() {}

    /** Whether a value claims to be a geometry: how the concise form of a GeoProperty is told (clause 4.7.3). */
    static boolean looksLikeGeometry(JsonNode value) {
        return value.isObject()
                && value.path("type").isString()
                && isGeometryType(value.path("type").asString())
                && value.has("coordinates");
    }

    static boolean isGeometryType(String name) {
        return NESTING.containsKey(name);
    }

    /** @throws ProblemException BadRequestData where the value is no geometry */
    static void check(JsonNode geometry, String pointer) {
        if (!geometry.isObject()) {
            throw wrong("A GeoProperty needs a GeoJSON geometry: an object with type and coordinates", pointer);
        }
        String type = geometry.path("type").asString("");
        Integer nesting = NESTING.get(type);
        if (nesting == null) {
            throw wrong(
                    "\"" + type + "\" is not a geometry type that NGSI-LD allows; use Point, MultiPoint, LineString,"
                            + " MultiLineString, Polygon or MultiPolygon",
                    pointer + "/type");
        }
        JsonNode coordinates = geometry.path("coordinates");
        if (!coordinates.isArray()) {
            throw wrong("A geometry needs an array of coordinates", pointer + "/coordinates");
        }
        nested(type, coordinates, nesting, pointer + "/coordinates");
    }

    private static void nested(String type, JsonNode node, int nesting, String pointer) {
        if (nesting == 1) {
            position(node, pointer);
            return;
        }
        if (!node.isArray()) {
            throw wrong("Here a " + type + " has an array of " + (nesting == 2 ? "positions" : "arrays"), pointer);
        }
        boolean line = nesting == 2 && (type.endsWith("LineString") || type.endsWith("Polygon"));
        if (line) {
            line(type, node, pointer);
        } else if (node.isEmpty() && nesting == 3 && type.endsWith("Polygon")) {
            throw wrong("A polygon needs at least its outer ring", pointer);
        }
        int index = 0;
        for (JsonNode part : node) {
            nested(type, part, nesting - 1, pointer + "/" + index++);
        }
    }

    private static void line(String type, JsonNode positions, String pointer) {
        if (type.endsWith("Polygon")) {
            if (positions.size() < 4) {
                throw wrong("A polygon's ring needs at least four positions, the last one equal to the first", pointer);
            }
            if (!positions.get(0).equals(positions.get(positions.size() - 1))) {
                throw wrong("A polygon's ring must be closed: its last position must equal its first", pointer);
            }
        } else if (positions.size() < 2) {
            throw wrong("A line needs at least two positions", pointer);
        }
    }

    private static void position(JsonNode position, String pointer) {
        if (!position.isArray() || position.size() < 2) {
            throw wrong("A position is an array of longitude, latitude and possibly altitude", pointer);
        }
        for (JsonNode number : position) {
            if (!number.isNumber()) {
                throw wrong("A position holds numbers only: longitude, latitude and possibly altitude", pointer);
            }
        }
        double longitude = position.get(0).doubleValue();
        double latitude = position.get(1).doubleValue();
        if (!(Math.abs(longitude) <= 180)) {
            throw wrong("The longitude " + longitude + " is not between -180 and 180 (WGS 84 degrees)", pointer + "/0");
        }
        if (!(Math.abs(latitude) <= 90)) {
            throw wrong(
                    "The latitude " + latitude + " is not between -90 and 90 (WGS 84 degrees); longitude comes first",
                    pointer + "/1");
        }
    }

    private static ProblemException wrong(String detail, String pointer) {
        return ProblemException.badData(detail, pointer);
    }
}
