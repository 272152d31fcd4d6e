package eu.twintown.node.mediation;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import eu.twintown.node.config.ConfigNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The data models that entities can be validated against: those that ship with the node, and configured ones. */
public final class DataModels {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String CITY_CONTEXT = "https://twintown.eu/contexts/city.jsonld";
    private static final String COMMON = "https://twintown.eu/models/common";

    /** Ids and types of the models that ship with the node. */
    private static final Map<String, String> BUILT_IN = Map.of(
            "OffStreetParking", "https://smartdatamodels.org/dataModel.Parking/OffStreetParking",
            "TrafficFlowObserved", "https://smartdatamodels.org/dataModel.Transportation/TrafficFlowObserved",
            "AirQualityObserved", "https://smartdatamodels.org/dataModel.Environment/AirQualityObserved",
            "AdministrativeArea", "https://schema.org/AdministrativeArea");

    private final Map<String, DataModel> models = new LinkedHashMap<>();
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(COMMON, resource("common")))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .pathType(PathType.JSON_POINTER)
                            .locale(Locale.ENGLISH)
                            .build()));

    private DataModels() {
        BUILT_IN.forEach((id, type) -> add(id, "1", type, StringNode.valueOf(CITY_CONTEXT), resource(id)));
    }

    /** The models that ship with the node. */
    public static DataModels builtIn() {
        return new DataModels();
    }

    /**
     * The models of a configuration file's {@code models} list, and those that ship with the node.
     *
     * @param root the whole file; receives what is wrong
     */
    public static DataModels read(ConfigNode root) {
        DataModels models = new DataModels();
        root.list("models").forEach(models::add);
        return models;
    }

    public Optional<DataModel> find(String id) {
        return Optional.ofNullable(models.get(id));
    }

    /** Ids of all models, for people. */
    public List<String> ids() {
        return models.keySet().stream().sorted().toList();
    }

    private void add(ConfigNode section) {
        section.allowOnly("id", "version", "type", "schema", "context");
        String id = section.text("id");
        String type = section.text("type");
        Optional<Path> file = section.file("schema");
        if (file.isEmpty()) {
            section.fault("schema", "is missing");
            return;
        }
        JsonNode context = section.has("context") ? section.json().path("context") : StringNode.valueOf(CITY_CONTEXT);
        try {
            add(id, section.text("version", "1"), type, context, Files.readString(file.get()));
        } catch (IOException e) {
            section.fault("schema", "cannot be read: " + file.get());
        } catch (JacksonException | SchemaException | IllegalArgumentException e) {
            section.fault("schema", "is not a JSON Schema: " + e.getMessage());
        }
    }

    private void add(String id, String version, String type, JsonNode context, String text) {
        JsonNode whole = MAPPER.readTree(text);
        if (!(whole instanceof ObjectNode object)) {
            throw new IllegalArgumentException("an object was expected");
        }
        ObjectNode part = object.deepCopy();
        part.remove("required");
        part.put("$id", part.path("$id").asString("urn:model:" + id) + ":part");
        models.put(id, new DataModel(id, version, type, context, compile(object), compile(part)));
    }

    private Schema compile(ObjectNode schema) {
        Schema compiled = schemas.getSchema(schema);
        compiled.initializeValidators();
        return compiled;
    }

    private static String resource(String name) {
        try (InputStream in = DataModels.class.getResourceAsStream("models/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("This build lacks the data model " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
