package eu.twintown.kernel.jsonld;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import jakarta.json.JsonArray;
import java.io.StringReader;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way for documents that the specialised processor does not understand: a general JSON-LD processor (Titanium)
 * expands them under their own context and compacts them under the core context alone, in which they are then read as
 * any other. It costs some hundred times more, and it treats arrays as JSON-LD does: as sets, so that an array of one
 * value becomes that value.
 */
public final class GeneralProcessor {

    private static final LongAdder USES = new LongAdder();
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final JsonNode source;
    private final ContextLoader loader;

    GeneralProcessor(JsonNode source, ContextLoader loader) {
        this.source = source;
        this.loader = loader;
    }

    /** How many documents took this way since the start of the program. */
    public static long uses() {
        return USES.sum();
    }

    /**
     * The same document under the core context alone.
     *
     * @throws ProblemException BadRequestData where it is not valid JSON-LD
     */
    public ObjectNode underCoreContext(ObjectNode document) {
        USES.increment();
        ObjectNode whole = document.deepCopy();
        whole.set("@context", contexts());
        try {
            JsonArray expanded = JsonLd.expand(document(whole))
                    .loader((url, options) -> load(url.toString()))
                    .get();
            ObjectNode core = JsonNodeFactory.instance.objectNode().set("@context", CoreContext.definitions());
            String compacted = JsonLd.compact(JsonDocument.of(expanded), document(core))
                    .get()
                    .toString();
            ObjectNode result = (ObjectNode) MAPPER.readTree(compacted);
            result.remove("@context");
            return result;
        } catch (JsonLdError e) {
            throw problem(e);
        }
    }

    /** The expanded form that the general processor gives; for comparison. */
    JsonNode expanded(ObjectNode document) {
        ObjectNode whole = document.deepCopy();
        whole.set("@context", contexts());
        try {
            return MAPPER.readTree(JsonLd.expand(document(whole))
                    .loader((url, options) -> load(url.toString()))
                    .get()
                    .toString());
        } catch (JsonLdError e) {
            throw problem(e);
        }
    }

    /** First the core context, so that others may build on it; then the user's; last the core context again. */
    private ArrayNode contexts() {
        ArrayNode contexts = JsonNodeFactory.instance.arrayNode().add(CoreContext.definitions());
        for (JsonNode part : source.isArray()
                ? (ArrayNode) source
                : JsonNodeFactory.instance.arrayNode().add(source)) {
            if (!(part.isString() && CoreContext.isCore(part.asString()))) {
                contexts.add(part);
            }
        }
        return contexts.add(CoreContext.definitions());
    }

    private Document load(String url) throws JsonLdError {
        if (CoreContext.isCore(url)) {
            return document(JsonNodeFactory.instance.objectNode().set("@context", CoreContext.definitions()));
        }
        return document(WellKnownContexts.find(url).orElseGet(() -> loader.load(url)));
    }

    private static Document document(JsonNode node) throws JsonLdError {
        return JsonDocument.of(new StringReader(node.toString()));
    }

    private static ProblemException problem(JsonLdError error) {
        if (error.getCause() instanceof ProblemException problem) {
            return problem;
        }
        boolean loading = error.getCode() == JsonLdErrorCode.LOADING_DOCUMENT_FAILED
                || error.getCode() == JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED;
        return new ProblemException(
                loading ? ProblemType.LD_CONTEXT_NOT_AVAILABLE : ProblemType.BAD_REQUEST_DATA,
                "The document is not valid JSON-LD under its context: " + error.getMessage());
    }
}
