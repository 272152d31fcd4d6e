package eu.twintown.node.mediation;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.locationtech.proj4j.BasicCoordinateTransform;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;

/**
 * A coordinate reference system, by its EPSG code. Coordinates go in as (east, north) whatever order the system's
 * definition names, and come out as WGS 84 longitude and latitude.
 */
public final class Crs {

    /** A position, degrees. */
    public record LonLat(double lon, double lat) {}

    public static final Crs WGS84 = new Crs("EPSG:4326", null);

    private static final Map<String, Optional<Crs>> KNOWN = new ConcurrentHashMap<>();

    private final String name;
    private final @Nullable BasicCoordinateTransform transform;

    private Crs(String name, @Nullable BasicCoordinateTransform transform) {
        this.name = name;
        this.transform = transform;
    }

    /** The system of this name ({@code EPSG:31467}, {@code CRS84}, or the OGC URN of one); empty where not known. */
    public static Optional<Crs> of(String name) {
        return KNOWN.computeIfAbsent(name, Crs::find);
    }

    /**
     * The position of a coordinate pair, to seven decimals (about a centimetre) where it had to be converted.
     *
     * @throws IllegalArgumentException where the pair is no place of this system, or no place on earth
     */
    public LonLat toWgs84(double east, double north) {
        LonLat position = transform == null ? new LonLat(east, north) : convert(transform, east, north);
        if (!(Math.abs(position.lon()) <= 180 && Math.abs(position.lat()) <= 90)) {
            throw new IllegalArgumentException("(" + east + ", " + north + ") is not a position in " + name
                    + "; are the axes the wrong way round?");
        }
        return position;
    }

    private LonLat convert(BasicCoordinateTransform to, double east, double north) {
        ProjCoordinate result = new ProjCoordinate();
        try {
            // the transform keeps scratch values of the last call
            synchronized (to) {
                to.transform(new ProjCoordinate(east, north), result);
            }
        } catch (Proj4jException e) {
            throw new IllegalArgumentException("(" + east + ", " + north + ") is not a position in " + name, e);
        }
        return new LonLat(rounded(result.x), rounded(result.y));
    }

    private static double rounded(double degrees) {
        return Double.isFinite(degrees) ? Math.round(degrees * 1e7) / 1e7 : degrees;
    }

    private static Optional<Crs> find(String name) {
        String code = name.toUpperCase(Locale.ROOT)
                .replaceFirst("^URN:OGC:DEF:CRS:([A-Z]+):[^:]*:", "$1:")
                .replaceFirst("^HTTPS?://WWW.OPENGIS.NET/DEF/CRS/([A-Z]+)/[^/]*/", "$1:");
        if (code.equals("EPSG:4326") || code.equals("CRS84") || code.equals("OGC:CRS84")) {
            return Optional.of(WGS84);
        }
        try {
            CRSFactory factory = new CRSFactory();
            CoordinateReferenceSystem source = factory.createFromName(code);
            CoordinateReferenceSystem target = factory.createFromName("EPSG:4326");
            return Optional.of(new Crs(code, new BasicCoordinateTransform(source, target)));
        } catch (Proj4jException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
