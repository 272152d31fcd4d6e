package eu.twintown.node.catalogue.simpl.description;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dataset as an offering, not signed yet.
 *
 * @param dataset IRI of its record in the node's catalogue
 * @param id of the offering
 * @param subject the offering in JSON-LD
 * @param rewritten texts that could not stand as they are, with their originals
 */
public record Offering(String dataset, String id, ObjectNode subject, List<Rewritten> rewritten) {

    /** A text, and what stands for it in the offering. */
    public record Rewritten(String property, String original, String written) {}
}
