package eu.twintown.node.dataspace.dsp.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message of the Dataspace Protocol as it came. It is read as plain JSON, as clause "Schemas & Contexts" allows; names
 * with the prefix {@code dspace:} or as full IRIs are understood too, and so are values in {@code @value}, {@code @id} and
 * lists of one. What is not known is left alone.
 */
public final class DspMessage {
    /** The JSON-LD context of the protocol. */
    public static final String CONTEXT = "https://w3id.org/dspace/2025/1/context.jsonld";

    /** The context of version 2024-1, under whose names nothing that is used here means something else. */
    private static final List<String> NAMESPACES =
            List.of("dspace:", "https://w3id.org/dspace/2025/1/", "https://w3id.org/dspace/v0.8/");

    private static final int LONGEST = 2_000;

    private final ObjectNode json;
    private final String type;

    private DspMessage(ObjectNode json, String type) {
        this.json = json;
        this.type = type;
    }

    /** An object with context and type, to be filled and sent. */
    public static ObjectNode create(String type) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.putArray("@context").add(CONTEXT);
        return node.put("@type", type);
    }

    /**
     * Reads a message of one of these types.
     *
     * @throws DspException where it is none
     */
    public static DspMessage read(JsonNode json, String... types) {
        DspMessage message = read(json);
        if (!List.of(types).contains(message.type)) {
            throw DspException.malformed("@type must be " + String.join(" or ", types) + " here"
                    + (message.type.isEmpty() ? ", but is missing" : ", not " + message.type));
        }
        return message;
    }

    /** Reads a message of any type. */
    public static DspMessage read(JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw DspException.malformed("The message must be a JSON object");
        }
        if (!object.has("@context")) {
            throw DspException.malformed("@context is missing; it must hold " + CONTEXT);
        }
        return new DspMessage(object, local(value(object.path("@type")).asString("")));
    }

    public String type() {
        return type;
    }

    /** As it came. */
    public ObjectNode json() {
        return json;
    }

    /** A text, without the prefix where it is one of the protocol's own terms. */
    public Optional<String> text(String name) {
        JsonNode value = value(find(name));
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode() || value.asString().length() > LONGEST) {
            throw DspException.malformed(name + " must be a text of at most " + LONGEST + " characters");
        }
        if (value.asString().indexOf(0) >= 0) {
            throw DspException.malformed(name + " must not hold a NUL character");
        }
        return Optional.of(local(value.asString()));
    }

    /** A text that must be there. */
    public String require(String name) {
        return text(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> DspException.malformed(name + " is missing in the " + type));
    }

    /** An object that must be there; the context of the message comes along, for those who read it by itself. */
    public ObjectNode object(String name) {
        return optionalObject(name)
                .orElseThrow(() -> DspException.malformed(name + " is missing in the " + type + ", or is no object"));
    }

    public Optional<ObjectNode> optionalObject(String name) {
        JsonNode node = find(name);
        JsonNode one = node.isArray() && node.size() == 1 ? node.get(0) : node;
        if (!(one instanceof ObjectNode object)) {
            return Optional.empty();
        }
        ObjectNode copy = object.deepCopy();
        if (!copy.has("@context")) {
            copy.set("@context", json.path("@context"));
        }
        return Optional.of(copy);
    }

    /** Any member, under whatever name; missing where it is not there. */
    public JsonNode find(String name) {
        JsonNode plain = json.path(name);
        for (String namespace : NAMESPACES) {
            plain = plain.isMissingNode() ? json.path(namespace + name) : plain;
        }
        return plain;
    }

    /** What the member {@code reason} of a termination or an error says. */
    public List<String> reasons() {
        JsonNode node = find("reason");
        List<String> reasons = new ArrayList<>();
        for (JsonNode one : node.isArray() ? node : List.of(node)) {
            JsonNode said = value(one.isObject() && one.has("message") ? one.path("message") : one);
            String text = said.isValueNode() ? said.asString() : said.toString();
            if (!text.isBlank()) {
                reasons.add(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
            }
        }
        return reasons;
    }

    /** The same message has the same, another one another. */
    public String fingerprint() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(json.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode value(JsonNode node) {
        JsonNode one = node.isArray() && node.size() == 1 ? node.get(0) : node;
        if (one.isObject()) {
            return one.has("@value") ? one.path("@value") : one.has("@id") ? one.path("@id") : one;
        }
        return one;
    }

    private static String local(String text) {
        for (String namespace : NAMESPACES) {
            if (text.startsWith(namespace)) {
                return text.substring(namespace.length());
            }
        }
        return text;
    }
}
