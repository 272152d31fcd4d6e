package eu.twintown.node.catalogue;

import java.time.Instant;
import java.util.Optional;

/**
 * What the node holds of one entity type now.
 *
 * @param type expanded name
 * @param count number of entities
 * @param area box around their locations
 * @param first earliest observation known
 * @param last latest observation
 */
public record Holding(String type, long count, Optional<Area> area, Optional<Instant> first, Optional<Instant> last) {

    /** A box in degrees, WGS 84. */
    public record Area(double west, double south, double east, double north) {

        /** The box around this one and a position. */
        Area with(double longitude, double latitude) {
            return new Area(
                    Math.min(west, longitude),
                    Math.min(south, latitude),
                    Math.max(east, longitude),
                    Math.max(north, latitude));
        }

        String wkt() {
            return "POLYGON((" + west + " " + south + "," + east + " " + south + "," + east + " " + north + "," + west
                    + " " + north + "," + west + " " + south + "))";
        }
    }
}
