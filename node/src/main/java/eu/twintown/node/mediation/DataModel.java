package eu.twintown.node.mediation;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What entities of a type look like: a JSON Schema of their simplified representation.
 *
 * @param id how mappings name it
 * @param version of the schema
 * @param type IRI of the entity type
 * @param context JSON-LD context in whose names the schema speaks
 * @param whole schema of whole entities
 * @param part the same without required attributes
 */
public record DataModel(String id, String version, String type, JsonNode context, Schema whole, Schema part) {
    private static final int MOST = 5;

    /**
     * A way in which an entity is not as the model asks.
     *
     * @param pointer JSON pointer into the simplified representation
     */
    public record Violation(String pointer, String sentence) {}

    /**
     * What is wrong with an entity, the first few things.
     *
     * @param simplified the entity in simplified representation, compacted with this model's context
     * @param onlyPart whether required attributes may be missing, because another source has them
     */
    public List<Violation> violations(JsonNode simplified, boolean onlyPart) {
        List<Error> errors = (onlyPart ? part : whole).validate(simplified);
        return errors.stream().limit(MOST).map(DataModel::violation).toList();
    }

    private static Violation violation(Error error) {
        String pointer = String.valueOf(error.getInstanceLocation());
        String member = pointer.startsWith("/") ? pointer.substring(1) + " " : "";
        JsonNode value = error.getInstanceNode();
        String found = value == null || value.isContainer() ? "" : ", and is " + value;
        return new Violation(pointer, member + error.getMessage() + found);
    }
}
