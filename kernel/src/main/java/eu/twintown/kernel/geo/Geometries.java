package eu.twintown.kernel.geo;

import eu.twintown.kernel.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.GeometryFixer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * GeoJSON geometries (RFC 7946; without GeometryCollection, as ETSI GS CIM 009 V1.9.1, clause 4.6.3 wants it) as JTS
 * geometries in longitude and latitude.
 *
 * <p>Refused, with a pointer to the fault: unknown types, wrong nesting, positions that are not two to four numbers on
 * the globe, lines of one position, rings that are open, shorter than four positions or without area. Tolerated, because
 * cities' open data are full of it: rings that touch or cross themselves and holes that stick out. Such areas are mended
 * (JTS GeometryFixer) before any relation is worked out; what is stored stays as it came. Heights are not looked at.
 */
public final class Geometries {

    /** The geometry types that may stand in {@code type} and {@code geometry}. */
    public static final List<String> TYPES =
            List.of("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon");

    private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), 4326);
    private static final JsonMapper JSON = JsonMapper.shared();

    private Geometries() {}

    /**
     * Reads a GeoJSON geometry: an object, or a string that holds one (clause 4.7.2).
     *
     * @throws ProblemException BadRequestData; {@code pointer} is relative to the geometry
     */
    public static Geometry parse(JsonNode geoJson) {
        JsonNode node = geoJson.isString() ? text(geoJson.asString()) : geoJson;
        if (!node.isObject()) {
            throw ProblemException.badData("A geometry must be a JSON object with type and coordinates", "");
        }
        JsonNode type = node.path("type");
        if (!type.isString() || !TYPES.contains(type.asString())) {
            throw ProblemException.badData(
                    "The geometry's type is " + (type.isMissingNode() ? "missing" : type.toString())
                            + "; it must be one of " + String.join(", ", TYPES),
                    "/type");
        }
        if (!node.has("coordinates")) {
            throw ProblemException.badData("The geometry has no coordinates", "/coordinates");
        }
        return parse(type.asString(), node.get("coordinates"));
    }

    /** As {@link #parse(JsonNode)}; empty where the geometry is impossible. */
    public static Optional<Geometry> tryParse(JsonNode geoJson) {
        try {
            return Optional.of(parse(geoJson));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads coordinates as a geometry of the given type, one of {@link #TYPES}.
     *
     * @throws ProblemException BadRequestData; {@code pointer} starts with {@code /coordinates}
     */
    public static Geometry parse(String type, JsonNode coordinates) {
        String at = "/coordinates";
        return switch (type) {
            case "Point" -> FACTORY.createPoint(position(coordinates, at));
            case "MultiPoint" -> FACTORY.createMultiPointFromCoords(positions(coordinates, at, 1));
            case "LineString" -> line(coordinates, at);
            case "MultiLineString" -> {
                LineString[] lines = new LineString[parts(coordinates, at, "lines")];
                for (int i = 0; i < lines.length; i++) {
                    lines[i] = line(coordinates.get(i), at + "/" + i);
                }
                yield FACTORY.createMultiLineString(lines);
            }
            case "Polygon" -> mended(polygon(coordinates, at));
            case "MultiPolygon" -> {
                Polygon[] polygons = new Polygon[parts(coordinates, at, "polygons")];
                for (int i = 0; i < polygons.length; i++) {
                    polygons[i] = polygon(coordinates.get(i), at + "/" + i);
                }
                yield mended(FACTORY.createMultiPolygon(polygons));
            }
            default -> throw new IllegalArgumentException("no geometry type: " + type);
        };
    }

    /** The box around a GeoJSON geometry; empty where the geometry is impossible. */
    public static Optional<BoundingBox> box(JsonNode geoJson) {
        return tryParse(geoJson).map(BoundingBox::of);
    }

    /** The point at this longitude and latitude. */
    public static Point point(double longitude, double latitude) {
        return FACTORY.createPoint(new Coordinate(longitude, latitude));
    }

    private static Geometry mended(Geometry area) {
        return area.isValid() ? area : GeometryFixer.fix(area);
    }

    private static Polygon polygon(JsonNode node, String at) {
        LinearRing[] rings = new LinearRing[parts(node, at, "rings")];
        for (int i = 0; i < rings.length; i++) {
            rings[i] = ring(node.get(i), at + "/" + i);
        }
        LinearRing[] holes = new LinearRing[rings.length - 1];
        System.arraycopy(rings, 1, holes, 0, holes.length);
        return FACTORY.createPolygon(rings[0], holes);
    }

    private static LinearRing ring(JsonNode node, String at) {
        Coordinate[] positions = positions(node, at, 4);
        if (!positions[0].equals2D(positions[positions.length - 1])) {
            throw ProblemException.badData("A ring must end at the position where it starts", at);
        }
        LinearRing ring = FACTORY.createLinearRing(positions);
        // A figure of eight has no signed area either, but it does enclose something.
        if (Area.ofRing(positions) == 0
                && GeometryFixer.fix(FACTORY.createPolygon(ring)).isEmpty()) {
            throw ProblemException.badData("This ring encloses no area", at);
        }
        return ring;
    }

    private static LineString line(JsonNode node, String at) {
        return FACTORY.createLineString(positions(node, at, 2));
    }

    private static int parts(JsonNode node, String at, String what) {
        if (!node.isArray() || node.isEmpty()) {
            throw ProblemException.badData("Here must be an array of at least one of the geometry's " + what, at);
        }
        return node.size();
    }

    private static Coordinate[] positions(JsonNode node, String at, int least) {
        if (!node.isArray() || node.size() < least) {
            throw ProblemException.badData(
                    "Here must be an array of at least " + least + " positions [longitude, latitude]", at);
        }
        Coordinate[] positions = new Coordinate[node.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position(node.get(i), at + "/" + i);
        }
        return positions;
    }

    private static Coordinate position(JsonNode node, String at) {
        boolean numbers = node.isArray() && node.size() >= 2 && node.size() <= 4;
        for (int i = 0; numbers && i < node.size(); i++) {
            numbers = node.get(i).isNumber();
        }
        if (!numbers) {
            throw ProblemException.badData("Here must be a position: [longitude, latitude] as numbers", at);
        }
        double longitude = node.get(0).asDouble(Double.NaN);
        double latitude = node.get(1).asDouble(Double.NaN);
        if (!(Math.abs(longitude) <= 180)) {
            throw ProblemException.badData(
                    "The longitude " + node.get(0) + " is not between -180 and 180 degrees (WGS 84)", at + "/0");
        }
        if (!(Math.abs(latitude) <= 90)) {
            String hint = Math.abs(longitude) <= 90 ? "; is it [latitude, longitude]?" : "";
            throw ProblemException.badData(
                    "The latitude " + node.get(1) + " is not between -90 and 90 degrees" + hint, at + "/1");
        }
        return new Coordinate(longitude, latitude);
    }

    private static JsonNode text(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw ProblemException.badData("This string holds no JSON geometry", "");
        }
    }
}
