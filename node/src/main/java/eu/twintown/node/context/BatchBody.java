package eu.twintown.node.context;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.BodyContext;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Reads the entities of a batch one after the other, straight from the tokens. An entity that is not valid yields its own
 * problem, and the next one is read; what is not valid JSON, or not an array of objects, is a problem of the whole.
 */
final class BatchBody {

    /**
     * One entity of a batch.
     *
     * @param id its id; empty where it has none that can be read
     * @param entity empty where {@code problem} tells why it could not be read
     */
    record Item(String id, Optional<Entity> entity, Optional<Problem> problem) {}

    private final JsonBodies bodies;
    private final BodyContext context;
    private final byte[] body;
    private final Mode mode;
    private final List<Item> items = new ArrayList<>();

    private BatchBody(JsonBodies bodies, BodyContext context, byte[] body, Mode mode) {
        this.bodies = bodies;
        this.context = context;
        this.body = body;
        this.mode = mode;
    }

    static List<Item> read(Exchange exchange, BrokerParts parts, Mode mode) {
        BodyContext context = parts.contexts().ofBody(exchange);
        BatchBody batch = new BatchBody(parts.bodies(), context, parts.bodies().bytes(exchange), mode);
        return parts.bodies().parse(batch.body, batch::entities);
    }

    /** Reads the ids of a batch delete (clause 6.17). */
    static List<String> readIds(Exchange exchange, BrokerParts parts) {
        parts.contexts().ofBody(exchange);
        JsonNode ids = parts.bodies().readTree(exchange);
        requireItems(ids.isArray(), ids.size());
        List<String> result = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            if (!ids.get(i).isString()) {
                throw ProblemException.badData("This must be the id of an entity", "/" + i);
            }
            result.add(ids.get(i).asString());
        }
        return result;
    }

    private static void requireItems(boolean array, int size) {
        if (!array || size == 0) {
            throw ProblemException.badData("The body must be an array with at least one item", "");
        }
    }

    private List<Item> entities(JsonParser parser) {
        requireItems(parser.currentToken() == JsonToken.START_ARRAY, 1);
        int depth = parser.streamReadContext().getNestingDepth();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw ProblemException.badData("This must be an entity, as a JSON object", "/" + items.size());
            }
            int start = (int) parser.currentTokenLocation().getByteOffset();
            entity(parser, start);
            while (parser.streamReadContext().getNestingDepth() > depth) {
                parser.nextToken();
            }
        }
        requireItems(true, items.size());
        return items;
    }

    /** Leaves the parser anywhere in the entity's object where it is not valid. */
    private void entity(JsonParser parser, int start) {
        try {
            Entity entity = Fragments.parse(parser, context, mode);
            context.requireFound();
            if (entity.id().isEmpty()) {
                throw ProblemException.badData("An entity of a batch must have an id", "/" + items.size() + "/id");
            }
            items.add(new Item(entity.id(), Optional.of(entity), Optional.empty()));
        } catch (ProblemException e) {
            Problem problem = located(e.problem());
            if (isOfWholeBatch(problem)) {
                throw new ProblemException(problem);
            }
            JsonNode id = bodies.valueAt(body, start).path("id");
            items.add(new Item(id.asString(""), Optional.empty(), Optional.of(problem)));
        }
        context.next();
    }

    /**
     * What is not JSON, a context that cannot be had, or one that stands where it must not, spoils the whole request
     * (clauses 5.5.4, 5.5.6 and 6.3.5).
     */
    private static boolean isOfWholeBatch(Problem problem) {
        return problem.type() == ProblemType.INVALID_REQUEST
                || problem.type() == ProblemType.LD_CONTEXT_NOT_AVAILABLE
                || problem.extensions().getOrDefault("pointer", "").endsWith("/@context");
    }

    /** Says which entity of the batch it is. */
    private Problem located(Problem problem) {
        Map<String, String> extensions = new LinkedHashMap<>(problem.extensions());
        extensions.put("index", Integer.toString(items.size()));
        return new Problem(problem.type(), problem.detail(), extensions);
    }
}
