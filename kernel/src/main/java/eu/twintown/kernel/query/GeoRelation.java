package eu.twintown.kernel.query;

import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.geo.Distance;
import eu.twintown.kernel.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * The relations of a geo query (ETSI GS CIM 009 V1.9.1, clause 4.10), each between the entity's geometry and the
 * reference geometry, in this order: the entity lies within the reference, contains it, and so on.
 */
public sealed interface GeoRelation extends Predicate<Geometry> {

    /** A box that any match shares a point with; empty where a match may lie anywhere. */
    Optional<BoundingBox> candidates();

    /** The text as it stands in {@code georel}. */
    String text();

    /**
     * Near by distance: at most, or else more than, so many metres along the ellipsoid.
     *
     * @param most whether metres is the most (maxDistance) or the least (minDistance)
     */
    record Near(Geometry reference, double metres, boolean most) implements GeoRelation {
        @Override
        public boolean test(Geometry target) {
            if (metresOfLatitude(target) > metres) {
                return !most;
            }
            return Distance.metres(reference, target) <= metres == most;
        }

        /** A quick lower bound of the distance: what the latitudes alone make. */
        private double metresOfLatitude(Geometry target) {
            var a = reference.getEnvelopeInternal();
            var b = target.getEnvelopeInternal();
            double degrees = Math.max(a.getMinY() - b.getMaxY(), b.getMinY() - a.getMaxY());
            return degrees * Distance.METRES_PER_DEGREE;
        }

        @Override
        public Optional<BoundingBox> candidates() {
            return most ? Optional.of(Distance.around(reference, metres)) : Optional.empty();
        }

        @Override
        public String text() {
            String number = metres == Math.rint(metres) && metres < 1e15
                    ? Long.toString((long) metres)
                    : Double.toString(metres);
            return "near;" + (most ? "maxDistance" : "minDistance") + "==" + number;
        }
    }

    /** The topological relations, as OGC Simple Features defines them. */
    enum Kind {
        WITHIN("within"),
        CONTAINS("contains"),
        OVERLAPS("overlaps"),
        INTERSECTS("intersects"),
        EQUALS("equals"),
        DISJOINT("disjoint");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** A topological relation; the reference is prepared once for many tests. */
    record Topological(Kind kind, PreparedGeometry reference) implements GeoRelation {
        @Override
        public boolean test(Geometry target) {
            return switch (kind) {
                case WITHIN -> reference.contains(target);
                case CONTAINS -> reference.within(target);
                case OVERLAPS -> reference.overlaps(target);
                case INTERSECTS -> reference.intersects(target);
                case EQUALS -> equal(reference.getGeometry(), target);
                case DISJOINT -> reference.disjoint(target);
            };
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Topological relation
                    && kind == relation.kind
                    && reference.getGeometry().equalsExact(relation.reference.getGeometry());
        }

        @Override
        public int hashCode() {
            return Objects.hash(kind, reference.getGeometry());
        }

        private static boolean equal(Geometry a, Geometry b) {
            return a instanceof Point && b instanceof Point
                    ? a.getCoordinate().equals2D(b.getCoordinate())
                    : a.equalsTopo(b);
        }

        @Override
        public Optional<BoundingBox> candidates() {
            return kind == Kind.DISJOINT ? Optional.empty() : Optional.of(BoundingBox.of(reference.getGeometry()));
        }

        @Override
        public String text() {
            return kind.text;
        }
    }

    /**
     * Reads {@code georel}.
     *
     * @throws ProblemException BadRequestData with the position
     */
    static GeoRelation parse(String georel, Geometry reference) {
        for (Kind kind : Kind.values()) {
            if (kind.text.equals(georel)) {
                return new Topological(kind, PreparedGeometryFactory.prepare(reference));
            }
        }
        Cursor cursor = new Cursor("georel", georel);
        if (!cursor.skip("near")) {
            throw cursor.fault("near;maxDistance==metres, near;minDistance==metres or one of "
                    + String.join(
                            ", ",
                            List.of(Kind.values()).stream()
                                    .map(kind -> kind.text)
                                    .toList()));
        }
        cursor.expect(";", "';' and then maxDistance==metres or minDistance==metres");
        boolean most = cursor.skip("maxDistance");
        if (!most) {
            cursor.expect("minDistance", "maxDistance or minDistance");
        }
        cursor.expect("==", "'=='");
        return new Near(reference, metres(cursor), most);
    }

    private static double metres(Cursor cursor) {
        int start = cursor.position();
        int end = Literals.number(cursor.text(), start);
        double metres = end < 0 ? Double.NaN : Double.parseDouble(cursor.text().substring(start, end));
        if (!(metres > 0) || Double.isInfinite(metres)) {
            throw cursor.fault("a number of metres greater than 0");
        }
        cursor.moveTo(end);
        if (!cursor.atEnd()) {
            throw cursor.fault("the end");
        }
        return metres;
    }
}
