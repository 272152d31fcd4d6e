package eu.twintown.store.history;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityCodec;
import eu.twintown.store.dictionary.Terms;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/**
 * Turns a change into samples for the history: each instance of an attribute that is new or different, and a marker for
 * each that is gone. One sample is one line: the attribute's number, a space, the instance as text. The times of creation
 * and modification are not in the text, the row has them.
 */
public final class SampleWriter {
    /** The value of a deletion marker (clause 4.5.7). */
    static final String NULL = "urn:ngsi-ld:null";

    /** Lines, each ended by a line feed. */
    public record Lines(String text, int count) {}

    private final Terms terms;

    public SampleWriter(Terms terms) {
        this.terms = terms;
    }

    public Lines lines(Optional<Entity> before, Optional<Entity> after, Set<String> changed) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        Set<String> names = after.isEmpty() && before.isPresent()
                ? before.get().attributes().keySet()
                : changed;
        for (String name : names) {
            List<Attribute> old = instances(before, name);
            List<Attribute> now = instances(after, name);
            for (Attribute instance : now) {
                if (!old.contains(instance)) {
                    count += append(text, name, instance);
                }
            }
            for (Attribute instance : old) {
                if (now.stream().noneMatch(other -> Objects.equals(other.datasetId(), instance.datasetId()))) {
                    count += append(text, name, deleted(instance));
                }
            }
        }
        return new Lines(text.toString(), count);
    }

    /** The samples of the creation of an entity that is as it was created. */
    public Lines first(Entity entity) {
        return lines(Optional.empty(), Optional.of(entity), entity.attributes().keySet());
    }

    /** How many they are; readers may take the names of their attributes for known from now on. */
    public int countFirst(Entity entity) {
        int count = 0;
        for (Map.Entry<String, List<Attribute>> attribute : entity.attributes().entrySet()) {
            terms.number(attribute.getKey());
            count += attribute.getValue().size();
        }
        return count;
    }

    /** Samples of instances that come by themselves. */
    public Lines past(Map<String, List<Attribute>> instances) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (Map.Entry<String, List<Attribute>> attribute : instances.entrySet()) {
            for (Attribute instance : attribute.getValue()) {
                count += append(text, attribute.getKey(), instance);
            }
        }
        return new Lines(text.toString(), count);
    }

    private int append(StringBuilder text, String name, Attribute instance) {
        String json = EntityCodec.encodeAttribute(instance.withTimes(null, null));
        text.append(terms.number(name)).append(' ').append(json).append('\n');
        return 1;
    }

    private static List<Attribute> instances(Optional<Entity> entity, String name) {
        return entity.map(e -> e.attributes().getOrDefault(name, List.of())).orElse(List.of());
    }

    private static Attribute deleted(Attribute instance) {
        Attribute marker = Attribute.of(instance.kind(), StringNode.valueOf(NULL));
        return new Attribute(
                marker.kind(),
                marker.value(),
                instance.datasetId(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                marker.attributes());
    }
}
