package eu.twintown.kernel.entity;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.ValueExpander;
import eu.twintown.kernel.time.DateTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads the stored form that {@link CodecWriter} wrote. */
final class CodecReader {

    private static final AttributeKind[] KINDS = AttributeKind.values();

    private final JsonParser parser;
    private @Nullable Instant createdAt;
    private @Nullable Instant modifiedAt;

    CodecReader(JsonParser parser) {
        this.parser = parser;
    }

    Entity entity() {
        String id = "";
        List<String> types = List.of();
        List<String> scopes = List.of();
        Instant expiresAt = null;
        Map<String, List<Attribute>> attributes = Map.of();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "i" -> id = parser.getString();
                case "t" -> types = strings();
                case "s" -> scopes = strings();
                case "c" -> createdAt = time();
                case "m" -> modifiedAt = time();
                case "e" -> expiresAt = time();
                case "a" -> attributes = attributes();
                default -> throw unknown(name);
            }
        }
        return new Entity(id, types, scopes, createdAt, modifiedAt, expiresAt, attributes);
    }

    Attribute attribute() {
        AttributeKind kind = AttributeKind.PROPERTY;
        JsonNode value = MissingNode.getInstance();
        String datasetId = null;
        String observedAt = null;
        String unitCode = null;
        List<String> objectTypes = List.of();
        String valueType = null;
        Instant expiresAt = null;
        Instant created = createdAt;
        Instant modified = modifiedAt;
        String instanceId = null;
        Map<String, List<Attribute>> attributes = Map.of();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "k" -> kind = KINDS[parser.getIntValue()];
                case "v" -> value = new ValueExpander(parser, Context.core(), Integer.MAX_VALUE).verbatim();
                case "d" -> datasetId = parser.getString();
                case "o" -> observedAt = parser.getString();
                case "u" -> unitCode = parser.getString();
                case "t" -> objectTypes = strings();
                case "y" -> valueType = parser.getString();
                case "e" -> expiresAt = time();
                case "c" -> created = time();
                case "m" -> modified = time();
                case "n" -> instanceId = parser.getString();
                case "a" -> attributes = new CodecReader(parser).attributes();
                default -> throw unknown(name);
            }
        }
        return new Attribute(
                kind,
                value,
                datasetId,
                observedAt,
                unitCode,
                objectTypes,
                valueType,
                expiresAt,
                created,
                modified,
                instanceId,
                attributes);
    }

    private Map<String, List<Attribute>> attributes() {
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String iri = parser.currentName();
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                attributes.put(iri, List.of(attribute()));
            } else {
                List<Attribute> instances = new ArrayList<>();
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    instances.add(attribute());
                }
                attributes.put(iri, List.copyOf(instances));
            }
        }
        return Collections.unmodifiableMap(attributes);
    }

    private List<String> strings() {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return List.of(parser.getString());
        }
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(parser.getString());
        }
        return List.copyOf(texts);
    }

    private @Nullable Instant time() {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        String text = parser.getString();
        // Much cheaper than Instant.parse, which is left for years and fractions beyond those of the specification.
        return DateTimes.parse(text).orElseGet(() -> Instant.parse(text));
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("Unknown member \"" + name + "\" in a stored entity");
    }
}
