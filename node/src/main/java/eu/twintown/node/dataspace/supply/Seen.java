package eu.twintown.node.dataspace.supply;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.time.DateTimes;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was seen of the data of an agreement.
 *
 * @param newest the time of the newest value seen so far: observedAt, else modifiedAt
 * @param shapes for each attribute the kind and data type it was seen with first
 * @param lastShapes the same as seen last
 * @param entities how many there were at the last count
 * @param most how many there were at most
 * @param types types that were seen beside those promised
 */
record Seen(
        Optional<Instant> newest,
        Map<String, String> shapes,
        Map<String, String> lastShapes,
        long entities,
        long most,
        List<String> types) {

    static final Seen NOTHING = new Seen(Optional.empty(), Map.of(), Map.of(), -1, -1, List.of());

    Seen {
        shapes = Map.copyOf(shapes);
        lastShapes = Map.copyOf(lastShapes);
        types = List.copyOf(types);
    }

    /** With what an answer shows. */
    Seen with(Collection<Entity> answer, List<String> promised) {
        if (answer.isEmpty()) {
            return this;
        }
        Map<String, String> first = new TreeMap<>(shapes);
        Map<String, String> last = new TreeMap<>(lastShapes);
        for (Entity entity : answer) {
            entity.attributes().forEach((name, instances) -> {
                String shape = shape(instances.getFirst());
                first.putIfAbsent(name, shape);
                last.put(name, shape);
            });
        }
        Optional<Instant> latest = Stream.concat(
                        newest.stream(), answer.stream().flatMap(Seen::times))
                .max(Comparator.naturalOrder());
        List<String> others = answer.stream()
                .filter(entity -> entity.types().stream().noneMatch(promised::contains))
                .flatMap(entity -> entity.types().stream())
                .distinct()
                .limit(10)
                .toList();
        return new Seen(latest, first, last, entities, most, others);
    }

    /** With how many there are. */
    Seen counted(long count) {
        return new Seen(newest, shapes, lastShapes, count, Math.max(most, count), types);
    }

    /** When values were observed; where none tells, when the entity changed. */
    private static Stream<Instant> times(Entity entity) {
        List<Instant> observed = entity.attributes().values().stream()
                .flatMap(List::stream)
                .flatMap(attribute -> Optional.ofNullable(attribute.observedAt()).stream())
                .flatMap(text -> DateTimes.parse(text).stream())
                .toList();
        return observed.isEmpty() ? Optional.ofNullable(entity.modifiedAt()).stream() : observed.stream();
    }

    /** Kind and, for properties, data type, such as {@code Property of number}. */
    private static String shape(Attribute attribute) {
        return attribute.kind() == AttributeKind.PROPERTY
                ? "Property of " + attribute.value().getNodeType().name().toLowerCase(Locale.ROOT)
                : attribute.kind().typeName();
    }
}
