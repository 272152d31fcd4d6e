package eu.twintown.node.trust.oid4vc.dcql;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One claim that is wanted (section 6.3).
 *
 * @param id its name within {@code claim_sets}; may be empty
 * @param values what it must be one of; empty = anything
 */
public record ClaimQuery(String id, ClaimsPath path, List<JsonNode> values) {

    public ClaimQuery {
        values = List.copyOf(values);
    }

    /** Whether a credential has it, with one of the values. */
    boolean isIn(JsonNode credential) {
        List<JsonNode> found = path.select(credential);
        return !found.isEmpty() && (values.isEmpty() || found.stream().anyMatch(values::contains));
    }
}
