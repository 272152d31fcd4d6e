package eu.twintown.kernel.entity;

import eu.twintown.kernel.jsonld.Context;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * Reads an entity or a fragment, normalised or concise, from JSON tokens and expands it on the way (ETSI GS CIM 009
 * V1.9.1, clauses 4.5, 5.5.4, 5.5.7).
 */
public final class EntityParser {

    /** What a document must hold. */
    public enum Mode {
        /** A whole entity: id and type must be there, NGSI-LD Null must not. */
        ENTITY,
        /** A fragment for update or merge: id and type may be missing, NGSI-LD Null deletes (clause 4.5.0). */
        FRAGMENT,
        /** A temporal evolution: an attribute may be an array of instances with the same datasetId. */
        TEMPORAL
    }

    private EntityParser() {}

    /**
     * Reads one JSON object; the parser stands on its start, and is left on its end.
     *
     * @param context the context to use where the document brings none
     * @param inlineContext compiles an {@code @context} member found in the document (application/ld+json); it must come
     *     before any other member or the object is buffered
     * @throws eu.twintown.kernel.problem.ProblemException BadRequestData with the pointer to the fault
     */
    public static Entity parse(
            JsonParser parser, Context context, Function<JsonNode, Context> inlineContext, Mode mode) {
        throw new UnsupportedOperationException();
    }
}
