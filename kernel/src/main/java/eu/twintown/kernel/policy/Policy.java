package eu.twintown.kernel.policy;

import java.util.List;
import java.util.Optional;

/**
 * A policy (Information Model 2.2, clause 2.1). What stands at the policy for all its rules (clause 2.7.1: target,
 * assigner, assignee) is kept there, as the Dataspace Protocol wants it, and holds for every rule that says nothing else.
 *
 * @param id the IRI of the policy
 * @param type Set, Offer or Agreement
 * @param profiles IRIs of the ODRL profiles that it follows
 * @param inheritFrom IRIs of the policies whose rules it inherits
 * @param conflict what holds where a permission and a prohibition meet
 * @param shared what holds for all rules
 * @param permissions what may be done
 * @param prohibitions what must not be done
 * @param obligations what must be done
 */
public record Policy(
        String id,
        PolicyType type,
        List<String> profiles,
        List<String> inheritFrom,
        ConflictStrategy conflict,
        Shared shared,
        List<Rule.Permission> permissions,
        List<Rule.Prohibition> prohibitions,
        List<Rule.Duty> obligations) {

    public Policy {
        profiles = List.copyOf(profiles);
        inheritFrom = List.copyOf(inheritFrom);
        permissions = List.copyOf(permissions);
        prohibitions = List.copyOf(prohibitions);
        obligations = List.copyOf(obligations);
    }

    /**
     * What holds for every rule that says nothing else.
     *
     * @param target the asset
     * @param assigner who grants
     * @param assignee who receives
     * @param timestamp when an agreement was concluded, as written (Dataspace Protocol)
     */
    public record Shared(
            Optional<Asset> target, Optional<Party> assigner, Optional<Party> assignee, Optional<String> timestamp) {
        public static final Shared NONE =
                new Shared(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Optional<Asset> targetOf(Rule rule) {
        return rule.head().target().or(shared::target);
    }

    public Optional<Party> assigneeOf(Rule rule) {
        return rule.head().assignee().or(shared::assignee);
    }

    /** The same rules as another kind of policy; an offer must be read as a Set to try what it would grant. */
    public Policy as(PolicyType other) {
        return new Policy(id, other, profiles, inheritFrom, conflict, shared, permissions, prohibitions, obligations);
    }

    /** The agreement that this offer becomes. */
    public Policy agreed(String agreementId, Shared between) {
        return new Policy(
                agreementId,
                PolicyType.AGREEMENT,
                profiles,
                inheritFrom,
                conflict,
                between,
                permissions,
                prohibitions,
                obligations);
    }
}
