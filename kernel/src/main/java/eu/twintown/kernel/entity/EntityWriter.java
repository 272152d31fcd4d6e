package eu.twintown.kernel.entity;

import eu.twintown.kernel.entity.Representation.Format;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.ValueCompactor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Writes entities as a stream of JSON tokens in any representation, compacted on the way. */
public final class EntityWriter {

    private final JsonGenerator generator;
    private final Context context;
    private final Representation representation;
    private final AttributeWriter attributes;

    private EntityWriter(JsonGenerator generator, Context context, Representation representation, Format content) {
        this.generator = generator;
        this.context = context;
        this.representation = representation;
        this.attributes = new AttributeWriter(generator, context, representation, content);
    }

    /**
     * Writes one entity as a JSON object (a Feature in GeoJSON), without {@code @context}.
     *
     * @param withContext whether {@code @context} is written as the last member (application/ld+json)
     */
    public static void write(
            JsonGenerator generator,
            Entity entity,
            Context context,
            Representation representation,
            boolean withContext) {
        boolean geo = representation.format() == Format.GEOJSON;
        Format content = geo ? representation.geoJsonContent() : representation.format();
        EntityWriter writer = new EntityWriter(generator, context, representation, content);
        generator.writeStartObject();
        if (geo) {
            writer.feature(entity);
        } else {
            writer.id(entity);
            writer.members(entity);
        }
        if (withContext) {
            writeContext(generator, context);
        }
        generator.writeEndObject();
    }

    /** Writes entities as a GeoJSON FeatureCollection (clauses 4.5.16.3, 4.5.17.2). */
    public static void writeFeatureCollection(
            JsonGenerator generator,
            Iterable<Entity> entities,
            Context context,
            Representation representation,
            boolean withContext) {
        generator.writeStartObject();
        generator.writeName("type");
        generator.writeString("FeatureCollection");
        generator.writeName("features");
        generator.writeStartArray();
        for (Entity entity : entities) {
            write(generator, entity, context, representation, false);
        }
        generator.writeEndArray();
        if (withContext) {
            writeContext(generator, context);
        }
        generator.writeEndObject();
    }

    /** Writes the member {@code @context}. */
    public static void writeContext(JsonGenerator generator, Context context) {
        generator.writeName("@context");
        ValueCompactor.verbatim(generator, context.source());
    }

    private boolean picks(String name) {
        return picks(representation, name);
    }

    static boolean picks(Representation representation, String name) {
        Set<String> pick = representation.pick();
        return (pick.isEmpty() || pick.contains(name)) && !representation.omit().contains(name);
    }

    private void id(Entity entity) {
        if (picks("id") && !entity.id().isEmpty()) {
            generator.writeName("id");
            generator.writeString(entity.id());
        }
    }

    private void members(Entity entity) {
        if (picks("type") && !entity.types().isEmpty()) {
            generator.writeName("type");
            attributes.compacted(entity.types());
        }
        if (picks("scope") && !entity.scopes().isEmpty()) {
            generator.writeName("scope");
            attributes.texts(entity.scopes());
        }
        if (representation.sysAttrs()) {
            attributes.time("createdAt", entity.createdAt());
            attributes.time("modifiedAt", entity.modifiedAt());
            attributes.time("expiresAt", entity.expiresAt());
        }
        for (Map.Entry<String, List<Attribute>> attribute : entity.attributes().entrySet()) {
            if (picks(attribute.getKey())) {
                attributes.write(attribute.getKey(), attribute.getValue());
            }
        }
    }

    private void feature(Entity entity) {
        id(entity);
        generator.writeName("type");
        generator.writeString("Feature");
        generator.writeName("geometry");
        JsonNode geometry = geometry(entity);
        if (geometry == null) {
            generator.writeNull();
        } else {
            ValueCompactor.verbatim(generator, geometry);
        }
        generator.writeName("properties");
        generator.writeStartObject();
        members(entity);
        generator.writeEndObject();
    }

    /** The geometry of the chosen GeoProperty: of the asked for datasetId, else of the default instance (4.5.16.1). */
    private @Nullable JsonNode geometry(Entity entity) {
        JsonNode found = null;
        for (Attribute instance : entity.attributes().getOrDefault(representation.geometryProperty(), List.of())) {
            boolean chosen = representation.datasetIds().isEmpty()
                    ? instance.datasetId() == null
                    : AttributeWriter.isWanted(representation, instance);
            if (found == null
                    && chosen
                    && instance.kind() == AttributeKind.GEO_PROPERTY
                    && GeoJsonCheck.looksLikeGeometry(instance.value())) {
                found = instance.value();
            }
        }
        return found;
    }
}
