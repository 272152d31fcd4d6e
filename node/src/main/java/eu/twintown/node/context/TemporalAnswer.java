package eu.twintown.node.context;

import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityWriter;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.node.http.JsonBodies;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Temporal evolutions as JSON trees: normalised (ETSI GS CIM 009 V1.9.1, clauses 4.5.6 to 4.5.8), and simplified, which
 * is values with their times (clause 4.5.9).
 */
final class TemporalAnswer {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** Kinds whose value stands inside an object of its own, under the name of the kind's value member. */
    private static final Set<AttributeKind> WRAPPED =
            Set.of(AttributeKind.LANGUAGE_PROPERTY, AttributeKind.JSON_PROPERTY, AttributeKind.VOCAB_PROPERTY);

    private final Context context;
    private final TemporalParameters parameters;

    TemporalAnswer(Context context, TemporalParameters parameters) {
        this.context = context;
        this.parameters = parameters;
    }

    ArrayNode list(List<Entity> entities) {
        ArrayNode list = MAPPER.createArrayNode();
        entities.forEach(entity -> list.add(one(entity)));
        return list;
    }

    ObjectNode one(Entity entity) {
        return parameters.simplified()
                ? simplified(normalized(entity, withTimes(parameters.representation())))
                : normalized(entity, parameters.representation());
    }

    private ObjectNode normalized(Entity entity, Representation representation) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
        try (JsonGenerator generator = JsonBodies.WRITER.createGenerator(out)) {
            EntityWriter.write(generator, entity, context, representation, false);
        }
        return (ObjectNode) MAPPER.readTree(out.toByteArray());
    }

    private static Representation withTimes(Representation from) {
        return new Representation(
                from.format(),
                from.geoJsonContent(),
                true,
                from.pick(),
                from.omit(),
                from.lang(),
                from.datasetIds(),
                from.geometryProperty());
    }

    private ObjectNode simplified(ObjectNode normalized) {
        ObjectNode answer = MAPPER.createObjectNode();
        for (String name : normalized.propertyNames()) {
            JsonNode value = normalized.get(name);
            if (name.equals("id") || name.equals("type") || name.equals("scope")) {
                answer.set(name, value);
            } else if (value.isContainer()) {
                answer.set(name, series(value));
            }
        }
        return answer;
    }

    /** The instances of one attribute; those of each datasetId are a series of their own. */
    private JsonNode series(JsonNode instances) {
        Map<String, ObjectNode> byDataset = new LinkedHashMap<>();
        for (JsonNode instance : instances.isArray() ? instances : List.of(instances)) {
            AttributeKind kind = kind(instance.path("type").asString());
            String datasetId = instance.path("datasetId").asString("");
            ObjectNode series = byDataset.computeIfAbsent(datasetId, id -> {
                ObjectNode created = MAPPER.createObjectNode().put("type", kind.typeName());
                return id.isEmpty() ? created : created.put("datasetId", id);
            });
            series.withArray(kind.valueMember() + "s")
                    .addArray()
                    .add(value(kind, instance))
                    .add(instance.path(parameters.query().timeProperty().text()));
        }
        if (byDataset.size() == 1) {
            return byDataset.values().iterator().next();
        }
        ArrayNode all = MAPPER.createArrayNode();
        byDataset.values().forEach(all::add);
        return all;
    }

    private static JsonNode value(AttributeKind kind, JsonNode instance) {
        JsonNode value = instance.path(kind.valueMember());
        if (WRAPPED.contains(kind)) {
            return MAPPER.createObjectNode().set(kind.valueMember(), value);
        }
        if (kind != AttributeKind.LIST_RELATIONSHIP) {
            return value;
        }
        ArrayNode targets = MAPPER.createArrayNode();
        value.forEach(target -> targets.add(target.isObject() ? target.path("object") : target));
        return targets;
    }

    private static AttributeKind kind(String typeName) {
        for (AttributeKind kind : AttributeKind.values()) {
            if (kind.typeName().equals(typeName)) {
                return kind;
            }
        }
        throw new IllegalStateException("An attribute was written with type '" + typeName + "'");
    }
}
