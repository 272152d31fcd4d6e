package eu.twintown.kernel.view;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.time.DateTimes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.StringNode;

/** Instances of attributes, looked at and made. */
final class Instances {

    private Instances() {}

    /** The same with other sub-attributes. */
    static Attribute with(Attribute instance, Map<String, List<Attribute>> inner) {
        return new Attribute(
                instance.kind(),
                instance.value(),
                instance.datasetId(),
                instance.observedAt(),
                instance.unitCode(),
                instance.objectTypes(),
                instance.valueType(),
                instance.expiresAt(),
                instance.createdAt(),
                instance.modifiedAt(),
                instance.instanceId(),
                inner);
    }

    /** The same as it was observed at a time. */
    static Attribute at(Attribute instance, Instant time) {
        return new Attribute(
                instance.kind(),
                instance.value(),
                instance.datasetId(),
                DateTimes.format(time),
                instance.unitCode(),
                instance.objectTypes(),
                instance.valueType(),
                instance.expiresAt(),
                instance.createdAt(),
                instance.modifiedAt(),
                instance.instanceId(),
                instance.attributes());
    }

    /** When it was observed, or else when it came. */
    static Optional<Instant> time(Attribute instance) {
        String observed = instance.observedAt();
        return observed == null ? Optional.ofNullable(instance.modifiedAt()) : DateTimes.parse(observed);
    }

    static boolean isNumber(Attribute instance) {
        return instance.kind() == AttributeKind.PROPERTY && instance.value().isNumber();
    }

    /**
     * A number that stands for many.
     *
     * @param since the moment from which on it stands for them
     * @param known when it was known
     * @param by what it says of itself: names and values of sub-attributes
     */
    static Attribute number(
            double value,
            @Nullable String datasetId,
            @Nullable String unitCode,
            @Nullable Instant since,
            @Nullable Instant known,
            Map<String, String> by) {
        Map<String, List<Attribute>> inner = new LinkedHashMap<>();
        by.forEach((name, size) ->
                inner.put(name, List.of(Attribute.of(AttributeKind.PROPERTY, StringNode.valueOf(size)))));
        return new Attribute(
                AttributeKind.PROPERTY,
                DoubleNode.valueOf(value),
                datasetId,
                since == null ? null : DateTimes.format(since),
                unitCode,
                List.of(),
                null,
                null,
                known,
                known,
                null,
                inner);
    }
}
