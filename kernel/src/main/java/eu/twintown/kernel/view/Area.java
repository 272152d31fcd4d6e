package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.geo.Geometries;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import tools.jackson.databind.JsonNode;

/**
 * An area within which things must lie, its edge included.
 *
 * @param prepared the geometry, made ready for many tests
 * @param box around it
 * @param isBox whether it is no less than that box
 */
public record Area(PreparedGeometry prepared, BoundingBox box, boolean isBox) {

    /** The area of a geometry that is not empty. */
    public static Area of(Geometry geometry) {
        return new Area(PreparedGeometryFactory.prepare(geometry), BoundingBox.of(geometry), geometry.isRectangle());
    }

    /** Areas are equal where their edges are the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Area area
                && (prepared.equals(area.prepared) || prepared.getGeometry().equalsExact(area.prepared.getGeometry()));
    }

    @Override
    public int hashCode() {
        return box.hashCode();
    }

    public boolean covers(Geometry geometry) {
        return prepared.covers(geometry);
    }

    /** Whether every one of these instances of a GeoProperty lies in it, and there is at least one. */
    public boolean covers(List<Attribute> locations) {
        boolean any = false;
        for (Attribute location : locations) {
            if (!covers(location)) {
                return false;
            }
            any = true;
        }
        return any;
    }

    /** Whether this instance of a GeoProperty lies in it; false where it holds no possible geometry. */
    public boolean covers(Attribute location) {
        return location.kind() == AttributeKind.GEO_PROPERTY && covers(location.value());
    }

    /** Most things are points, and of most the box tells; only of the others a geometry is made. */
    private boolean covers(JsonNode geoJson) {
        JsonNode at = geoJson.path("coordinates");
        if (at.size() == 2 && at.get(0).isNumber() && at.get(1).isNumber() && isPoint(geoJson)) {
            boolean within = box.contains(at.get(0).asDouble(), at.get(1).asDouble());
            if (!within || isBox) {
                return within;
            }
        }
        return Geometries.tryParse(geoJson).map(this::covers).orElse(false);
    }

    private static boolean isPoint(JsonNode geoJson) {
        return geoJson.path("type").asString("").equals("Point");
    }
}
