package eu.twintown.node.context;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.node.access.enforce.Admission;
import eu.twintown.node.access.view.Views;
import eu.twintown.store.Entities;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which entity types and attributes there are (ETSI GS CIM 009 V1.9.1, clauses 5.7.5 to 5.7.10). The list of types comes
 * from the store's counts; everything that speaks of attributes reads the entities themselves, so it is always true.
 */
public final class Discovery {

    /** What is known of an attribute, under expanded names. */
    static final class AttributeFacts {
        final Set<String> kinds = new TreeSet<>();
        final Set<String> types = new TreeSet<>();
        long count;

        private void add(Entity entity, List<Attribute> instances) {
            types.addAll(entity.types());
            for (Attribute instance : instances) {
                kinds.add(instance.kind().typeName());
                count++;
            }
        }
    }

    /** One type with its attributes by expanded name. */
    record TypeFacts(long entities, Map<String, AttributeFacts> attributes) {}

    private final Entities entities;
    private final Views views;

    Discovery(Entities entities, Views views) {
        this.entities = entities;
        this.views = views;
    }

    /** Expanded names of all types. */
    Set<String> types(Admission who) {
        if (who.restriction().isNone()) {
            return new TreeSet<>(entities.typeCounts(who.tenant()).keySet());
        }
        Set<String> types = new TreeSet<>();
        views.scan(who.tenant(), who.restriction(), EntityFilter.ALL, entity -> types.addAll(entity.types()));
        return types;
    }

    /** Every type with the expanded names of its attributes. */
    Map<String, Set<String>> attributesByType(Admission who) {
        Map<String, Set<String>> result = new TreeMap<>();
        views.scan(who.tenant(), who.restriction(), EntityFilter.ALL, entity -> entity.types()
                .forEach(type -> result.computeIfAbsent(type, t -> new TreeSet<>())
                        .addAll(entity.attributes().keySet())));
        return result;
    }

    /** One type; empty where there is no entity of it. */
    Optional<TypeFacts> type(Admission who, String type) {
        EntityFilter ofType = new EntityFilter(
                List.of(),
                Optional.empty(),
                Optional.of(TypeSelection.anyOf(List.of(type))),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Map<String, AttributeFacts> attributes = new TreeMap<>();
        long[] count = {0};
        views.scan(who.tenant(), who.restriction(), ofType, entity -> {
            count[0]++;
            collect(entity, attributes);
        });
        return count[0] == 0 ? Optional.empty() : Optional.of(new TypeFacts(count[0], attributes));
    }

    /** All attributes by expanded name. */
    Map<String, AttributeFacts> attributes(Admission who) {
        Map<String, AttributeFacts> attributes = new TreeMap<>();
        views.scan(who.tenant(), who.restriction(), EntityFilter.ALL, entity -> collect(entity, attributes));
        return attributes;
    }

    private static void collect(Entity entity, Map<String, AttributeFacts> attributes) {
        entity.attributes().forEach((name, instances) -> attributes
                .computeIfAbsent(name, n -> new AttributeFacts())
                .add(entity, instances));
    }
}
