package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.geo.Geometries;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * An area within which things must lie, its edge included.
 *
 * @param prepared the geometry, made ready for many tests
 * @param box around it
 */
public record Area(PreparedGeometry prepared, BoundingBox box) {

    /** The area of a geometry that is not empty. */
    public static Area of(Geometry geometry) {
        return new Area(PreparedGeometryFactory.prepare(geometry), BoundingBox.of(geometry));
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
        return location.kind() == AttributeKind.GEO_PROPERTY
                && Geometries.tryParse(location.value()).map(this::covers).orElse(false);
    }
}
