package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.geo.Geometries;
import eu.twintown.kernel.query.GeoQuery;
import eu.twintown.kernel.query.GeoRelation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Areas as policies and datasets name them: a polygon as WKT, or the id of an entity with a location. */
final class Areas {
    /** The coordinate system that may stand before a WKT literal of GeoSPARQL. */
    private static final Pattern SYSTEM = Pattern.compile("^\\s*<[^>]*>\\s*");

    private final Function<String, Optional<Entity>> entities;

    /** @param entities finds an entity by its id */
    Areas(Function<String, Optional<Entity>> entities) {
        this.entities = entities;
    }

    /** A polygon or several; empty where the text is no such thing. */
    static Optional<Geometry> polygon(String wkt) {
        try {
            Geometry geometry = new WKTReader().read(SYSTEM.matcher(wkt).replaceFirst(""));
            boolean onTheGlobe = geometry.getEnvelopeInternal().getMinX() >= -180
                    && geometry.getEnvelopeInternal().getMaxX() <= 180
                    && geometry.getEnvelopeInternal().getMinY() >= -90
                    && geometry.getEnvelopeInternal().getMaxY() <= 90;
            return geometry.getDimension() == 2 && geometry.isValid() && onTheGlobe
                    ? Optional.of(geometry)
                    : Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The query for what lies within an area; empty where the area is not known here. */
    Optional<GeoQuery> within(String area) {
        Optional<Geometry> geometry = polygon(area);
        return (geometry.isPresent() ? geometry : entities.apply(area).flatMap(Areas::location))
                .map(found -> new GeoQuery(GeoRelation.parse("within", found), found, Representation.LOCATION));
    }

    private static Optional<Geometry> location(Entity entity) {
        List<Attribute> instances = entity.attributes().getOrDefault(Representation.LOCATION, List.of());
        return instances.stream()
                .filter(instance -> instance.kind() == AttributeKind.GEO_PROPERTY)
                .findFirst()
                .flatMap(instance -> Geometries.tryParse(instance.value()));
    }
}
