package eu.twintown.kernel.geo;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** The smallest box in longitude and latitude (WGS 84, degrees) around something; it never crosses the antimeridian. */
public record BoundingBox(double minLongitude, double minLatitude, double maxLongitude, double maxLatitude) {

    /** The box of a geometry that is not empty. */
    public static BoundingBox of(Geometry geometry) {
        Envelope envelope = geometry.getEnvelopeInternal();
        return new BoundingBox(envelope.getMinX(), envelope.getMinY(), envelope.getMaxX(), envelope.getMaxY());
    }

    /** Whether it is no more than a point. */
    public boolean isPoint() {
        return minLongitude == maxLongitude && minLatitude == maxLatitude;
    }

    /** Whether the two boxes share at least a point. */
    public boolean intersects(BoundingBox other) {
        return minLongitude <= other.maxLongitude
                && other.minLongitude <= maxLongitude
                && minLatitude <= other.maxLatitude
                && other.minLatitude <= maxLatitude;
    }

    /** Whether a point lies in it, its edge included. */
    public boolean contains(double longitude, double latitude) {
        return minLongitude <= longitude
                && longitude <= maxLongitude
                && minLatitude <= latitude
                && latitude <= maxLatitude;
    }

    /** Whether the other one lies wholly in this one, its edge included. */
    public boolean contains(BoundingBox other) {
        return minLongitude <= other.minLongitude
                && other.maxLongitude <= maxLongitude
                && minLatitude <= other.minLatitude
                && other.maxLatitude <= maxLatitude;
    }

    /** The smallest box around both. */
    public BoundingBox with(BoundingBox other) {
        return new BoundingBox(
                Math.min(minLongitude, other.minLongitude),
                Math.min(minLatitude, other.minLatitude),
                Math.max(maxLongitude, other.maxLongitude),
                Math.max(maxLatitude, other.maxLatitude));
    }

    /** How large it is, in square degrees; good for comparing boxes of one region. */
    public double size() {
        return (maxLongitude - minLongitude) * (maxLatitude - minLatitude);
    }
}
