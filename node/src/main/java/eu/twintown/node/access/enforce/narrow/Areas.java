package eu.twintown.node.access.enforce.narrow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.geo.Geometries;
import eu.twintown.kernel.view.Area;
import eu.twintown.store.Entities;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** The areas that agreements name: WKT polygons (longitude latitude), or entities of this node by their location. */
public final class Areas {
    /** For how long an area is taken as it was read. */
    public static final Duration FRESH = Duration.ofSeconds(2);

    private static final int LONGEST = 200_000;
    private static final int POLYGON = 2;

    private final Entities entities;
    private final Cache<Named, Optional<Area>> known =
            Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(FRESH).build();

    private record Named(String tenant, String text) {}

    public Areas(Entities entities) {
        this.entities = entities;
    }

    /** The area of this name; empty where there is none, or it encloses nothing. */
    Optional<Area> find(String tenant, String text) {
        return known.get(new Named(tenant, text), this::read);
    }

    /** Whether the text names an entity, whose location may change. */
    static boolean isEntity(String text) {
        return !text.stripTrailing().endsWith(")");
    }

    private Optional<Area> read(Named area) {
        return isEntity(area.text())
                ? entities.get(area.tenant(), area.text()).flatMap(Areas::location)
                : wkt(area.text());
    }

    private static Optional<Area> location(Entity entity) {
        return entity.attributes().getOrDefault(Representation.LOCATION, List.of()).stream()
                .filter(location -> location.kind() == AttributeKind.GEO_PROPERTY)
                .flatMap(location -> Geometries.tryParse(location.value()).stream())
                .filter(geometry -> geometry.getDimension() == POLYGON)
                .findFirst()
                .map(Area::of);
    }

    /** A geo:wktLiteral may begin with the IRI of a coordinate system (GeoSPARQL 1.1, clause 8.5.1); CRS84 is meant. */
    private static Optional<Area> wkt(String text) {
        int start = text.startsWith("<") ? text.indexOf('>') + 1 : 0;
        if (text.length() > LONGEST || start > 0 && !text.substring(0, start).endsWith("CRS84>")) {
            return Optional.empty();
        }
        try {
            Geometry geometry = new WKTReader().read(text.substring(start));
            return geometry.getDimension() == POLYGON && !geometry.isEmpty() && geometry.isValid()
                    ? Optional.of(Area.of(geometry))
                    : Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
