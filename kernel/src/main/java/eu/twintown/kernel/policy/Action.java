package eu.twintown.kernel.policy;

import java.util.List;

/**
 * What a rule permits, prohibits or demands (Information Model 2.2, clause 2.4).
 *
 * @param id the IRI of the action
 * @param refinements what narrows it
 */
public record Action(String id, List<Constraint> refinements) {
    public Action {
        refinements = List.copyOf(refinements);
    }

    public Action(String id) {
        this(id, List.of());
    }
}
