package eu.twintown.node.demo.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.coverage.CoverageSimplifier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.precision.GeometryPrecisionReducer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Münster's six city districts, simplified together so that neighbours keep a common border, five decimals (about one
 * metre).
 */
final class DistrictExtract {
    private static final double TOLERANCE_DEGREES = 0.0008;
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private DistrictExtract() {}

    static void write(Path input, Path output) throws IOException {
        JsonNode features =
                JsonMapper.shared().readTree(Files.readString(input)).get("features");
        List<Geometry> polygons = new ArrayList<>();
        features.forEach(feature -> polygons.add(polygon(feature.get("geometry"))));
        Geometry[] simplified = CoverageSimplifier.simplify(polygons.toArray(Geometry[]::new), TOLERANCE_DEGREES);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < simplified.length; i++) {
            Geometry rounded = GeometryPrecisionReducer.reduce(simplified[i], new PrecisionModel(100_000));
            JsonNode properties = features.get(i).get("properties");
            lines.add("{\"type\":\"Feature\",\"properties\":{\"STADTBEZIR\":" + properties.get("STADTBEZIR")
                    + ",\"NR_STADTBE\":" + properties.get("NR_STADTBE") + ",\"NAME_STADT\":"
                    + properties.get("NAME_STADT") + ",\"STAND\":" + properties.get("STAND") + "},\"geometry\":"
                    + json(rounded) + "}");
        }
        Files.writeString(
                output,
                "{\"type\":\"FeatureCollection\",\"name\":\"stadtbezirk\",\"crs\":{\"type\":\"name\",\"properties\":"
                        + "{\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},\"features\":[\n"
                        + String.join(",\n", lines) + "\n]}\n");
    }

    private static Polygon polygon(JsonNode geometry) {
        if (!geometry.get("type").asString().equals("Polygon")
                || geometry.get("coordinates").size() != 1) {
            throw new IllegalStateException("only polygons without holes are expected: " + geometry.get("type"));
        }
        List<Coordinate> ring = new ArrayList<>();
        for (JsonNode position : geometry.get("coordinates").get(0)) {
            ring.add(new Coordinate(position.get(0).asDouble(), position.get(1).asDouble()));
        }
        return FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
    }

    private static String json(Geometry geometry) {
        List<String> positions = new ArrayList<>();
        for (Coordinate position : ((Polygon) geometry).getExteriorRing().getCoordinates()) {
            positions.add(String.format(Locale.ROOT, "[%.5f,%.5f]", position.x, position.y));
        }
        return "{\"type\":\"Polygon\",\"coordinates\":[[" + String.join(",", positions) + "]]}";
    }
}
