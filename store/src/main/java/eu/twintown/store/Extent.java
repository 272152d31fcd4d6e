package eu.twintown.store;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.geo.Geometries;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Finds the smallest box around all geometries of an entity. It covers every GeoProperty, so it finds candidates
 * whichever of them a query asks about.
 */
public final class Extent {
    private double west = Double.POSITIVE_INFINITY;
    private double south = Double.POSITIVE_INFINITY;
    private double east = Double.NEGATIVE_INFINITY;
    private double north = Double.NEGATIVE_INFINITY;

    private Extent() {}

    public static Optional<BoundingBox> of(Entity entity) {
        Extent extent = new Extent();
        for (List<Attribute> instances : entity.attributes().values()) {
            for (Attribute attribute : instances) {
                if (attribute.kind() == AttributeKind.GEO_PROPERTY) {
                    extent.add(attribute.value());
                }
            }
        }
        return extent.west <= extent.east
                ? Optional.of(new BoundingBox(extent.west, extent.south, extent.east, extent.north))
                : Optional.empty();
    }

    private void add(JsonNode geometry) {
        if (!geometry.isObject()) {
            // GeoJSON as a text
            Geometries.box(geometry).ifPresent(box -> {
                include(box.minLongitude(), box.minLatitude());
                include(box.maxLongitude(), box.maxLatitude());
            });
            return;
        }
        addCoordinates(geometry.path("coordinates"));
        for (JsonNode part : geometry.path("geometries")) {
            add(part);
        }
    }

    private void addCoordinates(JsonNode node) {
        if (node.size() >= 2 && node.get(0).isNumber() && node.get(1).isNumber()) {
            include(node.get(0).doubleValue(), node.get(1).doubleValue());
            return;
        }
        for (JsonNode child : node) {
            addCoordinates(child);
        }
    }

    private void include(double longitude, double latitude) {
        west = Math.min(west, longitude);
        east = Math.max(east, longitude);
        south = Math.min(south, latitude);
        north = Math.max(north, latitude);
    }
}
