package eu.twintown.node.access.enforce.grant;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.evaluation.DutyRecord;
import java.util.List;
import java.util.Optional;

/**
 * What an agreement is to those who enforce it.
 *
 * @param agreement IRI of the agreement
 * @param party id of the participant who may act under it
 * @param target IRI of what it is about
 * @param policy what was agreed
 * @param state where it stands
 * @param scope the part of the entities that it is about; empty = it opens no entities
 * @param duties what is known of its duties
 * @param version another text wherever any of the above but the duties is another
 */
public record Grant(
        String agreement,
        String party,
        String target,
        Policy policy,
        State state,
        Optional<Scope> scope,
        List<DutyRecord> duties,
        String version) {

    /** Where an agreement stands; only while it is in force does it open anything. */
    public enum State {
        PENDING,
        IN_FORCE,
        SUSPENDED,
        ENDED
    }

    /**
     * A part of the entities of a node.
     *
     * @param tenant whose; empty = the default tenant
     * @param types expanded names, any of them
     * @param attributes expanded names; empty = all
     * @param area WKT polygon, or the id of an entity with a location; empty = anywhere
     */
    public record Scope(String tenant, List<String> types, List<String> attributes, Optional<String> area) {
        public Scope {
            types = List.copyOf(types);
            attributes = List.copyOf(attributes);
        }
    }

    public Grant {
        duties = List.copyOf(duties);
    }
}
