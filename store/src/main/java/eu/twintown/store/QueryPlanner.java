package eu.twintown.store;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.store.database.Micros;
import eu.twintown.store.dictionary.TypeSets;
import eu.twintown.store.index.IdPrefix;
import eu.twintown.store.index.PlaceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns a filter into SQL that finds candidates. The condition never excludes an entity that matches; whatever it cannot
 * express is tested in Java on each candidate. So an answer does not depend on which index exists.
 */
public final class QueryPlanner {
    private final TypeSets types;

    public QueryPlanner(TypeSets types) {
        this.types = types;
    }

    public QueryPlan plan(String tenant, EntityFilter filter) {
        return plan(tenant, filter, List.of(), Optional.empty());
    }

    /**
     * As {@link #plan(String, EntityFilter)}, narrowed further.
     *
     * @param within boxes that the geometry of each must share a point with
     * @param among another selection that the types of each must meet
     */
    public QueryPlan plan(String tenant, EntityFilter filter, List<BoundingBox> within, Optional<TypeSelection> among) {
        Conditions conditions = new Conditions();
        conditions.add("e.tenant = ?", tenant);
        // A transient entity is not there any more when its time has come (clause 4.22).
        conditions.add("(e.expires is null or e.expires > ?)", Micros.of(Instant.now()));
        boolean exact = filter.idPattern().isEmpty()
                && filter.attributes().isEmpty()
                && filter.q().isEmpty()
                && filter.geo().isEmpty()
                && filter.scope().isEmpty();
        List<Integer> typeSets = List.of();
        boolean none = false;
        if (!filter.ids().isEmpty()) {
            conditions.add("e.id = any(?)", List.copyOf(filter.ids()));
        }
        List<TypeSelection> selections = Stream.of(filter.types(), among)
                .flatMap(Optional::stream)
                .filter(selection -> !selection.alternatives().isEmpty())
                .toList();
        if (!selections.isEmpty()) {
            typeSets = addTypes(conditions, selections);
            none = typeSets.isEmpty();
        }
        filter.idPattern().flatMap(IdPrefix::of).ifPresent(prefix -> {
            conditions.add("e.id >= ?", prefix.from());
            conditions.add("e.id < ?", prefix.to());
        });
        List<BoundingBox> boxes =
                innermost(Stream.concat(filter.geo().flatMap(geo -> geo.candidates()).stream(), within.stream())
                        .toList());
        boxes.forEach(box -> addBox(conditions, box));
        return new QueryPlan(
                QueryPlan.TABLE,
                conditions.text(),
                conditions.values,
                filter,
                exact,
                none,
                typeSets,
                boxes.stream().findFirst());
    }

    /** The smallest first, without those that hold another: what shares a point with that shares it with them. */
    private static List<BoundingBox> innermost(List<BoundingBox> boxes) {
        List<BoundingBox> inner = new ArrayList<>();
        boxes.stream()
                .sorted(Comparator.comparingDouble(BoundingBox::size))
                .filter(box -> inner.stream().noneMatch(box::contains))
                .forEach(inner::add);
        return inner;
    }

    /** The combinations of types that are known are tested here, so the condition on types is always exact. */
    private List<Integer> addTypes(Conditions conditions, List<TypeSelection> selections) {
        List<Integer> numbers = new ArrayList<>();
        for (Map.Entry<Integer, List<String>> set : types.all().entrySet()) {
            Entity example = new Entity("", set.getValue(), Map.of());
            if (selections.stream().allMatch(selection -> selection.test(example))) {
                numbers.add(set.getKey());
            }
        }
        if (numbers.size() == 1) {
            conditions.add("e.type_set = ?", numbers.getFirst());
        } else {
            conditions.add(
                    "e.type_set = any(?)",
                    numbers.stream().mapToInt(Integer::intValue).toArray());
        }
        return numbers;
    }

    /** An entity has an extent where it is more than a point; a point is in its key. */
    private static void addBox(Conditions conditions, BoundingBox box) {
        conditions.add(
                "case when e.extent is null then (e.place & " + PlaceKey.COLUMNS + ") between ? and ? and (e.place & "
                        + PlaceKey.ROWS + ") between ? and ? else e.extent && ? end",
                PlaceKey.columnBits(box.minLongitude()),
                PlaceKey.columnBits(box.maxLongitude()),
                PlaceKey.rowBits(box.minLatitude()),
                PlaceKey.rowBits(box.maxLatitude()),
                box);
    }

    private static final class Conditions {
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        void add(String condition, Object... parameters) {
            sql.append(sql.isEmpty() ? "" : " and ").append(condition);
            values.addAll(List.of(parameters));
        }

        String text() {
            return sql.toString();
        }
    }
}
