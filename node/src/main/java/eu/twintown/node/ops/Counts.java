package eu.twintown.node.ops;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How much the node holds ({@code GET /api/counts}).
 *
 * @param entities number of entities of all types
 * @param types number by type
 * @param historyInstances about how many attribute instances the history holds
 */
public record Counts(long entities, List<TypeCount> types, long historyInstances) {

    /** How many entities have a type. */
    public record TypeCount(String type, String iri, long count) {}

    /** @param compact gives the short name of a type */
    public static Counts of(Map<String, Long> byType, long historyInstances, UnaryOperator<String> compact) {
        List<TypeCount> types = byType.entrySet().stream()
                .map(entry -> new TypeCount(compact.apply(entry.getKey()), entry.getKey(), entry.getValue()))
                .sorted((a, b) -> a.type().compareTo(b.type()))
                .toList();
        return new Counts(byType.values().stream().mapToLong(Long::longValue).sum(), types, historyInstances);
    }
}
