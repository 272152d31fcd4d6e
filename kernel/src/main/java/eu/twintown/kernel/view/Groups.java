package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.query.EntityFilter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Entities that stand for all entities of an area: one for each combination of types and area, whose numbers are the means
 * over those that lie there; each thing counts once, in each period where there are periods. A value that fewer things would
 * stand behind than the part demands is not shown. What is no number is not shown, except the location, which is the area's.
 * Holds a sum for each value, not the entities.
 */
public final class Groups {
    private static final String ID = "urn:twintown:aggregate:";

    private record Key(List<String> types, int place) {}

    private final Part part;
    private final List<Place> places;
    private final EntityFilter asked;
    private final List<Integer> wanted;
    private final Map<Key, Optional<Group>> groups = new LinkedHashMap<>();

    /**
     * Groups what {@code part} shows by {@code places}; an entity counts for the first that its middle lies in.
     *
     * @param asked groups that it cannot match by id, types or area need not be made
     */
    public Groups(Part part, List<Place> places, EntityFilter asked) {
        this.part = part;
        this.places = List.copyOf(places);
        this.asked = asked;
        boolean possible = asked.ids().isEmpty() || asked.ids().stream().anyMatch(Groups::isGroup);
        this.wanted = IntStream.range(0, places.size())
                .filter(place -> possible && mayMatch(places.get(place)))
                .boxed()
                .toList();
    }

    /** Whether an id may be that of a group. */
    public static boolean isGroup(String id) {
        return id.startsWith(ID);
    }

    private boolean mayMatch(Place place) {
        return asked.geo()
                .map(geo -> geo.geoproperty().equals(Representation.LOCATION)
                        && part.attributes().admits(Representation.LOCATION)
                        && place.shape().filter(geo::test).isPresent())
                .orElse(true);
    }

    /** Whether no group can match what is asked for. */
    public boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** A box that everything shares a point with that counts for a group that may match; empty = anywhere. */
    public Optional<BoundingBox> box() {
        Optional<BoundingBox> box = Optional.empty();
        for (int place : wanted) {
            Optional<Area> area = places.get(place).area();
            if (area.isEmpty()) {
                return Optional.empty();
            }
            box = Optional.of(box.map(area.get().box()::with).orElse(area.get().box()));
        }
        return box;
    }

    /**
     * Takes an entity in as it is at present.
     *
     * @param entity as it is, for where it lies
     * @param shown what is shown of it
     */
    public void add(Entity entity, Entity shown) {
        int place = Place.of(entity.attributes().getOrDefault(Representation.LOCATION, List.of()), places);
        group(shown.types(), place)
                .ifPresent(group -> shown.attributes().forEach((name, instances) -> instances.stream()
                        .filter(Instances::isNumber)
                        .forEach(instance -> group.add(Series.of(name, instance, Instant.MIN), instance))));
    }

    /**
     * Takes the history of an entity in, by periods: its means while it was in each place.
     *
     * @param locations all that is known of where it was
     * @param shown what is shown of its samples
     * @param when which periods are asked for, as instances that begin with them
     */
    public void add(List<Attribute> locations, Entity shown, Averages averages, Predicate<Attribute> when) {
        boolean anywhere = places.stream().anyMatch(place -> place.area().isEmpty());
        Stays<Integer> stays =
                new Stays<>(locations, location -> Place.of(List.of(location), places), (one, other) -> one);
        for (int place : wanted) {
            Entity there = anywhere
                    ? shown
                    : Part.with(shown, instance -> stays.at(instance)
                            .filter(at -> at == place)
                            .isPresent());
            averages.evolution(there).ifPresent(means -> group(shown.types(), place)
                    .ifPresent(group -> means.attributes().forEach((name, instances) -> instances.stream()
                            .filter(Instances::isNumber)
                            .filter(when)
                            .forEach(mean -> group.add(
                                    Series.of(name, mean, Instances.time(mean).orElseThrow()), mean)))));
        }
    }

    /** The groups as entities, in the order of their ids. */
    public List<Entity> entities() {
        List<Entity> entities = new ArrayList<>();
        groups.forEach((key, group) -> group.flatMap(made -> entity(key, made)).ifPresent(entities::add));
        entities.sort(Comparator.comparing(Entity::id));
        return entities;
    }

    private Optional<Group> group(List<String> types, int place) {
        return groups.computeIfAbsent(
                new Key(types.stream().sorted().toList(), place),
                key -> isAsked(key) ? Optional.of(new Group(part)) : Optional.empty());
    }

    private boolean isAsked(Key key) {
        return wanted.contains(key.place())
                && (asked.ids().isEmpty() || asked.ids().contains(id(key)))
                && asked.types()
                        .map(types -> types.test(new Entity("", key.types(), Map.of())))
                        .orElse(true);
    }

    private String id(Key key) {
        String name = String.join(" ", key.types()) + " " + level() + " "
                + places.get(key.place()).id();
        return ID + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private String level() {
        return part.level().name().toLowerCase(Locale.ROOT);
    }

    private Optional<Entity> entity(Key key, Group group) {
        Map<String, List<Attribute>> attributes = group.means(level());
        if (attributes.isEmpty()) {
            return Optional.empty();
        }
        if (part.attributes().admits(Representation.LOCATION)) {
            places.get(key.place())
                    .shape()
                    .map(shape -> Attribute.of(AttributeKind.GEO_PROPERTY, shape))
                    .map(location ->
                            group.first().map(at -> Instances.at(location, at)).orElse(location))
                    .ifPresent(location -> attributes.put(Representation.LOCATION, List.of(location)));
        }
        return Optional.of(new Entity(id(key), key.types(), attributes));
    }
}
