package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.geo.Geometries;
import eu.twintown.kernel.time.DateTimes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import tools.jackson.databind.JsonNode;

/**
 * Entities that stand for all entities of an area: one for each combination of types and area, whose numbers are the means
 * over those that lie there. What is no number is not shown, except the location, which is the area's. Holds a sum for each
 * value, not the entities.
 */
public final class Groups {
    /** What a value says of itself: a sub-attribute with the level, named like the operand of the city profile. */
    public static final String LEVEL = "https://twintown.eu/odrl/city/spatialAggregation";

    /**
     * An area that entities are put together by.
     *
     * @param id what it is known by
     * @param area empty = everywhere
     * @param shape its GeoJSON; empty = not shown
     */
    public record Place(String id, Optional<Area> area, Optional<JsonNode> shape) {}

    private record Key(List<String> types, int place) {}

    private final Part part;
    private final List<Place> places;
    private final Map<Key, Group> groups = new LinkedHashMap<>();

    /** Groups what {@code part} shows by {@code places}; an entity counts for the first that its middle lies in. */
    public Groups(Part part, List<Place> places) {
        this.part = part;
        this.places = List.copyOf(places);
    }

    /**
     * Takes an entity in.
     *
     * @param entity as it is, for where it lies
     * @param shown what is shown of it
     */
    public void add(Entity entity, Entity shown) {
        int place = place(entity);
        if (place >= 0) {
            List<String> types = shown.types().stream().sorted().toList();
            groups.computeIfAbsent(new Key(types, place), key -> new Group()).add(shown);
        }
    }

    /** The groups as entities, in the order of their ids. */
    public List<Entity> entities() {
        List<Entity> entities = new ArrayList<>();
        groups.forEach((key, group) -> group.entity(key).ifPresent(entities::add));
        entities.sort(Comparator.comparing(Entity::id));
        return entities;
    }

    private int place(Entity entity) {
        Optional<Point> middle = entity.attributes().getOrDefault(Representation.LOCATION, List.of()).stream()
                .filter(location -> location.kind() == AttributeKind.GEO_PROPERTY)
                .flatMap(location -> Geometries.tryParse(location.value()).stream())
                .map(Geometry::getInteriorPoint)
                .findFirst();
        for (int i = 0; i < places.size(); i++) {
            Optional<Area> area = places.get(i).area();
            if (area.isEmpty() || middle.isPresent() && area.get().covers(middle.get())) {
                return i;
            }
        }
        return -1;
    }

    private record Series(String name, String datasetId) {}

    private final class Group {
        private final Map<Series, Sum> sums =
                new TreeMap<>(Comparator.comparing(Series::name).thenComparing(Series::datasetId));

        void add(Entity shown) {
            shown.attributes().forEach((name, instances) -> instances.stream()
                    .filter(Instances::isNumber)
                    .forEach(instance -> sums.computeIfAbsent(
                                    new Series(name, Objects.requireNonNullElse(instance.datasetId(), "")),
                                    series -> new Sum())
                            .add(instance)));
        }

        Optional<Entity> entity(Key key) {
            if (sums.isEmpty()) {
                return Optional.empty();
            }
            String level = part.level().name().toLowerCase(Locale.ROOT);
            Place place = places.get(key.place());
            Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
            sums.forEach((series, sum) -> attributes
                    .computeIfAbsent(series.name(), name -> new ArrayList<>())
                    .add(sum.mean(series.datasetId().isEmpty() ? null : series.datasetId(), level)));
            if (part.attributes().admits(Representation.LOCATION)) {
                place.shape()
                        .ifPresent(shape -> attributes.put(
                                Representation.LOCATION, List.of(Attribute.of(AttributeKind.GEO_PROPERTY, shape))));
            }
            String name = String.join(" ", key.types()) + " " + level + " " + place.id();
            return Optional.of(new Entity(
                    "urn:twintown:aggregate:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                    key.types(),
                    attributes));
        }
    }

    /** The running sum of one value. */
    private static final class Sum {
        private double sum;
        private long count;
        private @Nullable Instant latest;
        private @Nullable String unitCode;

        void add(Attribute instance) {
            sum += instance.value().asDouble();
            unitCode = count == 0 || Objects.equals(unitCode, instance.unitCode()) ? instance.unitCode() : null;
            count++;
            String observedAt = instance.observedAt();
            if (observedAt != null) {
                DateTimes.parse(observedAt)
                        .filter(at -> latest == null || at.isAfter(latest))
                        .ifPresent(at -> latest = at);
            }
        }

        Attribute mean(@Nullable String datasetId, String level) {
            return Instances.number(sum / count, datasetId, unitCode, latest, null, LEVEL, level);
        }
    }
}
