package eu.twintown.kernel.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Distances on the ellipsoid against known values, a haversine and a brute-force search. */
class DistanceProperties {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    @Example
    void knownLengthsAreMet() {
        // One degree of longitude on the equator, and the quarter meridian: constants of WGS 84.
        assertThat(Distance.metres(new Coordinate(0, 0), new Coordinate(1, 0))).isCloseTo(111_319.491, within(0.001));
        assertThat(Distance.metres(new Coordinate(0, 0), new Coordinate(0, 90)))
                .isCloseTo(10_001_965.729, within(0.001));
    }

    @Property(tries = 500)
    void pointsAgreeWithTheHaversineToHalfAPercent(
            @ForAll @DoubleRange(min = -180, max = 180) double lon1,
            @ForAll @DoubleRange(min = -90, max = 90) double lat1,
            @ForAll @DoubleRange(min = -180, max = 180) double lon2,
            @ForAll @DoubleRange(min = -90, max = 90) double lat2) {
        double metres = Distance.metres(Geometries.point(lon1, lat1), Geometries.point(lon2, lat2));
        assertThat(metres).isCloseTo(haversine(lon1, lat1, lon2, lat2), within(0.006 * metres + 0.01));
    }

    @Property(tries = 300)
    void theNearestPartOfALineIsFound(@ForAll("places") Coordinate point, @ForAll("lines") List<Coordinate> line) {
        Geometry from = FACTORY.createPoint(point);
        Geometry to = FACTORY.createLineString(line.toArray(new Coordinate[0]));
        double metres = Distance.metres(from, to);
        double brute = bruteForce(point, line);
        assertThat(metres).isCloseTo(brute, within(0.005 * brute + 50));
        assertThat(Distance.metres(to, from)).isCloseTo(metres, within(0.001 * metres + 1));
    }

    @Property(tries = 500)
    void theBoxAroundHoldsWhateverIsNear(
            @ForAll @DoubleRange(min = -180, max = 180) double longitude,
            @ForAll @DoubleRange(min = -89, max = 89) double latitude,
            @ForAll @DoubleRange(min = 1, max = 500_000) double metres,
            @ForAll @DoubleRange(min = 0, max = 360) double azimuth) {
        var there = net.sf.geographiclib.Geodesic.WGS84.Direct(latitude, longitude, azimuth, metres * 0.999999);
        BoundingBox box = Distance.around(Geometries.point(longitude, latitude), metres);
        assertThat(box.intersects(new BoundingBox(there.lon2, there.lat2, there.lon2, there.lat2)))
                .isTrue();
    }

    @Provide
    Arbitrary<Coordinate> places() {
        return Combinators.combine(
                        Arbitraries.doubles().between(-1.5, 1.5),
                        Arbitraries.doubles().between(-1.5, 1.5))
                .as((x, y) -> new Coordinate(7 + x, 60 + y));
    }

    @Provide
    Arbitrary<List<Coordinate>> lines() {
        return places().list().ofSize(2);
    }

    private static double bruteForce(Coordinate point, List<Coordinate> line) {
        double nearest = Double.POSITIVE_INFINITY;
        int steps = 2000;
        for (int i = 0; i <= steps; i++) {
            double t = (double) i / steps;
            Coordinate on = new Coordinate(
                    line.get(0).x + t * (line.get(1).x - line.get(0).x),
                    line.get(0).y + t * (line.get(1).y - line.get(0).y));
            nearest = Math.min(nearest, Distance.metres(point, on));
        }
        return nearest;
    }

    private static double haversine(double lon1, double lat1, double lon2, double lat2) {
        double dLat = Math.toRadians(lat2 - lat1);
        double dLon = Math.toRadians(lon2 - lon1);
        double a = Math.pow(Math.sin(dLat / 2), 2)
                + Math.cos(Math.toRadians(lat1)) * Math.cos(Math.toRadians(lat2)) * Math.pow(Math.sin(dLon / 2), 2);
        return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(a)));
    }
}
