package eu.twintown.kernel.policy;

import java.util.List;

/**
 * Who grants or who is bound: one party, or a collection whose members the world knows (Information Model 2.2, clause
 * 2.3).
 *
 * @param id the IRI of the party or collection
 * @param collection whether it is a collection
 * @param refinements what narrows the collection to some of its members
 */
public record Party(String id, boolean collection, List<Constraint> refinements) {
    public Party {
        refinements = List.copyOf(refinements);
    }

    public Party(String id) {
        this(id, false, List.of());
    }
}
