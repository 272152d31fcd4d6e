package eu.twintown.kernel.entity;

import eu.twintown.kernel.entity.Representation.Format;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.CoreContext;
import eu.twintown.kernel.jsonld.ValueCompactor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Writes attributes with their sub-attributes in the normalised, concise or simplified form. */
final class AttributeWriter {

    private final JsonGenerator generator;
    private final Context context;
    private final Representation representation;
    private final Format format;
    private final ValueCompactor values;
    private final @Nullable LanguageFilter languages;

    AttributeWriter(JsonGenerator generator, Context context, Representation representation, Format format) {
        this.generator = generator;
        this.context = context;
        this.representation = representation;
        this.format = format;
        this.values = new ValueCompactor(generator, context);
        String lang = representation.lang();
        this.languages = lang == null ? null : LanguageFilter.parse(lang);
    }

    static boolean isWanted(Representation representation, Attribute instance) {
        if (representation.datasetIds().isEmpty()) {
            return true;
        }
        String dataset = instance.datasetId();
        return representation.datasetIds().contains(dataset == null ? "@none" : dataset);
    }

    void write(String iri, List<Attribute> all) {
        List<Attribute> instances = all;
        if (!representation.datasetIds().isEmpty()) {
            instances = all.stream().filter(i -> isWanted(representation, i)).toList();
        }
        if (instances.isEmpty()) {
            return;
        }
        generator.writeName(context.compact(iri));
        list(instances);
    }

    /** Writes instances as the value of a member whose name has been written. */
    void list(List<Attribute> instances) {
        if (instances.size() == 1
                && (format != Format.SIMPLIFIED || instances.getFirst().datasetId() == null)) {
            instance(instances.getFirst(), true);
        } else if (format == Format.SIMPLIFIED) {
            datasets(instances);
        } else {
            generator.writeStartArray();
            for (Attribute instance : instances) {
                instance(instance, false);
            }
            generator.writeEndArray();
        }
    }

    /** Writes instances over time: always an array (clause 4.5.7), and with when it was deleted (4.8). */
    void evolution(String iri, List<Attribute> all) {
        List<Attribute> instances =
                all.stream().filter(i -> isWanted(representation, i)).toList();
        if (!instances.isEmpty()) {
            generator.writeName(context.compact(iri));
            generator.writeStartArray();
            for (Attribute instance : instances) {
                instance(instance, false);
            }
            generator.writeEndArray();
        }
    }

    /** The kind that attributes of a kind are written as: language properties become properties under a filter. */
    AttributeKind kindWritten(AttributeKind kind) {
        return languages != null && kind == AttributeKind.LANGUAGE_PROPERTY ? AttributeKind.PROPERTY : kind;
    }

    /** The simplified form of several instances (clause 4.5.4, example 2). */
    private void datasets(List<Attribute> instances) {
        generator.writeStartObject();
        generator.writeName("dataset");
        generator.writeStartObject();
        for (Attribute instance : instances) {
            String dataset = instance.datasetId();
            generator.writeName(dataset == null ? "@none" : dataset);
            instance(instance, true);
        }
        generator.writeEndObject();
        generator.writeEndObject();
    }

    /** @param alone whether it stands alone as a member's value, so that a bare value cannot be taken for an item */
    void instance(Attribute attribute, boolean alone) {
        LanguageFilter.Choice choice = languages == null || attribute.kind() != AttributeKind.LANGUAGE_PROPERTY
                ? null
                : languages.choose(attribute.value());
        switch (format) {
            case SIMPLIFIED -> simplified(attribute, choice);
            case CONCISE -> concise(attribute, choice, alone);
            default -> full(attribute, choice, true);
        }
    }

    private void simplified(Attribute attribute, LanguageFilter.@Nullable Choice choice) {
        if (choice != null) {
            ValueCompactor.verbatim(generator, choice.text());
            return;
        }
        switch (attribute.kind()) {
            case LANGUAGE_PROPERTY, VOCAB_PROPERTY, JSON_PROPERTY -> {
                generator.writeStartObject();
                generator.writeName(attribute.kind().valueMember());
                value(attribute, false);
                generator.writeEndObject();
            }
            default -> value(attribute, false);
        }
    }

    private void concise(Attribute attribute, LanguageFilter.@Nullable Choice choice, boolean alone) {
        boolean valueOnly = alone && choice == null && ConciseForm.isValueOnly(attribute, representation.sysAttrs());
        if (valueOnly) {
            value(attribute, false);
        } else {
            full(attribute, choice, choice == null && ConciseForm.needsType(attribute));
        }
    }

    private void full(Attribute attribute, LanguageFilter.@Nullable Choice choice, boolean withType) {
        boolean normalized = format != Format.CONCISE;
        generator.writeStartObject();
        if (withType) {
            generator.writeName("type");
            generator.writeString((choice != null ? AttributeKind.PROPERTY : attribute.kind()).typeName());
        }
        if (choice != null) {
            generator.writeName("value");
            ValueCompactor.verbatim(generator, choice.text());
            generator.writeName("lang");
            generator.writeString(choice.language());
        } else if (!attribute.value().isMissingNode()) {
            generator.writeName(attribute.kind().valueMember());
            value(attribute, normalized);
        }
        metadata(attribute);
        for (Map.Entry<String, List<Attribute>> sub : attribute.attributes().entrySet()) {
            subAttribute(sub.getKey(), sub.getValue());
        }
        generator.writeEndObject();
    }

    private void subAttribute(String iri, List<Attribute> instances) {
        if (Proof.isSealed(iri)) {
            String text = instances.getFirst().value().asString();
            generator.writeName(iri.substring(CoreContext.NAMESPACE.length()));
            generator.writeString(Proof.isSealedType(iri) ? context.compact(text) : text);
        } else {
            generator.writeName(context.compact(iri));
            list(instances);
        }
    }

    private void metadata(Attribute attribute) {
        text("observedAt", attribute.observedAt());
        text("unitCode", attribute.unitCode());
        text("datasetId", attribute.datasetId());
        text("instanceId", attribute.instanceId());
        String valueType = attribute.valueType();
        text("valueType", valueType == null ? null : context.compact(valueType));
        if (!attribute.objectTypes().isEmpty()) {
            generator.writeName("objectType");
            compacted(attribute.objectTypes());
        }
        if (representation.sysAttrs()) {
            time("createdAt", attribute.createdAt());
            time("modifiedAt", attribute.modifiedAt());
            time("expiresAt", attribute.expiresAt());
            if (NgsiLdNull.is(attribute)) {
                time("deletedAt", attribute.modifiedAt());
            }
        }
    }

    void texts(List<String> texts) {
        if (texts.size() == 1) {
            generator.writeString(texts.getFirst());
            return;
        }
        generator.writeStartArray();
        for (String text : texts) {
            generator.writeString(text);
        }
        generator.writeEndArray();
    }

    void compacted(List<String> iris) {
        if (iris.size() == 1) {
            generator.writeString(context.compact(iris.getFirst()));
            return;
        }
        generator.writeStartArray();
        for (String iri : iris) {
            generator.writeString(context.compact(iri));
        }
        generator.writeEndArray();
    }

    private void text(String name, @Nullable String text) {
        if (text != null) {
            generator.writeName(name);
            generator.writeString(text);
        }
    }

    void time(String name, @Nullable Instant instant) {
        if (instant != null) {
            generator.writeName(name);
            generator.writeString(instant.equals(NgsiLdNull.INSTANT) ? NgsiLdNull.URI : DateTimeSyntax.format(instant));
        }
    }

    /** Writes the value alone; list relationships as objects with a member object, where normalised. */
    void value(Attribute attribute, boolean normalized) {
        JsonNode value = attribute.value();
        switch (attribute.kind()) {
            case PROPERTY, LIST_PROPERTY -> values.compact(value);
            case VOCAB_PROPERTY -> vocab(value);
            case LIST_RELATIONSHIP -> {
                if (normalized && !NgsiLdNull.is(attribute)) {
                    objects(value);
                } else {
                    ValueCompactor.verbatim(generator, value);
                }
            }
            default -> ValueCompactor.verbatim(generator, value);
        }
    }

    private void objects(JsonNode uris) {
        generator.writeStartArray();
        for (JsonNode uri : uris) {
            generator.writeStartObject();
            generator.writeName("object");
            generator.writeString(uri.asString());
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private void vocab(JsonNode iris) {
        if (!iris.isArray()) {
            generator.writeString(context.compact(iris.asString()));
            return;
        }
        generator.writeStartArray();
        for (JsonNode iri : iris) {
            generator.writeString(context.compact(iri.asString()));
        }
        generator.writeEndArray();
    }
}
