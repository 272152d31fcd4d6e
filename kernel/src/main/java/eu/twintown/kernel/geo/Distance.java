package eu.twintown.kernel.geo;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.distance.DistanceOp;

/**
 * The shortest way between two geometries on the WGS 84 ellipsoid, in metres.
 *
 * <p>Between points it is the geodesic (GeographicLib; Karney, Algorithms for geodesics, 2013: errors of nanometres).
 * GeoJSON's lines are straight in longitude and latitude (RFC 7946, 3.1.1), so for lines and areas the nearest pair of
 * points is sought in that plane, with longitudes shrunk by the cosine of the latitude at which the pair lies. A first
 * guess of that latitude is corrected a few times, then the pair's geodesic is taken. Away from the poles and up to a
 * few hundred kilometres the pair found is the true one to a few per mille of the distance.
 */
public final class Distance {

    /** The shortest that one degree of latitude is on WGS 84, in metres, rounded down. */
    public static final double METRES_PER_DEGREE = 110_570;

    private static final int ROUNDS = 3;
    private static final double LEAST_SHRINK = 1e-6;

    private Distance() {}

    /** Metres between the nearest points of the two; 0 where they touch. */
    public static double metres(Geometry from, Geometry to) {
        if (from instanceof Point a && to instanceof Point b) {
            return metres(a.getCoordinate(), b.getCoordinate());
        }
        double nearest = planar(from, to);
        // The short way may lead across the antimeridian, where the plane has its edges.
        if (mayCross(from, to)) {
            nearest = Math.min(nearest, planar(from, shifted(to, 360)));
            nearest = Math.min(nearest, planar(from, shifted(to, -360)));
        }
        return nearest;
    }

    /** Metres between two positions (longitude, latitude). */
    public static double metres(Coordinate from, Coordinate to) {
        return Geodesic.WGS84.Inverse(from.y, from.x, to.y, to.x, GeodesicMask.DISTANCE).s12;
    }

    /** The box that holds everything within so many metres of the geometry; all longitudes near a pole or the edge. */
    public static BoundingBox around(Geometry geometry, double metres) {
        BoundingBox box = BoundingBox.of(geometry);
        double latitudes = metres / METRES_PER_DEGREE;
        double south = box.minLatitude() - latitudes;
        double north = box.maxLatitude() + latitudes;
        double widest = Math.max(Math.abs(south), Math.abs(north));
        if (widest >= 89) {
            return new BoundingBox(-180, Math.max(south, -90), 180, Math.min(north, 90));
        }
        double longitudes = latitudes / Math.cos(Math.toRadians(widest));
        double west = box.minLongitude() - longitudes;
        double east = box.maxLongitude() + longitudes;
        return west < -180 || east > 180
                ? new BoundingBox(-180, south, 180, north)
                : new BoundingBox(west, south, east, north);
    }

    private static boolean mayCross(Geometry from, Geometry to) {
        BoundingBox a = BoundingBox.of(from);
        BoundingBox b = BoundingBox.of(to);
        return Math.max(a.maxLongitude(), b.maxLongitude()) - Math.min(a.minLongitude(), b.minLongitude()) > 180;
    }

    private static double planar(Geometry from, Geometry to) {
        double latitude = (from.getEnvelopeInternal().centre().y
                        + to.getEnvelopeInternal().centre().y)
                / 2;
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ROUNDS && nearest > 0; i++) {
            double shrink = Math.max(Math.cos(Math.toRadians(latitude)), LEAST_SHRINK);
            AffineTransformation plane = AffineTransformation.scaleInstance(shrink, 1);
            Coordinate[] pair = DistanceOp.nearestPoints(plane.transform(from), plane.transform(to));
            Coordinate a = new Coordinate(pair[0].x / shrink, pair[0].y);
            Coordinate b = new Coordinate(pair[1].x / shrink, pair[1].y);
            nearest = Math.min(nearest, a.equals2D(b) ? 0 : metres(a, b));
            latitude = (a.y + b.y) / 2;
        }
        return nearest;
    }

    private static Geometry shifted(Geometry geometry, double degrees) {
        return AffineTransformation.translationInstance(degrees, 0).transform(geometry);
    }
}
