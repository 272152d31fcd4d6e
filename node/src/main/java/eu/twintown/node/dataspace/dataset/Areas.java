package eu.twintown.node.dataspace.dataset;

import java.util.regex.Pattern;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Areas as they are written in offers. */
final class Areas {
    /** The coordinate system that may stand before a WKT literal of GeoSPARQL. */
    private static final Pattern SYSTEM = Pattern.compile("^\\s*<[^>]*>\\s*");

    private static final Envelope GLOBE = new Envelope(-180, 180, -90, 90);

    private Areas() {}

    /** Whether the text is a polygon or several, as WKT in longitude and latitude. */
    static boolean isPolygon(String wkt) {
        try {
            Geometry geometry = new WKTReader().read(SYSTEM.matcher(wkt).replaceFirst(""));
            return geometry.getDimension() == 2 && geometry.isValid() && GLOBE.covers(geometry.getEnvelopeInternal());
        } catch (ParseException | IllegalArgumentException e) {
            return false;
        }
    }
}
