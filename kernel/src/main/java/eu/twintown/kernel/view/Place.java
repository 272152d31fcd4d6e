package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.geo.Geometries;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import tools.jackson.databind.JsonNode;

/**
 * An area that entities are put together by.
 *
 * @param id what it is known by
 * @param area empty = everywhere
 * @param shape its GeoJSON; empty = not shown
 */
public record Place(String id, Optional<Area> area, Optional<JsonNode> shape) {
    static final int NOWHERE = -1;

    /** The index of the first place that the middle of a thing lies in, by the first of its locations that has one. */
    static int of(List<Attribute> locations, List<Place> places) {
        Optional<Point> middle = locations.stream()
                .filter(location -> location.kind() == AttributeKind.GEO_PROPERTY)
                .flatMap(location -> Geometries.tryParse(location.value()).stream())
                .map(Geometry::getInteriorPoint)
                .findFirst();
        for (int i = 0; i < places.size(); i++) {
            Optional<Area> area = places.get(i).area();
            if (area.isEmpty() || middle.isPresent() && area.get().covers(middle.get())) {
                return i;
            }
        }
        return NOWHERE;
    }
}
