package eu.twintown.node.trust.dcp;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.trust.jose.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message of the protocol, read as plain JSON as its schemas have it (DCP 1.0.1, "Schemas, Contexts, and Message
 * Processing"). Every fault tells where it is and what would be right.
 */
public final class DcpMessage {

    /** The JSON-LD context of version 1.0. */
    public static final String CONTEXT = "https://w3id.org/dspace-dcp/v1.0/dcp.jsonld";

    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST_ENTRIES = 100;

    private final ObjectNode json;
    private final String where;

    private DcpMessage(ObjectNode json, String where) {
        this.json = json;
        this.where = where;
    }

    /** A new message of this type, to be filled. */
    public static ObjectNode create(String type) {
        ObjectNode message = StrictJson.object();
        message.putArray("@context").add(CONTEXT);
        return message.put("type", type);
    }

    /**
     * Reads a message of this type.
     *
     * @throws ProblemException where it is another, or lacks the context of the protocol
     */
    public static DcpMessage read(JsonNode body, String type) {
        if (!(body instanceof ObjectNode object)) {
            throw ProblemException.badData("The body must be a JSON object: a " + type, "");
        }
        JsonNode context = object.path("@context");
        if (!context.isArray()
                || context.values().stream().noneMatch(one -> one.asString("").equals(CONTEXT))) {
            throw ProblemException.badData("@context must be a list that holds " + CONTEXT, "/@context");
        }
        if (!object.path("type").asString("").equals(type)) {
            throw ProblemException.badData("type must be " + type, "/type");
        }
        return new DcpMessage(object, "");
    }

    /** Whether the member is there and not null. */
    public boolean has(String name) {
        return !json.path(name).isMissingNode() && !json.path(name).isNull();
    }

    /** A text that must be there. */
    public String text(String name) {
        return optionalText(name)
                .orElseThrow(
                        () -> ProblemException.badData(name + " is missing; it must be a text", where + "/" + name));
    }

    public Optional<String> optionalText(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        return Optional.of(shortText(json.path(name), where + "/" + name, LONGEST_TEXT));
    }

    /** A text that may be long, such as a credential. */
    public String payload(String name) {
        if (!has(name)) {
            throw ProblemException.badData(name + " is missing; it must be a text", where + "/" + name);
        }
        return shortText(json.path(name), where + "/" + name, Integer.MAX_VALUE);
    }

    /** The texts of a list that must be there and have at least one. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list(name)) {
            texts.add(shortText(element, where + "/" + name + "/" + texts.size(), LONGEST_TEXT));
        }
        return texts;
    }

    /** The objects of a list that must be there and have at least one. */
    public List<DcpMessage> objects(String name) {
        List<DcpMessage> objects = new ArrayList<>();
        for (JsonNode element : list(name)) {
            String place = where + "/" + name + "/" + objects.size();
            if (!(element instanceof ObjectNode object)) {
                throw ProblemException.badData("Each of " + name + " must be an object", place);
            }
            objects.add(new DcpMessage(object, place));
        }
        return objects;
    }

    /** As it came. */
    public ObjectNode json() {
        return json;
    }

    private JsonNode list(String name) {
        JsonNode value = json.path(name);
        if (!value.isArray() || value.isEmpty() || value.size() > MOST_ENTRIES) {
            throw ProblemException.badData(
                    name + " must be a list of 1 to " + MOST_ENTRIES + " entries", where + "/" + name);
        }
        return value;
    }

    private static String shortText(JsonNode value, String place, int longest) {
        if (!value.isString() || value.asString().isBlank() || value.asString().length() > longest) {
            throw ProblemException.badData("There must be a text that is neither empty nor too long", place);
        }
        return value.asString();
    }
}
