package eu.twintown.store.index;

import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.store.index.IndexableTerm.Demand;
import eu.twintown.store.index.ValueKeys.Range;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rows of the entity table by way of value indexes, or of the index of places. It holds whatever indexes there are: without
 * them it is slow, not wrong.
 *
 * <p>Written so that no other index of the table serves it: PostgreSQL is not to weigh the ways, as plans are made once
 * for all values. So the tenant is part of the key, and type sets are asked for in a form that only partial indexes have.
 *
 * @param rows what follows {@code from}, with the rows under the name {@code e}; alternatives joined by {@code or}, each of
 *     which names its type sets as constants, since PostgreSQL recognises a partial index by those alone
 * @param values for its parameters
 * @param indexes numbers of the value indexes that it is made for; none for places
 */
public record IndexCondition(String rows, List<Object> values, Set<Integer> indexes) {
    private static final char END_OF_TENANT = '\u0001';

    /** The condition that a term demands of entities of these type sets; empty where an index for it is lacking. */
    public static Optional<IndexCondition> of(
            IndexableTerm term, String tenant, List<Integer> typeSets, List<IndexRow> rows) {
        List<String> alternatives = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        String start = tenant + END_OF_TENANT;
        for (Demand demand : term.demands()) {
            Map<Integer, List<Integer>> byIndex = new TreeMap<>();
            for (int typeSet : typeSets) {
                Optional<IndexRow> row = rows.stream()
                        .filter(r -> r.attribute().equals(demand.attribute())
                                && r.covers().contains(typeSet))
                        .findFirst();
                if (row.isEmpty()) {
                    return Optional.empty();
                }
                byIndex.computeIfAbsent(row.get().id(), id -> new ArrayList<>()).add(typeSet);
            }
            used.addAll(byIndex.keySet());
            byIndex.values().forEach(sets -> add(demand, start, sets, alternatives, values));
        }
        return used.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new IndexCondition("entity e where (" + String.join(" or ", alternatives) + ")", values, used));
    }

    /** Entities that may share a point with a box, by the runs of keys that they can have; see {@link PlaceKey}. */
    public static IndexCondition of(BoundingBox box) {
        List<PlaceKey.Run> runs = PlaceKey.candidates(box);
        return new IndexCondition(
                // The fence leaves no other way than a search for each run.
                "unnest(?::int8[], ?::int8[]) as run (first, last) cross join lateral"
                        + " (select * from entity where place >= run.first and place <= run.last offset 0) e",
                List.of(
                        runs.stream().mapToLong(PlaceKey.Run::from).toArray(),
                        runs.stream().mapToLong(PlaceKey.Run::to).toArray()),
                Set.of());
    }

    /** What an index is on, and a condition compares. */
    static String key(String table, String attribute) {
        return "(value_key(" + table + "tenant, " + table + "doc, '" + attribute + "') collate \"C\")";
    }

    /** The entities that an index covers. */
    static String in(String table, List<Integer> typeSets) {
        return typeSets.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "(" + table + "type_set + 0) in (", ")"));
    }

    private static void add(
            Demand demand, String start, List<Integer> sets, List<String> alternatives, List<Object> values) {
        String key = key("e.", demand.attribute());
        String before = in("e.", sets) + " and ";
        List<Range> ranges = demand.ranges();
        List<String> keys = new ArrayList<>(List.of(start + ValueKeys.SEVERAL));
        if (!demand.every() && ranges.stream().allMatch(Range::isPoint)) {
            ranges.forEach(range -> keys.add(start + range.least()));
        } else {
            List<String> parts = new ArrayList<>();
            for (Range range : ranges) {
                parts.add(key + " >= ? and " + key + " <= ?");
                values.add(start + range.least());
                values.add(start + range.most());
            }
            if (demand.every()) {
                alternatives.add(before + String.join(" and ", parts));
            } else {
                parts.forEach(part -> alternatives.add(before + part));
            }
        }
        alternatives.add(before + key + " = any(?)");
        values.add(keys);
    }
}
