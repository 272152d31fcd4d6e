package eu.twintown.node.federation;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityParser;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** Reads the bodies that sources answer with, and trusts nothing in them. */
final class EntityArrays {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Function<JsonNode, Context> contexts;

    /**
     * What could be read.
     *
     * @param complaint what was wrong with the rest
     */
    record Result(List<Entity> entities, Optional<String> complaint) {}

    /** The body as a whole is not what NGSI-LD has. */
    static final class NotNgsiLd extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotNgsiLd(String message) {
            super(message);
        }
    }

    /** Gets contexts that bodies name from {@code contexts}. */
    EntityArrays(Function<JsonNode, Context> contexts) {
        this.contexts = contexts;
    }

    /**
     * Reads an entity or an array of them.
     *
     * @param asked URL of the context that the source was asked to use
     * @param named URL of the context that the source's Link header names
     * @param wanted entities that do not pass were not asked for and are left out
     * @throws NotNgsiLd where nothing can be made of it
     */
    Result read(
            byte[] body,
            Optional<String> asked,
            Optional<String> named,
            EntityParser.Mode mode,
            Predicate<Entity> wanted) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new NotNgsiLd("answered with something that is not JSON, or not all of it");
        }
        if (!root.isObject() && !root.isArray()) {
            throw new NotNgsiLd("answered with JSON that is no entity and no array of entities");
        }
        Context context = context(asked, named);
        List<Entity> entities = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        int unwanted = 0;
        for (JsonNode element : root.isArray() ? root : JSON.createArrayNode().add(root)) {
            try {
                Entity entity = entity(element, context, mode);
                if (wanted.test(entity)) {
                    entities.add(entity);
                } else {
                    unwanted++;
                }
            } catch (ProblemException e) {
                faults.add(e.problem().detail());
            }
        }
        if (entities.isEmpty() && !faults.isEmpty()) {
            throw new NotNgsiLd("answered with something that is no NGSI-LD: " + faults.getFirst());
        }
        return new Result(entities, complaint(faults, unwanted));
    }

    private Entity entity(JsonNode element, Context context, EntityParser.Mode mode) {
        try (JsonParser parser = element.traverse(ObjectReadContext.empty())) {
            parser.nextToken();
            return EntityParser.parse(parser, context, contexts, mode);
        }
    }

    private Context context(Optional<String> asked, Optional<String> named) {
        Optional<String> url = named.or(() -> asked);
        try {
            return url.map(u -> contexts.apply(StringNode.valueOf(u))).orElseGet(Context::core);
        } catch (ProblemException e) {
            throw new NotNgsiLd("answered in terms of a JSON-LD context that cannot be had: " + url.orElse(""));
        }
    }

    private static Optional<String> complaint(List<String> faults, int unwanted) {
        List<String> parts = new ArrayList<>();
        if (!faults.isEmpty()) {
            parts.add(faults.size() + " of its entities could not be read: " + faults.getFirst());
        }
        if (unwanted > 0) {
            parts.add(unwanted + " of its entities were not what was asked for");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
    }
}
