package eu.twintown.kernel.entity;

import eu.twintown.kernel.jsonld.Iris;
import eu.twintown.kernel.problem.ProblemException;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the value of an attribute of a known kind, and checks it. The NGSI-LD Null counts as a value of every kind. */
final class ValueParser {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Reading reading;

    ValueParser(Reading reading) {
        this.reading = reading;
    }

    JsonNode read(@Nullable AttributeKind kind) {
        JsonNode value = kind == null ? property() : ofKind(kind);
        if (!reading.allowsNull()
                && (kind == null || kind != AttributeKind.JSON_PROPERTY)
                && NgsiLdNull.isWithin(value)) {
            throw reading.wrong("\"" + NgsiLdNull.URI + "\" deletes; it is not allowed in a whole entity");
        }
        return value;
    }

    private JsonNode ofKind(AttributeKind kind) {
        return switch (kind) {
            case PROPERTY -> property();
            case RELATIONSHIP -> object();
            case GEO_PROPERTY -> geometry();
            case LANGUAGE_PROPERTY -> languageMap();
            case VOCAB_PROPERTY -> vocab();
            case JSON_PROPERTY -> reading.verbatim();
            case LIST_PROPERTY -> valueList();
            case LIST_RELATIONSHIP -> objectList();
        };
    }

    private JsonNode property() {
        JsonNode value = reading.expandedValue();
        if (value.isMissingNode()) {
            throw reading.wrong("The value comes to nothing");
        }
        return value;
    }

    private JsonNode object() {
        if (reading.token() != JsonToken.START_ARRAY) {
            return NODES.stringNode(reading.uri("object"));
        }
        ArrayNode uris = NODES.arrayNode();
        while (reading.parser.nextToken() != JsonToken.END_ARRAY) {
            uris.add(reading.uri("object"));
        }
        return uris;
    }

    private JsonNode geometry() {
        JsonNode value = reading.verbatim();
        if (NgsiLdNull.is(value)) {
            return value;
        }
        // Geometries may come as text that holds JSON (clause 4.7.2).
        JsonNode geometry = value.isString() ? parsed(value.asString()) : value;
        try {
            GeoJsonCheck.check(geometry, "");
        } catch (ProblemException e) {
            throw reading.below(e);
        }
        return geometry;
    }

    private JsonNode parsed(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw reading.wrong("A GeoProperty that is a string must hold a GeoJSON geometry as JSON text");
        }
    }

    private JsonNode languageMap() {
        JsonNode map = reading.verbatim();
        if (NgsiLdNull.is(map)) {
            return NODES.objectNode().put("@none", NgsiLdNull.URI);
        }
        if (!map.isObject() || map.isEmpty()) {
            throw reading.wrong("A languageMap is an object from language tags to strings");
        }
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (!isLanguageTag(entry.getKey())) {
                throw reading.wrong("\"" + entry.getKey() + "\" is not a language tag such as en, de-CH or @none");
            }
            if (!isText(entry.getValue())) {
                throw reading.wrong("The language " + entry.getKey() + " needs a string or an array of strings");
            }
        }
        return map;
    }

    private static boolean isText(JsonNode value) {
        if (!value.isArray()) {
            return value.isString();
        }
        for (JsonNode item : value) {
            if (!item.isString()) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static boolean isLanguageTag(String tag) {
        if (tag.equals("@none")) {
            return true;
        }
        try {
            return !tag.isEmpty()
                    && !new Locale.Builder()
                            .setLanguageTag(tag)
                            .build()
                            .getLanguage()
                            .isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    private JsonNode vocab() {
        if (reading.token() != JsonToken.START_ARRAY) {
            return NODES.stringNode(vocabIri());
        }
        ArrayNode iris = NODES.arrayNode();
        while (reading.parser.nextToken() != JsonToken.END_ARRAY) {
            iris.add(vocabIri());
        }
        return iris;
    }

    private String vocabIri() {
        String text = reading.string("vocab");
        String iri = reading.context.expand(text);
        if (!Iris.isAbsolute(iri)) {
            throw reading.wrong("\"" + text + "\" does not become an IRI under this context");
        }
        return iri;
    }

    private JsonNode valueList() {
        JsonNode list = reading.expandedValue();
        if (NgsiLdNull.is(list)) {
            return NODES.arrayNode().add(list);
        }
        if (!list.isArray()) {
            throw reading.wrong("A valueList is an array of values");
        }
        return list;
    }

    private JsonNode objectList() {
        if (reading.token() == JsonToken.VALUE_STRING
                && reading.parser.getString().equals(NgsiLdNull.URI)) {
            return NODES.arrayNode().add(NgsiLdNull.URI);
        }
        if (reading.token() != JsonToken.START_ARRAY) {
            throw reading.wrong("An objectList is an array of URIs, or of objects with a member \"object\"");
        }
        ArrayNode uris = NODES.arrayNode();
        while (reading.parser.nextToken() != JsonToken.END_ARRAY) {
            if (reading.token() == JsonToken.START_OBJECT) {
                if (reading.parser.nextToken() != JsonToken.PROPERTY_NAME
                        || !reading.parser.currentName().equals("object")) {
                    throw reading.wrong("An item of an objectList has the one member \"object\"");
                }
                reading.parser.nextToken();
                uris.add(reading.uri("object"));
                if (reading.parser.nextToken() != JsonToken.END_OBJECT) {
                    throw reading.wrong("An item of an objectList has the one member \"object\"");
                }
            } else {
                uris.add(reading.uri("object"));
            }
        }
        return uris;
    }
}
