package eu.twintown.node.dataspace.transfer.message;

import eu.twintown.node.dataspace.dsp.message.DspException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where data can be had or are to go, and with what. The specification has an {@code endpoint} and free properties; the
 * Eclipse connector leaves the endpoint empty and puts everything into properties with names of its own. Both forms are
 * written and both are read.
 *
 * @param type the kind of endpoint, an IRI
 * @param endpoint a URI; empty = none was given
 * @param properties by their short names: {@code authorization}, {@code authType}, {@code refreshToken},
 *     {@code refreshEndpoint}, {@code expiresIn} (seconds), and others as they came
 */
public record DataAddress(String type, String endpoint, Map<String, String> properties) {

    /** An HTTP endpoint, as connectors name it. */
    public static final String HTTP = "https://w3id.org/idsa/v4.1/HTTP";

    public static final String AUTHORIZATION = "authorization";
    public static final String AUTH_TYPE = "authType";
    public static final String REFRESH_TOKEN = "refreshToken";
    public static final String REFRESH_ENDPOINT = "refreshEndpoint";
    public static final String EXPIRES_IN = "expiresIn";

    private static final String EDC = "https://w3id.org/edc/v0.0.1/ns/";
    private static final String TRACTUS = "https://w3id.org/tractusx/auth/";
    private static final List<String> PREFIXES = List.of(EDC, TRACTUS, "edc:", "tx-auth:", "dspace:");
    private static final String ENDPOINT = "endpoint";
    private static final String ENDPOINT_TYPE = "endpointType";
    private static final String LIST = "endpointProperties";
    private static final int MOST = 100;
    private static final int LONGEST = 16_384;

    public DataAddress {
        properties = Map.copyOf(properties);
    }

    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Reads both forms.
     *
     * @throws DspException where it names no type of endpoint, or is no data address
     */
    public static DataAddress read(ObjectNode json) {
        Map<String, String> properties = new LinkedHashMap<>();
        JsonNode list = member(json, LIST);
        for (JsonNode one : list.isArray() ? list : list.isMissingNode() ? List.<JsonNode>of() : List.of(list)) {
            String name = text(one, "name");
            if (name.isEmpty() || properties.size() == MOST) {
                throw DspException.malformed(
                        "Each of at most " + MOST + " endpointProperties of a dataAddress has a name");
            }
            properties.put(plain(name), text(one, "value"));
        }
        String type = text(json, ENDPOINT_TYPE);
        String inner = properties.getOrDefault(ENDPOINT_TYPE, "");
        String endpoint = text(json, ENDPOINT);
        String innerEndpoint = properties.getOrDefault(ENDPOINT, "");
        if (type.isEmpty() && inner.isEmpty()) {
            throw DspException.malformed("endpointType is missing in the dataAddress");
        }
        properties.remove(ENDPOINT);
        properties.remove(ENDPOINT_TYPE);
        return new DataAddress(
                type.isEmpty() ? inner : type, endpoint.isEmpty() ? innerEndpoint : endpoint, properties);
    }

    private static JsonNode member(JsonNode json, String name) {
        return json.has(name) ? json.path(name) : json.path("dspace:" + name);
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = member(json, name);
        if (value.isObject()) {
            value = value.has("@id") ? value.path("@id") : value.path("@value");
        }
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isValueNode() || value.asString().length() > LONGEST) {
            throw DspException.malformed(
                    name + " in the dataAddress must be a text of at most " + LONGEST + " characters");
        }
        return value.asString();
    }

    /** Names of properties in short form, whoever's they are. */
    private static String plain(String name) {
        for (String prefix : PREFIXES) {
            if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }

    /** In both forms. */
    public ObjectNode write() {
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("@type", "DataAddress")
                .put(ENDPOINT_TYPE, type)
                .put(ENDPOINT, endpoint);
        ArrayNode list = json.putArray(LIST);
        properties.forEach((name, value) -> add(list, name, value));
        add(list, EDC + ENDPOINT, endpoint);
        add(list, EDC + ENDPOINT_TYPE, type);
        for (String name : List.of(AUTHORIZATION, AUTH_TYPE)) {
            property(name).ifPresent(value -> add(list, EDC + name, value));
        }
        for (String name : List.of(REFRESH_TOKEN, REFRESH_ENDPOINT, EXPIRES_IN)) {
            property(name).ifPresent(value -> add(list, TRACTUS + name, value));
        }
        return json;
    }

    private static void add(ArrayNode list, String name, String value) {
        list.addObject().put("@type", "EndpointProperty").put("name", name).put("value", value);
    }

    /** What it holds may be secret. */
    @Override
    public String toString() {
        return "DataAddress[" + type + " " + endpoint + "]";
    }
}
