package eu.twintown.node.access.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.geo.Geometries;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.kernel.view.Area;
import eu.twintown.kernel.view.Level;
import eu.twintown.kernel.view.Place;
import eu.twintown.store.Entities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The areas that values are put together by: the entities of a type that the configuration names for each level, by their
 * location. Where no type is named for the whole city, it is everything that this node has. Read again after a short time.
 */
public final class Places {
    /** Of one or two things, whoever knows one of them would know the other. */
    public static final int USUAL_LEAST = 3;

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Place WHOLE_CITY = new Place("city", Optional.empty(), Optional.empty());

    private final Entities entities;
    private final Map<Level, String> types;
    private final int least;
    private final Cache<Asked, List<Place>> known =
            Caffeine.newBuilder().maximumSize(100).expireAfterWrite(FRESH).build();

    private record Asked(String tenant, Level level) {}

    /** With the usual least number. */
    public Places(Entities entities, Map<Level, String> types) {
        this(entities, types, USUAL_LEAST);
    }

    /**
     * The areas of a node.
     *
     * @param types expanded entity type by level
     * @param least how many things a value of an area must stand for, whatever a policy says
     */
    public Places(Entities entities, Map<Level, String> types, int least) {
        this.entities = entities;
        this.types = Map.copyOf(types);
        this.least = least;
    }

    /** How many things a value of an area must stand for, whatever a policy says. */
    public int least() {
        return least;
    }

    /** Whether this node can put values together by areas of this size. */
    public boolean knows(Level level) {
        return level == Level.EXACT || level == Level.CITY || types.containsKey(level);
    }

    /** The areas of a tenant, in the order of their ids. */
    List<Place> of(String tenant, Level level) {
        return known.get(new Asked(tenant, level), this::read);
    }

    private List<Place> read(Asked asked) {
        String type = types.get(asked.level());
        if (type == null) {
            return List.of(WHOLE_CITY);
        }
        EntityFilter ofType = new EntityFilter(
                List.of(),
                Optional.empty(),
                Optional.of(TypeSelection.anyOf(List.of(type))),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<Place> places = new ArrayList<>();
        entities.scan(asked.tenant(), ofType, entity -> place(entity).ifPresent(places::add));
        places.sort(Comparator.comparing(Place::id));
        return List.copyOf(places);
    }

    private static Optional<Place> place(Entity entity) {
        return entity.attributes().getOrDefault(Representation.LOCATION, List.of()).stream()
                .filter(location -> location.kind() == AttributeKind.GEO_PROPERTY)
                .findFirst()
                .flatMap(location -> Geometries.tryParse(location.value())
                        .filter(geometry -> geometry.getDimension() == 2)
                        .map(geometry ->
                                new Place(entity.id(), Optional.of(Area.of(geometry)), Optional.of(location.value()))));
    }
}
