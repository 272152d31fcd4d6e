package eu.twintown.kernel.policy;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Joins a policy with those that it inherits from (Information Model 2.2, clause 2.9). */
public final class Inheritance {
    /** How many policies one may inherit from, over all generations. */
    public static final int LIMIT = 32;

    private final Function<String, Optional<Policy>> policies;
    /** The line of descent on which the present policy stands. */
    private final Set<String> seen = new LinkedHashSet<>();

    private int joined;

    private Inheritance(Function<String, Optional<Policy>> policies) {
        this.policies = policies;
    }

    /**
     * The policy with the rules of all its ancestors and no further inheritance. What an ancestor says for all its rules
     * stays with these. Where conflict strategies differ, the result contradicts itself and is void on conflict (clause
     * 2.10).
     *
     * @throws ProblemException BadRequestData where an ancestor is not known, a policy inherits from itself, or there are
     *     more than {@link #LIMIT}
     */
    public static Policy resolve(Policy policy, Function<String, Optional<Policy>> policies) {
        return policy.inheritFrom().isEmpty() ? policy : new Inheritance(policies).join(policy);
    }

    private Policy join(Policy policy) {
        if (!seen.add(policy.id()) || ++joined > LIMIT) {
            throw bad("The policy " + policy.id() + " inherits from itself, or from more than " + LIMIT + " others.");
        }
        List<Rule.Permission> permissions = new ArrayList<>(policy.permissions());
        List<Rule.Prohibition> prohibitions = new ArrayList<>(policy.prohibitions());
        List<Rule.Duty> obligations = new ArrayList<>(policy.obligations());
        ConflictStrategy conflict = policy.conflict();
        for (String parentId : policy.inheritFrom()) {
            Policy parent = join(policies.apply(parentId)
                    .orElseThrow(() -> bad("The policy " + parentId + ", which is inherited from, is not known.")));
            conflict = conflict == parent.conflict() ? conflict : ConflictStrategy.INVALID;
            parent.permissions()
                    .forEach(rule -> permissions.add(new Rule.Permission(own(parent, rule.head()), rule.duties())));
            parent.prohibitions()
                    .forEach(rule -> prohibitions.add(new Rule.Prohibition(own(parent, rule.head()), rule.remedies())));
            parent.obligations()
                    .forEach(rule -> obligations.add(new Rule.Duty(own(parent, rule.head()), rule.consequences())));
        }
        seen.remove(policy.id());
        return new Policy(
                policy.id(),
                policy.type(),
                policy.profiles(),
                List.of(),
                conflict,
                policy.shared(),
                permissions,
                prohibitions,
                obligations);
    }

    private static Rule.Head own(Policy parent, Rule.Head head) {
        Policy.Shared shared = parent.shared();
        return new Rule.Head(
                head.id(),
                head.action(),
                head.target().or(shared::target),
                head.assigner().or(shared::assigner),
                head.assignee().or(shared::assignee),
                head.constraints());
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(ProblemType.BAD_REQUEST_DATA, detail);
    }
}
