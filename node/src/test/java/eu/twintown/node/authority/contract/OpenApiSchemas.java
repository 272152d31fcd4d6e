package eu.twintown.node.authority.contract;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schema objects of one OpenAPI 3.0 document as JSON Schema. What OpenAPI 3.0 has of its own is put into JSON Schema's
 * words: {@code nullable}; a {@code discriminator}, by which exactly one alternative counts; required read-only members
 * count in answers only, write-only ones in requests only.
 */
final class OpenApiSchemas {
    /** Which side a body comes from. */
    enum Side {
        REQUEST("readOnly"),
        ANSWER("writeOnly");

        private final String leftOut;

        Side(String leftOut) {
            this.leftOut = leftOut;
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> KEPT = List.of(
            "type",
            "format",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
            "enum",
            "uniqueItems",
            "multipleOf",
            "minProperties",
            "maxProperties");
    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFINITIONS = "#/$defs/";

    private final JsonNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .pathType(PathType.JSON_POINTER)
                    .build()));
    private final Map<String, Schema> built = new ConcurrentHashMap<>();

    OpenApiSchemas(JsonNode document) {
        this.document = document;
    }

    /** What is wrong with {@code value}; empty = nothing. */
    List<String> faults(JsonNode schema, JsonNode value, Side side) {
        Schema validator = built.computeIfAbsent(side + schema.toString(), key -> build(schema, side));
        List<Error> errors = validator.validate(value.toString(), InputFormat.JSON);
        List<String> faults = new ArrayList<>();
        errors.forEach(error -> faults.add(error.getInstanceLocation() + " " + error.getMessage()));
        return faults;
    }

    /** The object that a reference into the same document names, or the object itself. */
    JsonNode resolved(JsonNode object) {
        JsonNode reference = object.path("$ref");
        return reference.isString() ? document.at(reference.asString().substring(1)) : object;
    }

    private Schema build(JsonNode schema, Side side) {
        ObjectNode root = converted(schema, side);
        ObjectNode definitions = root.putObject("$defs");
        document.path("components")
                .path("schemas")
                .properties()
                .forEach(entry -> definitions.set(entry.getKey(), converted(entry.getValue(), side)));
        return registry.getSchema(root.toString(), InputFormat.JSON);
    }

    private ObjectNode converted(JsonNode schema, Side side) {
        ObjectNode out = JSON.createObjectNode();
        if (schema.has("$ref")) {
            return out.put("$ref", schema.path("$ref").asString().replace(COMPONENTS, DEFINITIONS));
        }
        KEPT.stream().filter(schema::has).forEach(name -> out.set(name, schema.get(name)));
        if (schema.path("format").asString("").equals("uri")) {
            // The documents' own examples have references (/error/...) where they ask for URIs.
            out.put("format", "uri-reference");
        }
        if (schema.path("format").asString("").equals("email")) {
            // The library's own check knows real top-level domains only, and tests use city.example.
            out.remove("format");
            out.put("pattern", "^[^@ ]+@[^@ ]+$");
        }
        if (schema.has("items")) {
            out.set("items", converted(schema.get("items"), side));
        }
        if (schema.path("additionalProperties").isObject()) {
            out.set("additionalProperties", converted(schema.get("additionalProperties"), side));
        } else if (schema.has("additionalProperties")) {
            out.set("additionalProperties", schema.get("additionalProperties"));
        }
        if (schema.has("properties")) {
            ObjectNode properties = out.putObject("properties");
            schema.get("properties")
                    .properties()
                    .forEach(entry -> properties.set(entry.getKey(), converted(entry.getValue(), side)));
        }
        required(schema, side, out);
        alternatives(schema, side, out);
        if (schema.path("nullable").asBoolean(false)) {
            ObjectNode nullable = JSON.createObjectNode();
            nullable.putArray("anyOf")
                    .add(JSON.createObjectNode().put("type", "null"))
                    .add(out);
            return nullable;
        }
        return out;
    }

    private void required(JsonNode schema, Side side, ObjectNode out) {
        ArrayNode required = JSON.createArrayNode();
        for (JsonNode name : schema.path("required")) {
            boolean leftOut = resolved(schema.path("properties").path(name.asString()))
                    .path(side.leftOut)
                    .asBoolean(false);
            if (!leftOut) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            out.set("required", required);
        }
    }

    private void alternatives(JsonNode schema, Side side, ObjectNode out) {
        ArrayNode all = JSON.createArrayNode();
        schema.path("allOf").forEach(part -> all.add(converted(part, side)));
        JsonNode discriminator = schema.path("discriminator");
        if (discriminator.has("mapping")) {
            String member = discriminator.path("propertyName").asString();
            ObjectNode known = JSON.createObjectNode();
            known.putArray("required").add(member);
            ArrayNode values = known.putObject("properties").putObject(member).putArray("enum");
            all.add(known);
            discriminator.path("mapping").properties().forEach(entry -> {
                values.add(entry.getKey());
                all.add(onlyWhere(member, entry.getKey(), entry.getValue().asString()));
            });
        } else {
            for (String word : List.of("oneOf", "anyOf")) {
                if (schema.has(word)) {
                    ArrayNode parts = out.putArray(word);
                    schema.get(word).forEach(part -> parts.add(converted(part, side)));
                }
            }
        }
        if (!all.isEmpty()) {
            out.set("allOf", all);
        }
    }

    private static ObjectNode onlyWhere(String member, String value, String reference) {
        ObjectNode rule = JSON.createObjectNode();
        rule.putObject("if").putObject("properties").putObject(member).put("const", value);
        rule.putObject("then").put("$ref", reference.replace(COMPONENTS, DEFINITIONS));
        return rule;
    }
}
