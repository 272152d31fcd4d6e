package eu.twintown.kernel.query;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.geo.Geometries;
import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A geo query (ETSI GS CIM 009 V1.9.1, clause 4.10): a relation between the entity's geometry and a reference geometry.
 *
 * @param relation what must hold between the two
 * @param reference the geometry that the query gives
 * @param geoproperty expanded name of the GeoProperty that is looked at
 */
public record GeoQuery(GeoRelation relation, Geometry reference, String geoproperty) implements Predicate<Entity> {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Reads the parameters as they stand in a request.
     *
     * @param coordinates GeoJSON coordinates as JSON text
     * @param geoproperty expanded name
     * @throws ProblemException BadRequestData that names the parameter and says what is wrong with it
     */
    public static GeoQuery parse(String georel, String geometry, String coordinates, String geoproperty) {
        if (!Geometries.TYPES.contains(geometry)) {
            throw ProblemException.badParameter(
                    "geometry",
                    "geometry is '" + geometry + "'; it must be one of " + String.join(", ", Geometries.TYPES));
        }
        Geometry reference = reference(geometry, coordinates);
        return new GeoQuery(GeoRelation.parse(georel, reference), reference, geoproperty);
    }

    /** Whether one of the instances of the GeoProperty stands in the relation; false where the entity has none. */
    @Override
    public boolean test(Entity entity) {
        List<Attribute> instances = entity.attributes().getOrDefault(geoproperty, List.of());
        for (Attribute instance : instances) {
            if (instance.kind() == AttributeKind.GEO_PROPERTY && test(instance.value())) {
                return true;
            }
        }
        return false;
    }

    /** Whether this GeoJSON geometry stands in the relation; false where it is none. */
    public boolean test(JsonNode geoJson) {
        return Geometries.tryParse(geoJson).map(relation::test).orElse(false);
    }

    /**
     * A box that the geometry of any match shares a point with; empty where a match may lie anywhere (disjoint, and near
     * with minDistance). Where the searched area would cross the antimeridian, the box spans all longitudes.
     */
    public Optional<BoundingBox> candidates() {
        return relation.candidates();
    }

    private static Geometry reference(String geometry, String coordinates) {
        JsonNode node;
        try {
            node = JSON.readTree(coordinates);
        } catch (JacksonException e) {
            long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getCharOffset());
            throw new ProblemException(new Problem(
                    ProblemType.BAD_REQUEST_DATA,
                    "coordinates: not a JSON array, the fault is at position " + at,
                    Map.of("parameter", "coordinates", "position", Long.toString(at), "expected", "a JSON array")));
        }
        try {
            return Geometries.parse(geometry, node);
        } catch (ProblemException e) {
            Map<String, String> extensions = new HashMap<>(e.problem().extensions());
            String pointer = extensions.getOrDefault("pointer", "").replaceFirst("^/coordinates", "");
            extensions.put("pointer", pointer);
            extensions.put("parameter", "coordinates");
            String where = pointer.isEmpty() ? "" : " at " + pointer;
            throw new ProblemException(new Problem(
                    e.problem().type(),
                    "coordinates" + where + ": " + e.problem().detail(),
                    extensions));
        }
    }
}
