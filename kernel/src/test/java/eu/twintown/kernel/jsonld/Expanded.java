package eu.twintown.kernel.jsonld;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The expanded JSON-LD form of an entity, straight from the entity: what any JSON-LD processor must come to, too. */
final class Expanded {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String NGSI = "https://uri.etsi.org/ngsi-ld/";

    private Expanded() {}

    static JsonNode of(Entity entity) {
        ObjectNode node = NODES.objectNode().put("@id", entity.id());
        ArrayNode types = node.putArray("@type");
        entity.types().forEach(types::add);
        if (!entity.scopes().isEmpty()) {
            ArrayNode scopes = node.putArray(NGSI + "scope");
            entity.scopes().forEach(scope -> scopes.addObject().put("@value", scope));
        }
        attributes(node, entity.attributes());
        return canonical(NODES.arrayNode().add(node));
    }

    private static void attributes(ObjectNode node, Map<String, List<Attribute>> attributes) {
        attributes.forEach((iri, instances) -> {
            ArrayNode array = node.putArray(iri);
            instances.forEach(instance -> array.add(attribute(instance)));
        });
    }

    private static ObjectNode attribute(Attribute attribute) {
        ObjectNode node = NODES.objectNode();
        node.putArray("@type").add(NGSI + attribute.kind().typeName());
        JsonNode value = attribute.value();
        switch (attribute.kind()) {
            case PROPERTY -> node.set(NGSI + "hasValue", set(value));
            case RELATIONSHIP -> node.set(NGSI + "hasObject", references(value));
            case GEO_PROPERTY -> node.putArray(NGSI + "hasValue").add(geometry(value));
            case LANGUAGE_PROPERTY -> node.set(NGSI + "hasLanguageMap", languages(value));
            case VOCAB_PROPERTY -> node.set(NGSI + "hasVocab", references(value));
            case JSON_PROPERTY ->
                node.putArray(NGSI + "hasJSON")
                        .addObject()
                        .put("@type", "@json")
                        .set("@value", value);
            case LIST_PROPERTY -> node.putArray(NGSI + "hasValueList").add(list(value));
            case LIST_RELATIONSHIP -> {
                ArrayNode items =
                        node.putArray(NGSI + "hasObjectList").addObject().putArray("@list");
                value.forEach(uri -> items.addObject().set(NGSI + "hasObject", references(uri)));
            }
        }
        if (attribute.observedAt() != null) {
            node.putArray(NGSI + "observedAt")
                    .addObject()
                    .put("@type", NGSI + "DateTime")
                    .put("@value", attribute.observedAt());
        }
        if (attribute.unitCode() != null) {
            node.putArray(NGSI + "unitCode").addObject().put("@value", attribute.unitCode());
        }
        if (attribute.datasetId() != null) {
            node.putArray(NGSI + "datasetId").addObject().put("@id", attribute.datasetId());
        }
        if (!attribute.objectTypes().isEmpty()) {
            ArrayNode types = node.putArray(NGSI + "hasObjectType");
            attribute.objectTypes().forEach(type -> types.addObject().put("@id", type));
        }
        if (attribute.valueType() != null) {
            node.putArray(NGSI + "hasValueType").addObject().put("@id", attribute.valueType());
        }
        attributes(node, attribute.attributes());
        return node;
    }

    private static ArrayNode references(JsonNode iris) {
        ArrayNode array = NODES.arrayNode();
        for (JsonNode iri : iris.isArray() ? iris.valueStream().toList() : List.of(iris)) {
            array.addObject().put("@id", iri.asString());
        }
        return array;
    }

    private static ArrayNode languages(JsonNode map) {
        ArrayNode array = NODES.arrayNode();
        map.properties().forEach(entry -> {
            JsonNode texts = entry.getValue();
            for (JsonNode text : texts.isArray() ? texts.valueStream().toList() : List.of(texts)) {
                ObjectNode one = array.addObject();
                one.set("@value", text);
                if (!entry.getKey().equals("@none")) {
                    one.put("@language", entry.getKey());
                }
            }
        });
        return array;
    }

    private static ObjectNode geometry(JsonNode geometry) {
        ObjectNode node = NODES.objectNode();
        node.putArray("@type")
                .add("https://purl.org/geojson/vocab#" + geometry.path("type").asString());
        node.putArray("https://purl.org/geojson/vocab#coordinates").add(list(geometry.path("coordinates")));
        return node;
    }

    /** An array as JSON-LD sees it without a list container: all in one set, however nested. */
    private static ArrayNode set(JsonNode value) {
        ArrayNode array = NODES.arrayNode();
        for (JsonNode item : value.isArray() ? value.valueStream().toList() : List.of(value)) {
            if (item.isArray()) {
                array.addAll(set(item));
            } else {
                array.add(one(item));
            }
        }
        return array;
    }

    private static ObjectNode list(JsonNode items) {
        ObjectNode node = NODES.objectNode();
        ArrayNode list = node.putArray("@list");
        for (JsonNode item : items) {
            list.add(item.isArray() ? list(item) : one(item));
        }
        return node;
    }

    private static JsonNode one(JsonNode value) {
        if (!value.isObject()) {
            return NODES.objectNode().set("@value", value);
        }
        if (value.has("@value")) {
            return value;
        }
        if (value.has("@list")) {
            return list(value.path("@list"));
        }
        ObjectNode node = NODES.objectNode();
        value.properties().forEach(member -> {
            switch (member.getKey()) {
                case "@id", "@index" -> node.set(member.getKey(), member.getValue());
                case "@type" -> {
                    ArrayNode types = node.putArray("@type");
                    JsonNode given = member.getValue();
                    (given.isArray() ? given.valueStream().toList() : List.of(given)).forEach(types::add);
                }
                default -> node.set(member.getKey(), set(member.getValue()));
            }
        });
        return node;
    }

    /** The same with what is a set in one order, and numbers by value. */
    static JsonNode canonical(JsonNode node) {
        return canonical(node, false);
    }

    private static JsonNode canonical(JsonNode node, boolean list) {
        if (node.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            node.forEach(item -> items.add(canonical(item, false)));
            if (!list) {
                items.sort(Comparator.comparing(JsonNode::toString));
            }
            return NODES.arrayNode().addAll(items);
        }
        if (node.isObject()) {
            boolean literal = "@json".equals(node.path("@type").asString(""));
            ObjectNode result = NODES.objectNode();
            node.propertyStream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(e -> result.set(
                            e.getKey(), canonical(e.getValue(), e.getKey().equals("@list") || literal)));
            return result;
        }
        return node.isNumber() ? NODES.numberNode(node.decimalValue().stripTrailingZeros()) : node;
    }
}
