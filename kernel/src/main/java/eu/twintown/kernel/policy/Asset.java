package eu.twintown.kernel.policy;

import java.util.List;

/**
 * What a rule is about: one asset, or a collection whose members the world knows (Information Model 2.2, clause 2.2).
 *
 * @param id the IRI of the asset or collection
 * @param collection whether it is a collection
 * @param refinements what narrows the collection to some of its members
 */
public record Asset(String id, boolean collection, List<Constraint> refinements) {
    public Asset {
        refinements = List.copyOf(refinements);
    }

    public Asset(String id) {
        this(id, false, List.of());
    }
}
