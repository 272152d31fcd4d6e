package eu.twintown.node.mediation.mapping;

import eu.twintown.node.mediation.Crs;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a source's coordinates into GeoJSON of WGS 84.
 *
 * @param crs the source's coordinate reference system
 * @param northFirst whether pairs come as (north, east), such as [lat, lon]
 */
record Positions(Crs crs, boolean northFirst) {
    private static final int MAX_DEPTH = 8;

    /** A GeoJSON point of two numbers, which may be text. */
    ObjectNode point(JsonNode east, JsonNode north) {
        Crs.LonLat position = crs.toWgs84(number(east), number(north));
        ObjectNode point = Values.JSON.objectNode();
        point.put("type", "Point");
        point.putArray("coordinates").add(position.lon()).add(position.lat());
        return point;
    }

    /** A GeoJSON point of a pair: a list of two numbers, or a text with a comma or blank between them. */
    ObjectNode pair(JsonNode pair) {
        if (pair.isArray() && pair.size() >= 2) {
            return northFirst ? point(pair.get(1), pair.get(0)) : point(pair.get(0), pair.get(1));
        }
        String[] numbers = Values.text(pair).strip().split("\\s*[,;]\\s*|\\s+");
        if (pair.isContainer() || numbers.length != 2) {
            throw new IllegalArgumentException(Values.shown(pair) + " is not a pair of coordinates");
        }
        JsonNode first = Values.text(numbers[0]);
        JsonNode second = Values.text(numbers[1]);
        return northFirst ? point(second, first) : point(first, second);
    }

    /** A GeoJSON geometry with all its positions converted. */
    ObjectNode geometry(JsonNode geometry) {
        if (!geometry.isObject() || !geometry.path("type").isString() || !hasContent(geometry)) {
            throw new IllegalArgumentException(Values.shown(geometry) + " is not a GeoJSON geometry");
        }
        ObjectNode result = Values.JSON.objectNode();
        result.put("type", geometry.path("type").asString());
        if (geometry.path("geometries").isArray()) {
            ArrayNode parts = result.putArray("geometries");
            geometry.path("geometries").forEach(part -> parts.add(geometry(part)));
        } else {
            result.set("coordinates", coordinates(geometry.path("coordinates"), 0));
        }
        return result;
    }

    private static boolean hasContent(JsonNode geometry) {
        return geometry.path("coordinates").isArray()
                || geometry.path("geometries").isArray();
    }

    private ArrayNode coordinates(JsonNode list, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("the coordinates are nested too deeply");
        }
        ArrayNode result = Values.JSON.arrayNode();
        if (!list.isEmpty() && !list.get(0).isArray()) {
            return (ArrayNode) pair(list).get("coordinates");
        }
        for (JsonNode part : list) {
            if (!part.isArray()) {
                throw new IllegalArgumentException(Values.shown(part) + " stands among lists of coordinates");
            }
            result.add(coordinates(part, depth + 1));
        }
        return result;
    }

    private static double number(JsonNode value) {
        return Values.asNumber(value)
                .map(BigDecimal::doubleValue)
                .orElseThrow(() -> new IllegalArgumentException(Values.shown(value) + " is not a coordinate"));
    }
}
