package eu.twintown.node.dataspace.copy;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityParser;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a provider sends (ETSI GS CIM 009 V1.9.1, clause 5.3.1).
 *
 * @param present entities as they now are
 * @param gone ids of entities that were deleted
 */
public record Notification(List<Entity> present, Set<String> gone) {

    /**
     * Reads a notification in JSON-LD.
     *
     * @param contexts compiles the contexts that it names
     * @throws ProblemException BadRequestData
     */
    public static Notification read(byte[] body, Function<JsonNode, Context> contexts) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            throw ProblemException.badData("The notification is not JSON", "");
        }
        if (!root.path("type").asString("").equals("Notification")
                || !root.path("data").isArray()) {
            throw ProblemException.badData("This must be an NGSI-LD Notification with data", "");
        }
        Context context = root.has("@context") ? contexts.apply(root.get("@context")) : Context.core();
        List<Entity> present = new ArrayList<>();
        Set<String> gone = new LinkedHashSet<>();
        for (JsonNode element : root.path("data")) {
            if (element.has("deletedAt")) {
                gone.add(element.path("id").asString(""));
            } else {
                present.add(entity(element, context, contexts));
            }
        }
        return new Notification(present, gone);
    }

    private static Entity entity(JsonNode element, Context context, Function<JsonNode, Context> contexts) {
        try (JsonParser parser = element.traverse(ObjectReadContext.empty())) {
            parser.nextToken();
            return EntityParser.parse(parser, context, contexts, EntityParser.Mode.ENTITY);
        }
    }
}
