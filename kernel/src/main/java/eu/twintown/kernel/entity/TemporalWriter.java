package eu.twintown.kernel.entity;

import eu.twintown.kernel.entity.Representation.Format;
import eu.twintown.kernel.jsonld.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes temporal evolutions: entities whose attribute lists hold instances over time (clauses 4.5.6 to 4.5.9). An
 * instance whose value is the NGSI-LD Null says that the attribute was deleted.
 */
public final class TemporalWriter {

    private final JsonGenerator generator;
    private final Context context;
    private final Representation representation;
    private final AttributeWriter attributes;

    private TemporalWriter(JsonGenerator generator, Context context, Representation representation) {
        this.generator = generator;
        this.context = context;
        this.representation = representation;
        this.attributes = new AttributeWriter(generator, context, representation, representation.format());
    }

    /**
     * Writes one evolution, each attribute as an array of its instances, normalised or concise.
     *
     * @param withContext whether {@code @context} is written as the last member
     */
    public static void write(
            JsonGenerator generator,
            Entity evolution,
            Context context,
            Representation representation,
            boolean withContext) {
        TemporalWriter writer = new TemporalWriter(generator, context, representation);
        generator.writeStartObject();
        writer.head(evolution);
        writer.scope(evolution, false);
        evolution.attributes().forEach((iri, instances) -> {
            if (EntityWriter.picks(representation, iri)) {
                writer.attributes.evolution(iri, instances);
            }
        });
        writer.end(withContext);
    }

    /**
     * Writes one evolution in the simplified form: per attribute the pairs of value and time (clause 4.5.9).
     *
     * @param time the time of an instance that counts, as text; instances for which it gives none are left out
     */
    public static void writeValues(
            JsonGenerator generator,
            Entity evolution,
            Context context,
            Representation representation,
            Function<Attribute, @Nullable String> time,
            boolean withContext) {
        Representation simplified = new Representation(
                Format.SIMPLIFIED,
                Format.SIMPLIFIED,
                representation.sysAttrs(),
                representation.pick(),
                representation.omit(),
                representation.lang(),
                representation.datasetIds(),
                representation.geometryProperty());
        TemporalWriter writer = new TemporalWriter(generator, context, simplified);
        generator.writeStartObject();
        writer.head(evolution);
        writer.scope(evolution, true);
        evolution.attributes().forEach((iri, instances) -> {
            if (EntityWriter.picks(representation, iri)) {
                writer.pairs(iri, instances, time);
            }
        });
        writer.end(withContext);
    }

    private void head(Entity evolution) {
        if (EntityWriter.picks(representation, "id")) {
            generator.writeName("id");
            generator.writeString(evolution.id());
        }
        if (EntityWriter.picks(representation, "type") && !evolution.types().isEmpty()) {
            generator.writeName("type");
            attributes.compacted(evolution.types());
        }
        if (representation.sysAttrs()) {
            attributes.time("createdAt", evolution.createdAt());
            attributes.time("modifiedAt", evolution.modifiedAt());
            attributes.time("expiresAt", evolution.expiresAt());
        }
    }

    private void end(boolean withContext) {
        if (withContext) {
            EntityWriter.writeContext(generator, context);
        }
        generator.writeEndObject();
    }

    /** In an evolution the scope is a Property, observed when it was last set (clause 4.5.6). */
    private void scope(Entity evolution, boolean values) {
        if (evolution.scopes().isEmpty() || !EntityWriter.picks(representation, "scope")) {
            return;
        }
        Instant set = evolution.modifiedAt();
        String time = set == null ? "" : DateTimeSyntax.format(set);
        generator.writeName("scope");
        generator.writeStartObject();
        generator.writeName("type");
        generator.writeString("Property");
        if (values) {
            generator.writeName("values");
            generator.writeStartArray();
            generator.writeStartArray();
            attributes.texts(evolution.scopes());
            generator.writeString(time);
            generator.writeEndArray();
            generator.writeEndArray();
        } else {
            generator.writeName("value");
            attributes.texts(evolution.scopes());
            if (!time.isEmpty()) {
                generator.writeName("observedAt");
                generator.writeString(time);
            }
        }
        generator.writeEndObject();
    }

    private void pairs(String iri, List<Attribute> instances, Function<Attribute, @Nullable String> time) {
        Map<String, List<Attribute>> datasets = new LinkedHashMap<>();
        for (Attribute instance : instances) {
            if (time.apply(instance) != null && AttributeWriter.isWanted(representation, instance)) {
                String dataset = instance.datasetId() == null ? "" : instance.datasetId();
                datasets.computeIfAbsent(dataset, d -> new ArrayList<>()).add(instance);
            }
        }
        if (datasets.isEmpty()) {
            return;
        }
        generator.writeName(context.compact(iri));
        if (datasets.size() > 1) {
            generator.writeStartArray();
        }
        datasets.forEach((dataset, list) -> series(dataset, list, time));
        if (datasets.size() > 1) {
            generator.writeEndArray();
        }
    }

    private void series(String dataset, List<Attribute> instances, Function<Attribute, @Nullable String> time) {
        AttributeKind kind = instances.getFirst().kind();
        generator.writeStartObject();
        generator.writeName("type");
        generator.writeString(attributes.kindWritten(kind).typeName());
        if (!dataset.isEmpty()) {
            generator.writeName("datasetId");
            generator.writeString(dataset);
        }
        generator.writeName(seriesMember(attributes.kindWritten(kind)));
        generator.writeStartArray();
        for (Attribute instance : instances) {
            generator.writeStartArray();
            attributes.instance(instance, true);
            String at = time.apply(instance);
            generator.writeString(at == null ? "" : at);
            generator.writeEndArray();
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private static String seriesMember(AttributeKind kind) {
        return switch (kind) {
            case PROPERTY, GEO_PROPERTY -> "values";
            case RELATIONSHIP -> "objects";
            case LANGUAGE_PROPERTY -> "languageMaps";
            case VOCAB_PROPERTY -> "vocabs";
            case JSON_PROPERTY -> "jsons";
            case LIST_PROPERTY -> "valueLists";
            case LIST_RELATIONSHIP -> "objectLists";
        };
    }
}
