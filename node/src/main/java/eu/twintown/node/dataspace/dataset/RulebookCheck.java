package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.conflict.Conflict;
import java.util.List;

/** Holds an offer against the rules of the data space. */
@FunctionalInterface
public interface RulebookCheck {

    /** For a node without a rulebook. */
    RulebookCheck NONE = offer -> List.of();

    /**
     * What the offer does that the rulebook does not allow.
     *
     * @param offer the policy, whose rules are named
     */
    List<Breach> of(Policy offer);

    /**
     * A conflict with a rulebook.
     *
     * @param bounds the rulebook's policy, in which {@link Conflict#against} stands
     * @param version the version of the rulebook
     */
    record Breach(Conflict conflict, Policy bounds, String version) {}
}
