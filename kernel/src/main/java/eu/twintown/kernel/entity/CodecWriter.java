package eu.twintown.kernel.entity;

import eu.twintown.kernel.jsonld.ValueCompactor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the stored form. Members of an entity: i id, t types, s scopes, c createdAt, m modifiedAt, e expiresAt, a
 * attributes. Of an attribute: k kind (its number), v value, d datasetId, o observedAt, u unitCode, t objectTypes, y
 * valueType, e, c, m, n instanceId, a sub-attributes. An attribute's c or m is left out where equal to the entity's, and
 * null where there is none though the entity has one; those of sub-attributes stand only where there are any. One instance
 * stands alone, several as an array.
 */
final class CodecWriter {

    private final JsonGenerator generator;
    private final @Nullable Instant createdAt;
    private final @Nullable Instant modifiedAt;

    CodecWriter(JsonGenerator generator, @Nullable Instant createdAt, @Nullable Instant modifiedAt) {
        this.generator = generator;
        this.createdAt = createdAt;
        this.modifiedAt = modifiedAt;
    }

    void entity(Entity entity) {
        generator.writeStartObject();
        text("i", entity.id());
        strings("t", entity.types());
        strings("s", entity.scopes());
        time("c", entity.createdAt(), null);
        time("m", entity.modifiedAt(), null);
        time("e", entity.expiresAt(), null);
        attributes(entity.attributes());
        generator.writeEndObject();
    }

    void attribute(Attribute attribute) {
        generator.writeStartObject();
        generator.writeName("k");
        generator.writeNumber(attribute.kind().ordinal());
        if (!attribute.value().isMissingNode()) {
            generator.writeName("v");
            ValueCompactor.verbatim(generator, attribute.value());
        }
        text("d", attribute.datasetId());
        text("o", attribute.observedAt());
        text("u", attribute.unitCode());
        strings("t", attribute.objectTypes());
        text("y", attribute.valueType());
        time("e", attribute.expiresAt(), null);
        time("c", attribute.createdAt(), createdAt);
        time("m", attribute.modifiedAt(), modifiedAt);
        text("n", attribute.instanceId());
        subAttributes(attribute.attributes());
        generator.writeEndObject();
    }

    private void subAttributes(Map<String, List<Attribute>> attributes) {
        if (!attributes.isEmpty()) {
            new CodecWriter(generator, null, null).attributes(attributes);
        }
    }

    private void attributes(Map<String, List<Attribute>> attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        generator.writeName("a");
        generator.writeStartObject();
        for (Map.Entry<String, List<Attribute>> entry : attributes.entrySet()) {
            generator.writeName(entry.getKey());
            List<Attribute> instances = entry.getValue();
            if (instances.size() == 1) {
                attribute(instances.getFirst());
            } else {
                generator.writeStartArray();
                instances.forEach(this::attribute);
                generator.writeEndArray();
            }
        }
        generator.writeEndObject();
    }

    private void text(String name, @Nullable String text) {
        if (text != null) {
            generator.writeName(name);
            generator.writeString(text);
        }
    }

    private void strings(String name, List<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        generator.writeName(name);
        if (texts.size() == 1) {
            generator.writeString(texts.getFirst());
        } else {
            generator.writeStartArray();
            texts.forEach(generator::writeString);
            generator.writeEndArray();
        }
    }

    private void time(String name, @Nullable Instant instant, @Nullable Instant inherited) {
        if (Objects.equals(instant, inherited)) {
            return;
        }
        generator.writeName(name);
        if (instant == null) {
            generator.writeNull();
        } else {
            generator.writeString(instant.toString());
        }
    }
}
