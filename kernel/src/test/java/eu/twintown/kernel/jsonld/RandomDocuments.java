package eu.twintown.kernel.jsonld;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Random contexts, and normalised entities that make use of them. */
final class RandomDocuments {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> NAMES =
            List.of("speed", "name", "alpha", "beta", "gamma", "delta", "größe", "x1", "Car", "title", "brandName");
    private static final List<String> KINDS = List.of(
            "Property",
            "Relationship",
            "GeoProperty",
            "LanguageProperty",
            "VocabProperty",
            "JsonProperty",
            "ListProperty",
            "ListRelationship");

    private final Random random;
    private final ObjectNode terms = NODES.objectNode();

    RandomDocuments(Random random) {
        this.random = random;
    }

    /** A context as a user might write it: one object, or several in an array. */
    JsonNode context() {
        ArrayNode contexts = NODES.arrayNode();
        int parts = 1 + random.nextInt(2);
        for (int i = 0; i < parts; i++) {
            ObjectNode part = NODES.objectNode();
            if (random.nextInt(3) > 0) {
                part.put("ex", "https://example.org/ns/");
            }
            if (random.nextInt(4) == 0) {
                part.put("@vocab", "https://example.org/vocab#");
            }
            for (String name : NAMES) {
                if (random.nextInt(2) == 0 && !name.equals("title")) { // title is a core term: it cannot be redefined
                    part.set(name, definition(part, name));
                }
            }
            terms.setAll(part);
            contexts.add(part);
        }
        return parts == 1 ? contexts.get(0) : contexts;
    }

    private JsonNode definition(ObjectNode part, String name) {
        String iri = part.has("ex") && random.nextBoolean()
                ? "ex:" + name + random.nextInt(2)
                : "https://example.com/" + name + (random.nextInt(5) == 0 ? "/" : "");
        if (random.nextBoolean()) {
            return NODES.stringNode(iri);
        }
        ObjectNode definition = NODES.objectNode();
        if (random.nextInt(5) > 0) {
            definition.put("@id", iri);
        }
        switch (random.nextInt(8)) {
            case 0 -> definition.put("@type", "@id");
            case 1 -> definition.put("@type", "@vocab");
            case 2 -> definition.put("@type", "http://www.w3.org/2001/XMLSchema#date");
            case 3 -> definition.put("@type", "@json");
            case 4 -> definition.put("@container", "@list");
            case 5 -> definition.put("@container", "@language");
            case 6 -> definition.putArray("@container").add("@set");
            default -> definition.put("@container", "@index");
        }
        return definition;
    }

    /** A whole entity in the normalised form. */
    ObjectNode entity() {
        ObjectNode entity = NODES.objectNode();
        entity.put("id", "urn:ngsi-ld:Thing:" + random.nextInt(100));
        if (random.nextBoolean()) {
            entity.put("type", name());
        } else {
            entity.putArray("type").add("Alpha").add("ngsi-ld:Beta");
        }
        if (random.nextInt(4) == 0) {
            entity.put("scope", "/a/b" + random.nextInt(3));
        }
        for (int i = random.nextInt(5); i >= 0; i--) {
            String name = attributeName();
            if (random.nextInt(6) == 0) {
                ArrayNode instances = entity.putArray(name);
                instances.add(attribute(2));
                instances.add(attribute(2).put("datasetId", "urn:ngsi-ld:dataset:" + i));
            } else {
                entity.set(name, attribute(2));
            }
        }
        return entity;
    }

    private String attributeName() {
        return switch (random.nextInt(8)) {
            case 0 -> "https://example.net/full/" + name();
            case 1 -> "location";
            case 2 -> "undefined" + random.nextInt(3);
            default -> {
                String name = name();
                yield isForAttributes(terms.path(name)) ? name : "other" + name;
            }
        };
    }

    /** Attributes are named by a term whatever it coerces to; JSON-LD, though, would make lists or literals of them. */
    private static boolean isForAttributes(JsonNode definition) {
        return !definition.has("@container")
                && !definition.path("@type").asString("").equals("@json");
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private ObjectNode attribute(int depth) {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        ObjectNode attribute = NODES.objectNode().put("type", kind);
        switch (kind) {
            case "Property" -> attribute.set("value", value(3));
            case "Relationship" ->
                attribute.set(
                        "object",
                        random.nextBoolean()
                                ? uri()
                                : NODES.arrayNode().add(uri()).add(uri()));
            case "GeoProperty" -> attribute.set("value", geometry());
            case "LanguageProperty" -> attribute.set("languageMap", languageMap());
            case "VocabProperty" ->
                attribute.set(
                        "vocab",
                        random.nextBoolean()
                                ? NODES.stringNode(name())
                                : NODES.arrayNode().add(name()).add("Open"));
            case "JsonProperty" -> attribute.set("json", json(3));
            case "ListProperty" ->
                attribute.set("valueList", NODES.arrayNode().add(value(2)).add(value(2)));
            default -> attribute.putArray("objectList").addObject().set("object", uri());
        }
        if (random.nextInt(3) == 0) {
            attribute.put("observedAt", "2026-11-22T15:0" + random.nextInt(10) + ":00Z");
        }
        if (kind.equals("Property") && random.nextInt(3) == 0) {
            attribute.put("unitCode", "CEL");
        }
        if (kind.equals("Property") && random.nextInt(5) == 0) {
            attribute.put("valueType", name());
        }
        if (kind.endsWith("Relationship") && random.nextInt(3) == 0) {
            attribute.put("objectType", "Car");
        }
        if (depth > 0 && random.nextInt(3) == 0) {
            attribute.set(attributeName(), attribute(depth - 1));
        }
        return attribute;
    }

    private JsonNode uri() {
        return NODES.stringNode(
                random.nextInt(4) == 0
                        ? "https://example.org/thing/" + random.nextInt(9)
                        : "urn:x:" + random.nextInt(9));
    }

    private ObjectNode geometry() {
        ObjectNode geometry = NODES.objectNode();
        if (random.nextBoolean()) {
            geometry.put("type", "Point").putArray("coordinates").add(7.6261).add(51.9607);
        } else {
            ArrayNode line = geometry.put("type", "LineString").putArray("coordinates");
            line.addArray().add(7.5).add(51);
            line.addArray().add(-7).add(0.25);
        }
        return geometry;
    }

    private ObjectNode languageMap() {
        ObjectNode map = NODES.objectNode().put("en", "yes");
        if (random.nextBoolean()) {
            map.putArray("nl").add("ja").add("jawel");
        }
        return random.nextBoolean() ? map.put("@none", "sí") : map;
    }

    private JsonNode json(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> NODES.numberNode(random.nextInt(100));
            case 1 -> NODES.stringNode("text");
            case 2 -> NODES.booleanNode(true);
            case 3 -> NODES.nullNode();
            case 4 -> NODES.arrayNode().add(json(depth - 1)).add(json(depth - 1));
            default -> {
                ObjectNode object = NODES.objectNode();
                object.set("id", json(depth - 1));
                object.set("type", json(depth - 1));
                yield object;
            }
        };
    }

    /** A Property's value. */
    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 4)) {
            case 0 -> NODES.numberNode(random.nextInt(100));
            case 1 -> NODES.numberNode(random.nextInt(1000) / 8.0);
            case 2 -> NODES.stringNode("some text: " + random.nextInt(5));
            case 3 -> NODES.booleanNode(random.nextBoolean());
            case 4 -> NODES.arrayNode().add(value(depth - 1)).add(value(depth - 1));
            default -> compound(depth);
        };
    }

    private ObjectNode compound(int depth) {
        ObjectNode object = NODES.objectNode();
        if (random.nextInt(4) == 0) {
            object.put("type", name());
        }
        if (random.nextInt(6) == 0) {
            object.put("id", "urn:inner:" + random.nextInt(5));
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            String name = name();
            object.set(name, member(name, depth - 1));
        }
        return object;
    }

    /** A value that suits how the term is defined. */
    private JsonNode member(String name, int depth) {
        JsonNode definition = terms.path(name);
        return switch (definition.path("@type").asString("")) {
            case "@id" -> uri();
            case "@vocab" ->
                random.nextBoolean()
                        ? NODES.stringNode(name())
                        : NODES.arrayNode().add("Open").add("Shut");
            case "@json" -> json(2);
            case "http://www.w3.org/2001/XMLSchema#date" -> NODES.stringNode("2026-11-22");
            default ->
                switch (definition.path("@container").asString("")) {
                    case "@list" ->
                        NODES.arrayNode()
                                .add(random.nextInt(5))
                                .add("b")
                                .add(NODES.arrayNode().add(1).add(2));
                    case "@language" -> languageMap();
                    case "@index" -> NODES.objectNode().put("one", "first").put("two", 2);
                    default -> value(depth);
                };
        };
    }
}
